#include "portal/QrCode.h"

#include <qrcodegen/qrcodegen.hpp>

namespace esek::portal {

pdf::Drawing qrCode(const std::string& text, double xMm, double yMm, double sizeMm) {
    using qrcodegen::QrCode;
    static constexpr int kQuiet = 4; // modules
    const QrCode code = QrCode::encodeText(text.c_str(), QrCode::Ecc::MEDIUM);
    const double module = sizeMm / (code.getSize() + 2 * kQuiet);
    pdf::Drawing drawing;
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize(); ++x) {
            int run = 0; // dark modules side by side are one area: no hairlines between them
            while (x + run < code.getSize() && code.getModule(x + run, y))
                ++run;
            if (run == 0)
                continue;
            drawing.push_back(pdf::RectOp{
                xMm + (x + kQuiet) * module, yMm + (y + kQuiet) * module, run * module, module, {}});
            x += run;
        }
    }
    return drawing;
}

} // namespace esek::portal
