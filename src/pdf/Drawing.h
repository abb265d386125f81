#pragma once
#include <string>
#include <variant>
#include <vector>

namespace esek::pdf {

enum class FontStyle { regular, bold };

/// 0-255 each. Personal data are always black: see PdfCanvas on why that is DeviceGray 0 in the PDF.
struct Color {
    unsigned char r = 0, g = 0, b = 0;
    bool operator==(const Color&) const = default;
};

// One drawing of a card: operations in millimetres from its top left corner, y downwards, text sizes in
// points. The PDF, the screen and the printer are canvases for the same operations, in the order in which
// they come.

struct TextOp {
    double xMm = 0, baselineMm = 0; ///< left end of the baseline
    double sizePt = 6;
    FontStyle style = FontStyle::regular;
    std::string text; ///< one line, UTF-8
    Color color;
    double angleDeg = 0; ///< counter-clockwise about the left end of the baseline
    bool operator==(const TextOp&) const = default;
};

struct PhotoOp {
    double xMm = 0, yMm = 0, widthMm = 0, heightMm = 0;
    bool operator==(const PhotoOp&) const = default;
};

struct LineOp {
    double x1Mm = 0, y1Mm = 0, x2Mm = 0, y2Mm = 0;
    double widthMm = 0.1;
    Color color;
    bool operator==(const LineOp&) const = default;
};

/// Filled, without outline.
struct RectOp {
    double xMm = 0, yMm = 0, widthMm = 0, heightMm = 0;
    Color fill;
    bool operator==(const RectOp&) const = default;
};

using Op = std::variant<RectOp, LineOp, PhotoOp, TextOp>;
using Drawing = std::vector<Op>;

Drawing moved(Drawing, double dxMm, double dyMm);
/// Stretched about the top left corner: places and boxes by both factors, letters by the vertical one.
Drawing stretched(Drawing, double across, double down);

} // namespace esek::pdf
