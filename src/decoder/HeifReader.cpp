#include "base/Error.h"
#include "decoder/Finish.h"
#include "decoder/Reader.h"

#ifdef ESEK_HEIF
#include <libheif/heif.h>
#endif

namespace esek::decoder {

#ifdef ESEK_HEIF

namespace {

struct FreeContext {
    void operator()(heif_context* c) const { heif_context_free(c); }
};
struct FreeHandle {
    void operator()(heif_image_handle* h) const { heif_image_handle_release(h); }
};
struct FreeImage {
    void operator()(heif_image* i) const { heif_image_release(i); }
};

void check(const heif_error& error) {
    switch (error.code) {
    case heif_error_Ok:
        return;
    case heif_error_Unsupported_filetype:
    case heif_error_Unsupported_feature:
    case heif_error_Decoder_plugin_error:
        throw Exception(ErrorCode::fileKindUnknown, "HEIF of a kind that is not read");
    case heif_error_Memory_allocation_error:
        throw Exception(ErrorCode::decodingStopped, "HEIF without memory");
    default:
        throw Exception(error.subcode == heif_suberror_End_of_data ? ErrorCode::fileTruncated
                                                                   : ErrorCode::fileCorrupt,
                        "HEIF");
    }
}

/// libheif with libde265 for HEIC and dav1d or libaom for AVIF. It applies the turns that the file asks for;
/// the orientation of its EXIF block is the same turn once more and is not looked at.
class HeifReader final : public Reader {
  public:
    HeifReader() {
        // Loads its plugins now: later there is no opening of files.
        const std::unique_ptr<heif_context, FreeContext> any(heif_context_alloc());
        if (!any)
            throw std::bad_alloc();
    }

    Picture read(std::span<const std::uint8_t> file) override {
        const std::unique_ptr<heif_context, FreeContext> context(heif_context_alloc());
        check(heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(), nullptr));
        heif_image_handle* rawHandle = nullptr;
        check(heif_context_get_primary_image_handle(context.get(), &rawHandle));
        const std::unique_ptr<heif_image_handle, FreeHandle> handle(rawHandle);
        checkPicture(heif_image_handle_get_width(rawHandle), heif_image_handle_get_height(rawHandle));
        const bool alpha = heif_image_handle_has_alpha_channel(rawHandle) != 0;
        heif_image* rawImage = nullptr;
        check(heif_decode_image(rawHandle, &rawImage, heif_colorspace_RGB,
                                alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, nullptr));
        const std::unique_ptr<heif_image, FreeImage> image(rawImage);
        int stride = 0;
        const std::uint8_t* pixels =
            heif_image_get_plane_readonly(rawImage, heif_channel_interleaved, &stride);
        const int width = heif_image_get_width(rawImage, heif_channel_interleaved);
        const int height = heif_image_get_height(rawImage, heif_channel_interleaved);
        checkPicture(width, height);
        const int channels = alpha ? 4 : 3;
        if (!pixels || stride < width * channels)
            throw Exception(ErrorCode::fileCorrupt, "HEIF without pixels");
        std::vector<std::uint8_t> profile(heif_image_handle_get_raw_color_profile_size(rawHandle));
        if (!profile.empty() &&
            heif_image_handle_get_raw_color_profile(rawHandle, profile.data()).code != heif_error_Ok)
            profile.clear();
        Picture picture;
        picture.pages = heif_context_get_number_of_top_level_images(context.get());
        picture.image = finished(pixels, static_cast<std::size_t>(stride), width, height, channels, profile);
        return picture;
    }
};

} // namespace

std::unique_ptr<Reader> makeHeifReader() {
    return std::make_unique<HeifReader>();
}

#else

std::unique_ptr<Reader> makeHeifReader() {
    throw Exception(ErrorCode::fileKindUnknown, "built without libheif");
}

#endif

} // namespace esek::decoder
