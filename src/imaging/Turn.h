#pragma once
#include <cstdint>

namespace esek::imaging {

/// One of the eight ways to lay a picture down: first maybe mirrored along the diagonal, then maybe along
/// each axis.
struct Turn {
    bool transpose = false;
    bool flipX = false;
    bool flipY = false;
    bool operator==(const Turn&) const = default;

    /// What makes a stored picture upright.
    static Turn fromExif(int orientation);
    Turn thenClockwise(int quarterTurns) const;
    bool mirrors() const { return transpose != (flipX != flipY); }
};

/// Copies `count` rows (from `firstRow` on) of a width x height RGB picture to their places in the turned
/// one.
void placeRows(const std::uint8_t* rows, int firstRow, int count, int width, int height, Turn,
               std::uint8_t* out);

} // namespace esek::imaging
