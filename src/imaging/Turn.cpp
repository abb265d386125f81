#include "imaging/Turn.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace esek::imaging {

Turn Turn::fromExif(int orientation) {
    switch (orientation) {
    case 2:
        return {false, true, false};
    case 3:
        return {false, true, true};
    case 4:
        return {false, false, true};
    case 5:
        return {true, false, false};
    case 6:
        return {true, true, false};
    case 7:
        return {true, true, true};
    case 8:
        return {true, false, true};
    default:
        return {};
    }
}

Turn Turn::thenClockwise(int quarterTurns) const {
    Turn turn = *this;
    for (int i = 0; i < (quarterTurns % 4 + 4) % 4; ++i)
        turn = {!turn.transpose, !turn.flipY, turn.flipX};
    return turn;
}

void placeRows(const std::uint8_t* rows, int firstRow, int count, int width, int height, Turn turn,
               std::uint8_t* out) {
    const int outWidth = turn.transpose ? height : width;
    const int outHeight = turn.transpose ? width : height;
    const std::size_t stride = 3 * static_cast<std::size_t>(width);
    const std::size_t outStride = 3 * static_cast<std::size_t>(outWidth);

    if (!turn.transpose) {
        for (int i = 0; i < count; ++i) {
            const std::uint8_t* in = rows + static_cast<std::size_t>(i) * stride;
            const int y = turn.flipY ? outHeight - 1 - (firstRow + i) : firstRow + i;
            std::uint8_t* to = out + static_cast<std::size_t>(y) * outStride;
            if (!turn.flipX) {
                std::memcpy(to, in, stride);
            } else {
                for (int x = 0; x < width; ++x)
                    std::copy_n(in + 3 * x, 3, to + 3 * (width - 1 - x));
            }
        }
        return;
    }
    // A stored row becomes a column: the inner loop runs over the rows at hand, so that writes stay together.
    for (int x = 0; x < width; ++x) {
        const int y = turn.flipY ? outHeight - 1 - x : x;
        std::uint8_t* to = out + static_cast<std::size_t>(y) * outStride;
        const std::uint8_t* in = rows + 3 * x;
        for (int i = 0; i < count; ++i, in += stride) {
            const int column = turn.flipX ? outWidth - 1 - (firstRow + i) : firstRow + i;
            std::copy_n(in, 3, to + 3 * static_cast<std::ptrdiff_t>(column));
        }
    }
}

} // namespace esek::imaging
