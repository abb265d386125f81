#pragma once
#include "domain/Photo.h"

#include <functional>
#include <string>
#include <vector>
#include <wx/panel.h>

class wxButton;
class wxCheckListBox;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

/// Reasons and a note for the family, beside the photo and not over it. Digits and letters tick, Enter sends,
/// Escape goes back.
class RejectPane : public wxPanel {
  public:
    explicit RejectPane(wxWindow* parent);

    struct Words {
        std::string title;
        std::string send; ///< on the button
        bool withReasons = true;
    };
    void open(const Words&, const std::vector<domain::RejectionReason>& preset);
    std::function<void(std::vector<domain::RejectionReason>, std::string note)> onSend;
    std::function<void()> onCancel;
    std::vector<domain::RejectionReason> chosen() const;
    void focusFirst();

  private:
    void keyPressed(wxKeyEvent&);
    void send();
    bool m_withReasons = true;
    wxStaticText* m_title;
    wxStaticText* m_help;
    wxCheckListBox* m_reasons;
    wxTextCtrl* m_note;
    wxStaticText* m_problem;
    wxButton* m_send;
};

} // namespace esek::ui
