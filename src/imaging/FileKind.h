#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace esek::imaging {

/// JPEG, PNG and TIFF are read here, the others by esekretariat-decoder; a Photoshop document by neither.
/// avif and heic are also their films of a few pictures ("live photos"); the first is taken.
enum class FileKind { jpeg, png, tiff, heic, avif, webp, gif, bmp, psd, jpeg2000, unknown };

/// By the first bytes; the name of a file says nothing about what is in it.
FileKind detectKind(std::span<const std::uint8_t>);

/// The file without the line ends, spaces and byte order marks that web pages put before a photo; never
/// empties a file.
std::span<const std::uint8_t> withoutStrayStart(std::span<const std::uint8_t>);

/// "image/jpeg" ..., "application/octet-stream" for unknown.
const char* mediaType(FileKind);

/// "jpeg", "heic" ..., empty for unknown; as profiles of rules and JSON name it.
const char* toString(FileKind);

/// What to do with a file that cannot be read, translated: names the kind where it can be recognised (HEIC,
/// PDF, a film ...) and how to get a JPEG out of it.
std::string unknownKindHint(std::span<const std::uint8_t>);

/// The same for a kind that is read where esekretariat-decoder is installed.
std::string notInstalledHint(std::span<const std::uint8_t>);

} // namespace esek::imaging
