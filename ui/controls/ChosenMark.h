#pragma once
#include <wx/window.h>

namespace esek::ui {

/// A bar in the accent's colour beside or below the chosen one of several buttons: a pressed button differs
/// from the others only in its shade (WCAG 1.4.11 asks for 3:1). The bar keeps its room while it is hidden.
class ChosenMark : public wxWindow {
  public:
    enum class Side { left, below };
    ChosenMark(wxWindow* parent, Side);
    void mark(bool chosen);
    bool marked() const { return m_chosen; }
    bool AcceptsFocus() const override { return false; }

  private:
    bool m_chosen = false;
};

} // namespace esek::ui
