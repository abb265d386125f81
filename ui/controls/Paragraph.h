#pragma once

class wxDC;
class wxString;

namespace esek::ui {

/// Draws words into a column of this width, broken at spaces, after hyphens of double surnames and, where
/// nothing else is left, anywhere. Gives the y below the last line.
int drawParagraph(wxDC&, const wxString&, int x, int y, int width);

} // namespace esek::ui
