#pragma once
#include <string>
#include <wx/panel.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>

class wxChoice;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

/// Label and control in two columns, a hint or a complaint under the control. The label is also the control's
/// name for screen readers.
class Form {
  public:
    explicit Form(wxWindow* parent);
    wxFlexGridSizer* sizer() { return m_grid; }

    struct Field {
        wxTextCtrl* text = nullptr;
        wxStaticText* hint = nullptr;
    };
    Field text(int id, const std::string& label, long style = 0);
    wxChoice* choice(int id, const std::string& label);
    void control(wxWindow*, const std::string& label);
    wxStaticText* note(const std::string& text = {});

  private:
    wxWindow* m_parent;
    wxFlexGridSizer* m_grid;
};

/// Lays the page out anew. One that cannot be scrolled to the side is as wide as its window, so that nothing
/// lies beyond the right edge.
void fitPage(wxScrolledWindow& page);
/// What is inside needs another height: the page around it, up to the one that scrolls, is laid out anew.
void growPage(wxWindow* inside);
/// Words under a field: a complaint (with the tone of an error) or a hint.
void setHint(wxStaticText*, const std::string& words, bool complaint);

} // namespace esek::ui
