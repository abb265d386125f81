#pragma once
#include "domain/Photo.h"

#include <string>
#include <wx/bitmap.h>
#include <wx/colour.h>

class wxWindow;

namespace esek::ui {

/// Icons that are painted row by row: drawn from SVG once for each size and colour, then kept. Interface
/// thread only.
wxBitmap paintedIcon(const wxWindow*, const std::string& name, int side, const wxColour&);

/// Name in resources/icons and colour of a status; text stands beside it everywhere.
std::string statusIconName(domain::PhotoStatus);
wxColour statusColour(domain::PhotoStatus);

} // namespace esek::ui
