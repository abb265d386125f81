#pragma once
#include <functional>
#include <wx/panel.h>

class wxTextCtrl;

namespace esek::ui {

class Operator;

/// Above the views until it was answered once: who works at this computer.
class OperatorBar : public wxPanel {
  public:
    OperatorBar(wxWindow* parent, Operator&);
    std::function<void()> onSaved;

  private:
    void save();
    Operator& m_operator;
    wxTextCtrl* m_name;
    wxTextCtrl* m_workstation;
};

} // namespace esek::ui
