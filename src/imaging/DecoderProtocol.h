#pragma once
#include "base/Error.h"
#include "imaging/FileKind.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace esek::imaging {

/// What esekretariat-decoder answers on its standard output: this header in 32-bit little-endian numbers,
/// then the pixels (R G B, rows from the top) or the JPEG. The reader believes nothing of it that it has not
/// checked: the decoder may have been taken over by the picture that it reads.
struct DecoderAnswer {
    enum class Content : std::uint32_t { pixels = 1, jpeg = 2, error = 3 };
    Content content = Content::error;
    FileKind kind = FileKind::unknown;
    std::uint32_t width = 0, height = 0; ///< of the picture, upright
    std::uint32_t pages = 1;
    std::uint32_t payloadBytes = 0;
    ErrorCode error = ErrorCode::internal; ///< for Content::error: one that isAboutTheFile()
};

inline constexpr std::size_t kAnswerHeaderBytes = 32;
inline constexpr const char* kDecoderName = "esekretariat-decoder";

std::array<std::uint8_t, kAnswerHeaderBytes> toBytes(const DecoderAnswer&);
/// Throws decodingStopped when the bytes are no such answer, in any part.
DecoderAnswer parseAnswer(std::span<const std::uint8_t> bytes);

/// Errors that a decoder may report about a file; everything else means that it failed.
bool isAboutTheFile(ErrorCode);

} // namespace esek::imaging
