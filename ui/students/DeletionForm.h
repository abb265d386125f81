#pragma once
#include "domain/Photo.h"

#include <functional>
#include <string>
#include <wx/panel.h>

class wxChoice;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

/// A request to delete a photo that came on paper or by word of mouth: who asks, and why.
class DeletionForm : public wxPanel {
  public:
    explicit DeletionForm(wxWindow* parent);
    void start(const std::string& pupil);
    bool changed() const;
    const std::string& pupil() const { return m_whose; }
    void discard();
    std::function<void(const domain::Actor& by, const std::string& reason)> onSave;
    std::function<void()> onCancel;

  private:
    std::string m_whose;
    wxStaticText* m_pupil;
    wxChoice* m_role;
    wxTextCtrl* m_name;
    wxTextCtrl* m_reason;
    wxStaticText* m_nameHint;
};

} // namespace esek::ui
