#include "imaging/DecoderProtocol.h"

#include "imaging/Limits.h"

#include <algorithm>

namespace esek::imaging {
namespace {

constexpr std::uint32_t kMagic = 0x31585045; // "EPX1"

constexpr std::array kFileErrors{
    ErrorCode::fileEmpty,     ErrorCode::fileTooLarge,  ErrorCode::fileKindUnknown,
    ErrorCode::fileCorrupt,   ErrorCode::fileTruncated, ErrorCode::fileDoubtful,
    ErrorCode::imageTooLarge, ErrorCode::imageTooSmall, ErrorCode::fileEncrypted};

[[noreturn]] void refuse() {
    throw Exception(ErrorCode::decodingStopped, "the decoder's answer is none");
}

} // namespace

bool isAboutTheFile(ErrorCode code) {
    return std::find(kFileErrors.begin(), kFileErrors.end(), code) != kFileErrors.end();
}

std::array<std::uint8_t, kAnswerHeaderBytes> toBytes(const DecoderAnswer& a) {
    const auto error = std::find(kFileErrors.begin(), kFileErrors.end(), a.error) - kFileErrors.begin();
    const std::array<std::uint32_t, kAnswerHeaderBytes / 4> numbers{kMagic,
                                                                    static_cast<std::uint32_t>(a.content),
                                                                    static_cast<std::uint32_t>(a.kind),
                                                                    a.width,
                                                                    a.height,
                                                                    a.pages,
                                                                    a.payloadBytes,
                                                                    static_cast<std::uint32_t>(error)};
    std::array<std::uint8_t, kAnswerHeaderBytes> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(numbers[i / 4] >> 8 * (i % 4));
    return bytes;
}

DecoderAnswer parseAnswer(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < kAnswerHeaderBytes)
        refuse();
    const auto number = [&](std::size_t i) {
        return std::uint32_t{bytes[4 * i]} | std::uint32_t{bytes[4 * i + 1]} << 8 |
               std::uint32_t{bytes[4 * i + 2]} << 16 | std::uint32_t{bytes[4 * i + 3]} << 24;
    };
    DecoderAnswer a;
    if (number(0) != kMagic || number(1) < 1 || number(1) > 3 ||
        number(2) > static_cast<std::uint32_t>(FileKind::unknown))
        refuse();
    a.content = static_cast<DecoderAnswer::Content>(number(1));
    a.kind = static_cast<FileKind>(number(2));
    a.width = number(3);
    a.height = number(4);
    a.pages = std::max<std::uint32_t>(1, number(5));
    a.payloadBytes = number(6);
    if (a.payloadBytes != bytes.size() - kAnswerHeaderBytes)
        refuse();
    if (a.content == DecoderAnswer::Content::error) {
        if (number(7) >= kFileErrors.size())
            refuse();
        a.error = kFileErrors[number(7)];
        return a;
    }
    const std::uint64_t pixels = std::uint64_t{a.width} * a.height;
    if (a.width == 0 || a.height == 0 || pixels > kLimits.maxPixels)
        refuse();
    if (a.content == DecoderAnswer::Content::pixels && a.payloadBytes != 3 * pixels)
        refuse();
    return a;
}

} // namespace esek::imaging
