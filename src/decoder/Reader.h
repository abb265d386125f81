#pragma once
#include "imaging/FileKind.h"
#include "imaging/Image.h"

#include <cstdint>
#include <memory>
#include <span>

namespace esek::decoder {

struct Picture {
    imaging::Image image; ///< upright sRGB, alpha on white
    int pages = 1;
};

/// Reads one kind of picture. Made before the doors are closed, so that it can load what it needs; read()
/// runs behind them. Both throw Exception: errors about the file.
class Reader {
  public:
    virtual ~Reader() = default;
    virtual Picture read(std::span<const std::uint8_t> file) = 0;
};

std::unique_ptr<Reader> makeReader(imaging::FileKind);
std::unique_ptr<Reader> makeHeifReader();
std::unique_ptr<Reader> makeWebpReader();
/// `format` is OpenImageIO's name of the kind.
std::unique_ptr<Reader> makeOiioReader(const char* format);

} // namespace esek::decoder
