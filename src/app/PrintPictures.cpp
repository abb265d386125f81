#include "app/PrintPictures.h"

#include "base/Format.h"
#include "base/Log.h"
#include "base/Sha256.h"
#include "base/platform/Files.h"
#include "imaging/Crop.h"
#include "imaging/Probe.h"

#include <algorithm>
#include <atomic>
#include <fstream>

namespace esek::app {

namespace fs = std::filesystem;

namespace {

/// Whoever writes such a file has done with it long before.
constexpr std::chrono::minutes kUnfinishedLife{10};

/// A picture that was not written to its end, or the page of a card, which is gone once it was sent: it is
/// there when the program was killed.
bool isUnfinished(const std::string& name) {
    return name.find(".tmp") != std::string::npos || name.ends_with(".pdf");
}

bool isOld(const fs::path& file) {
    std::error_code ec;
    const auto written = fs::last_write_time(file, ec);
    return !ec && written < fs::file_time_type::clock::now() - kUnfinishedLife;
}

/// Without flushing to the disk: a lost cache file is rendered anew, and a damaged one does not pass its
/// check.
void writeCacheFile(const fs::path& file, std::span<const std::uint8_t> bytes) {
    static std::atomic<unsigned> counter{0};
    fs::path temporary = file;
    temporary += format(".tmp{}", counter++);
    {
        std::ofstream out(temporary, std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        const Digest digest = Sha256::of(bytes);
        out.write(reinterpret_cast<const char*>(digest.data()), digest.size());
        if (!out)
            log::warning("print cache: cannot write");
    }
    std::error_code ec;
    fs::rename(temporary, file, ec);
    if (ec)
        fs::remove(temporary, ec);
}

std::optional<std::vector<std::uint8_t>> readCacheFile(const fs::path& file) {
    std::error_code ec;
    if (!fs::exists(file, ec))
        return std::nullopt;
    auto bytes = platform::readFile(file);
    if (!bytes || bytes->size() <= sizeof(Digest))
        return std::nullopt;
    Digest stored{};
    std::copy(bytes->end() - sizeof(Digest), bytes->end(), stored.begin());
    bytes->resize(bytes->size() - sizeof(Digest));
    if (Sha256::of(*bytes) != stored)
        return std::nullopt;
    return std::move(*bytes);
}

int pixels(double mm, int dpi) {
    return std::max(1, static_cast<int>(std::lround(mm / 25.4 * dpi)));
}

} // namespace

fs::path PrintPictures::fileFor(const domain::BlobId& blob, const std::optional<domain::CropParams>& crop,
                                const imaging::PrintJpegOptions& o) const {
    std::string key = format("{}x{}@{}q{}", o.widthMm, o.heightMm, o.dpi, o.quality);
    if (crop)
        key += format(" {} {} {} {} {} {}", crop->x, crop->y, crop->w, crop->h, crop->quarterTurns,
                      crop->fineDegrees);
    const domain::BlobId hash = {Sha256::of(key)};
    return fileOf(blob, hash.toString().substr(0, 16));
}

fs::path PrintPictures::fileOf(const domain::BlobId& blob, const std::string& ending) const {
    return m_folder / blob.toString().substr(0, 2) / (blob.toString() + "-" + ending);
}

Result<imaging::PrintJpeg> PrintPictures::get(const domain::BlobId& blob,
                                              const std::optional<domain::CropParams>& crop,
                                              const imaging::PrintJpegOptions& options) {
    const fs::path file = fileFor(blob, crop, options);
    if (auto cached = readCacheFile(file))
        return imaging::PrintJpeg{std::move(*cached), pixels(options.widthMm, options.dpi),
                                  pixels(options.heightMm, options.dpi), options.dpi};
    auto original = m_blobs.get(blob);
    if (!original)
        return original.error();
    domain::CropParams cut;
    if (crop) {
        cut = *crop;
    } else {
        const auto info = imaging::probe(*original, blob.toString());
        if (!info)
            return info.error();
        cut = imaging::centredCrop(info->width, info->height, options.widthMm / options.heightMm);
    }
    auto rendered = imaging::renderForPrint(*original, blob.toString(), cut, options);
    if (rendered) {
        std::error_code ec;
        fs::create_directories(file.parent_path(), ec);
        writeCacheFile(file, rendered->bytes);
        // Erased while it was being rendered? Whoever erases looks here afterwards, and we look after
        // writing.
        if (!m_blobs.has(blob))
            fs::remove(file, ec);
    }
    return rendered;
}

Result<void> PrintPictures::erase(const domain::BlobId& blob) {
    const fs::path folder = m_folder / blob.toString().substr(0, 2);
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        if (entry.path().filename().string().starts_with(blob.toString())) {
            if (auto removed = platform::removeFile(entry.path()); !removed)
                return removed;
        }
    }
    return {};
}

void PrintPictures::sweep() {
    std::error_code ec;
    for (const auto& entry : fs::recursive_directory_iterator(m_folder, ec)) {
        const std::string name = entry.path().filename().string();
        const auto blob = domain::BlobId::parse(std::string_view(name).substr(0, 64));
        const bool stray = !blob || !m_blobs.has(*blob) || (isUnfinished(name) && isOld(entry.path()));
        if (stray && entry.is_regular_file(ec))
            fs::remove(entry.path(), ec);
    }
}

} // namespace esek::app
