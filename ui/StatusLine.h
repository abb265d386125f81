#pragma once
#include <string>
#include <vector>
#include <wx/frame.h>

namespace esek::ui {

/// The status bar of a frame, told in UTF-8. A text may come before the bar has its size: it is kept until
/// then, because wxGTK repaints a field inside its border, and a bar of one pixel leaves it a negative
/// rectangle, which pixman reports as a bug.
class StatusLine {
  public:
    /// `widths` as for wxFrame::SetStatusWidths; `name` is what a screen reader says.
    StatusLine(wxFrame&, const std::vector<int>& widths, const std::string& name);

    void set(int field, const std::string& text);

  private:
    void show(int field);

    wxStatusBar* m_bar;
    std::vector<std::string> m_texts;
};

} // namespace esek::ui
