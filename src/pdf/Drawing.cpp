#include "pdf/Drawing.h"

namespace esek::pdf {

Drawing moved(Drawing drawing, double dxMm, double dyMm) {
    struct Mover {
        double dx, dy;
        void operator()(TextOp& op) const { op.xMm += dx, op.baselineMm += dy; }
        void operator()(PhotoOp& op) const { op.xMm += dx, op.yMm += dy; }
        void operator()(RectOp& op) const { op.xMm += dx, op.yMm += dy; }
        void operator()(LineOp& op) const { op.x1Mm += dx, op.x2Mm += dx, op.y1Mm += dy, op.y2Mm += dy; }
    };
    for (Op& op : drawing)
        std::visit(Mover{dxMm, dyMm}, op);
    return drawing;
}

Drawing stretched(Drawing drawing, double across, double down) {
    struct Stretcher {
        double x, y;
        void operator()(TextOp& op) const { op.xMm *= x, op.baselineMm *= y, op.sizePt *= y; }
        void operator()(PhotoOp& op) const { op.xMm *= x, op.yMm *= y, op.widthMm *= x, op.heightMm *= y; }
        void operator()(RectOp& op) const { op.xMm *= x, op.yMm *= y, op.widthMm *= x, op.heightMm *= y; }
        void operator()(LineOp& op) const { op.x1Mm *= x, op.x2Mm *= x, op.y1Mm *= y, op.y2Mm *= y; }
    };
    for (Op& op : drawing)
        std::visit(Stretcher{across, down}, op);
    return drawing;
}

} // namespace esek::pdf
