#pragma once
#include <string>
#include <wx/bmpbndl.h>
#include <wx/colour.h>

class wxWindow;

namespace esek::ui {

/// The one table of colours; everything else is the system's. No colour literals in windows.
enum class Tone {
    muted,      ///< secondary text
    accent,     ///< what is chosen, links
    good,       ///< accepted, ready
    warning,    ///< needs a look
    bad,        ///< rejected, refused
    canvas,     ///< behind photos and cards
    frame,      ///< crop frame and marks on photos
    noticeInfo, ///< backgrounds of notices
    noticeGood,
    noticeBad,
};

bool darkTheme();
wxColour tone(Tone);

/// resources/icons/NAME.svg, `currentColor` in it replaced by the colour given (text colour when none).
/// `side` in device-independent pixels. An icon that is missing is an empty square, never a crash.
wxBitmapBundle icon(const std::string& name, int side = 20);
wxBitmapBundle icon(const std::string& name, int side, const wxColour&);

/// Bold and larger, relative to the window's own font.
void makeHeading(wxWindow*, double scale = 1.25);
void makeMuted(wxWindow*);

} // namespace esek::ui
