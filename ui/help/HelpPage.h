#pragma once
#include <string>

class wxWindow;

namespace esek::ui {

/// What F1 shows while this window or something in it has the focus: a page of the manual with its place,
/// "druk.html#probny". Interface thread.
void setHelpPage(wxWindow&, const std::string& page);

/// The page of the window or of the nearest one around it; empty where none has one.
std::string helpPageOf(const wxWindow*);

} // namespace esek::ui
