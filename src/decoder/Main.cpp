// esekretariat-decoder: one picture in on standard input, checked pixels or a clean JPEG out on standard
// output. It is started by the other programs for pictures from strangers and ends after one. See
// src/decoder/README.md.
#include "base/Result.h"
#include "base/platform/Confine.h"
#include "base/platform/Privacy.h"
#include "base/platform/Streams.h"
#include "decoder/Reader.h"
#include "decoder/Sandbox.h"
#include "imaging/DecoderProtocol.h"
#include "imaging/Encode.h"
#include "imaging/Limits.h"
#include "imaging/Resample.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace {

using namespace esek;
using imaging::DecoderAnswer;

constexpr int kCannotConfine = 3;
constexpr int kWrongUsage = 2;
constexpr int kGaveUp = 1;
constexpr int kJpegDpi = 300;

/// Memory besides the file: the pixels as they come, in RGB, turned, and the codec's own planes.
constexpr std::uint64_t kMemory = std::uint64_t{900} << 20;
/// The parent waits for 20 s; a decoder that it lost ends by itself, on a busy computer somewhat later.
constexpr std::chrono::seconds kProcessorTime{25};
constexpr std::chrono::seconds kTime{60};

struct Wish {
    int maxSide = 0; ///< 0: pixels at full size, else a JPEG
    int quality = 0;
};

std::optional<int> number(const char* text, int least, int most) {
    int value = 0;
    const char* end = text + std::strlen(text);
    const auto [at, ec] = std::from_chars(text, end, value);
    return ec == std::errc() && at == end && value >= least && value <= most ? std::optional(value)
                                                                             : std::nullopt;
}

std::optional<Wish> parse(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "pixels") == 0)
        return Wish{};
    if (argc != 4 || std::strcmp(argv[1], "jpeg") != 0)
        return std::nullopt;
    const auto side = number(argv[2], 1, 10'000);
    const auto quality = number(argv[3], 1, 100);
    return side && quality ? std::optional(Wish{*side, *quality}) : std::nullopt;
}

/// Everything that comes, up to the largest file that is read and one byte more.
std::vector<std::uint8_t> readInput() {
    std::vector<std::uint8_t> file;
    const std::size_t most = imaging::kLimits.maxFileBytes + 1;
    for (std::size_t have = 0; have < most;) {
        file.resize(std::min(most, std::max<std::size_t>(2 * have, 1 << 20)));
        const std::size_t n = std::fread(file.data() + have, 1, file.size() - have, stdin);
        have += n;
        if (n == 0) {
            file.resize(have);
            break;
        }
    }
    return file;
}

void send(DecoderAnswer answer, std::span<const std::uint8_t> payload) {
    answer.payloadBytes = static_cast<std::uint32_t>(payload.size());
    const auto header = imaging::toBytes(answer);
    const bool written = std::fwrite(header.data(), 1, header.size(), stdout) == header.size() &&
                         std::fwrite(payload.data(), 1, payload.size(), stdout) == payload.size() &&
                         std::fflush(stdout) == 0;
    // Not by exit(): destructors of a hundred libraries have nothing to do here.
    std::_Exit(written ? 0 : kGaveUp);
}

imaging::Image scaledDown(imaging::Image image, int maxSide) {
    const double scale = std::min(1.0, static_cast<double>(maxSide) / std::max(image.width, image.height));
    const int width = std::max(1, static_cast<int>(std::lround(image.width * scale)));
    const int height = std::max(1, static_cast<int>(std::lround(image.height * scale)));
    if (width == image.width && height == image.height)
        return image;
    return {width, height,
            imaging::resample({image.rgb.data(), image.width, image.height},
                              {0, 0, static_cast<double>(image.width), static_cast<double>(image.height)},
                              width, height)};
}

void answer(const Wish& wish, decoder::Reader& reader, std::span<const std::uint8_t> file,
            imaging::FileKind kind) {
    DecoderAnswer a;
    a.kind = kind;
    decoder::Picture picture = reader.read(file);
    a.pages = static_cast<std::uint32_t>(std::max(1, picture.pages));
    a.width = static_cast<std::uint32_t>(picture.image.width);
    a.height = static_cast<std::uint32_t>(picture.image.height);
    if (wish.maxSide == 0) {
        a.content = DecoderAnswer::Content::pixels;
        send(a, picture.image.rgb);
    }
    a.content = DecoderAnswer::Content::jpeg;
    const auto small = scaledDown(std::move(picture.image), wish.maxSide);
    send(a, imaging::encodeJpeg(small, wish.quality, kJpegDpi).value());
}

void tell(const Error& error) {
    if (!imaging::isAboutTheFile(error.code))
        std::_Exit(kGaveUp);
    DecoderAnswer a;
    a.error = error.code;
    // For the words about a picture that is too large or too small.
    a.width = number(error.value("width").c_str(), 0, 1 << 30).value_or(0);
    a.height = number(error.value("height").c_str(), 0, 1 << 30).value_or(0);
    send(a, {});
}

} // namespace

int main(int argc, char** argv) {
    platform::keepNewFilesPrivate();
    const auto wish = parse(argc, argv);
    if (!wish)
        return kWrongUsage;
    platform::useBinaryStreams();
    const auto bytes = readInput();
    try {
        if (bytes.empty())
            throw Exception(ErrorCode::fileEmpty, "nothing came");
        if (bytes.size() > imaging::kLimits.maxFileBytes)
            throw Exception(ErrorCode::fileTooLarge, "more than is read");
        const auto file = imaging::withoutStrayStart(bytes);
        const auto kind = imaging::detectKind(file); // looks at a few bytes only
        const auto reader = decoder::makeReader(kind);
        if (!platform::confineThisProcess({kMemory, kProcessorTime, kTime}) || !decoder::closeDoors())
            return kCannotConfine;
        answer(*wish, *reader, file, kind);
    } catch (const Exception& e) {
        tell(e.error());
    } catch (const std::exception&) {
        std::_Exit(kGaveUp);
    }
    return kGaveUp;
}
