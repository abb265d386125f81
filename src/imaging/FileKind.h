#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace esek::imaging {

enum class FileKind { jpeg, png, tiff, unknown };

/// By the first bytes; the name of a file says nothing about what is in it.
FileKind detectKind(std::span<const std::uint8_t>);

/// "image/jpeg" ..., "application/octet-stream" for unknown.
const char* mediaType(FileKind);

/// What to do with a file of kind unknown, translated: names the kind where it can be recognised (HEIC, WebP,
/// PDF ...) and how to get a JPEG out of it.
std::string unknownKindHint(std::span<const std::uint8_t>);

} // namespace esek::imaging
