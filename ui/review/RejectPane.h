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
        /// What the family would read; null: several photos, each with a message of its own.
        std::function<std::string(const std::vector<domain::RejectionReason>&, const std::string& note)>
            message = {};
    };
    void open(const Words&, const std::vector<domain::RejectionReason>& preset);
    std::function<void(std::vector<domain::RejectionReason>, std::string note)> onSend;
    std::function<void()> onCancel;
    std::vector<domain::RejectionReason> chosen() const;
    bool changed() const; ///< a note was typed
    const std::string& title() const { return m_words.title; }
    /// As by the button; false when something is missing, which is told in the pane.
    bool send();
    void focusFirst();

  private:
    void keyPressed(wxKeyEvent&);
    void showMessage();
    std::string note() const;
    Words m_words;
    wxStaticText* m_title;
    wxStaticText* m_help;
    wxCheckListBox* m_reasons;
    wxTextCtrl* m_note;
    wxStaticText* m_messageLabel;
    wxTextCtrl* m_message; ///< what the family will read, as long as it is
    wxStaticText* m_problem;
    wxButton* m_send;
};

} // namespace esek::ui
