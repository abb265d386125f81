#pragma once
#include "pdf/Drawing.h"

#include <string>

namespace esek::portal {

/// A QR code (ISO/IEC 18004, error correction M) as filled areas in a square of this size, the quiet zone of
/// four modules included. A text of capitals, digits and "$%*+-./:" needs the fewest modules.
pdf::Drawing qrCode(const std::string& text, double xMm, double yMm, double sizeMm);

} // namespace esek::portal
