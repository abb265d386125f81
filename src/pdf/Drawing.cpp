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

} // namespace esek::pdf
