#pragma once
#include <cstddef>
#include <cstdint>

// Between the program and the library that holds OpenImageIO. Plain C types: the two share no C++ objects and
// no exception crosses. See src/decoder/README.md for why it is a library of its own.

extern "C" {

struct EsekRasterHeader {
    int width;
    int height;
    int channels;
    int alphaChannel; ///< -1: none. Alpha is not multiplied into the colours.
    int orientation;  ///< as written in the file
    double dpiX;      ///< 0: unknown
    double dpiY;
    int hasGps;
    int unitRows; ///< rows that the file stores together: tile or strip height
    int tiled;
    /// What one call of read() for unitRows rows takes inside, and what the whole picture takes at once (0:
    /// nothing).
    std::uint64_t unitBytes;
    std::uint64_t wholeBytes;
    const std::uint8_t* profile; ///< ICC; lives as long as the picture is open
    std::size_t profileBytes;
};

struct EsekRasterMessage {
    char text[256];
};

/// Every function gives 1 for success and 0 with a message. One picture, one thread at a time.
struct EsekRasterApi {
    int version;
    /// The bytes must outlive the picture. `format` is a name that OpenImageIO knows.
    int (*open)(const char* format, const std::uint8_t* bytes, std::size_t count, void** picture,
                EsekRasterHeader* header, EsekRasterMessage*);
    /// Whole rows, all channels, 8 bits. Rows are asked for from the top; in tiled files a call must start at
    /// a multiple of unitRows.
    int (*read)(void* picture, int firstRow, int rows, std::uint8_t* out, EsekRasterMessage*);
    void (*close)(void* picture);
};

/// Exported by the library esek_oiio under the name "esekRasterApi".
using EsekRasterApiFunction = const EsekRasterApi* (*)();
constexpr int kEsekRasterVersion = 1;
}
