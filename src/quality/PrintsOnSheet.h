#pragma once
#include "imaging/Image.h"

#include <array>
#include <utility>
#include <vector>

namespace esek::quality {

/// The photographs that lie on a scanned page, each upright as it lay there, row by row from the top and from
/// the left in a row, without the page's own colour around it. The colour of the page is read off its edges,
/// so a dark sheet behind photos with a white background makes them sure. A photo may lie as askew as a hand
/// puts it; photos that touch or overlap count as one. A page that is one photo up to its edges is that
/// photo. Prints smaller than 15 mm are dust and torn edges. `dpi` of the page, at least 50. Thread-safe.
std::vector<imaging::Image> printsOnSheet(const imaging::Image& sheet, int dpi);

struct PrintOnSheet {
    imaging::Image image;
    /// Where it lies: its corners in pixels of the sheet, beginning with the one at its upper left,
    /// clockwise.
    std::array<std::pair<double, double>, 4> corners{};
};
/// The same with their places.
std::vector<PrintOnSheet> placedPrintsOnSheet(const imaging::Image& sheet, int dpi);

} // namespace esek::quality
