#pragma once
#include <functional>
#include <string>
#include <wx/dialog.h>

class wxButton;
class wxTextCtrl;

namespace esek::ui {

class WrappedText;

/// Asks for a password. With `complaint` for a new one, which is typed twice and taken once nothing is wrong
/// with it. Interface thread only.
class PasswordDialog : public wxDialog {
  public:
    PasswordDialog(wxWindow* parent, const std::string& title, const std::string& words,
                   const std::string& yes, std::function<std::string(const std::string&)> complaint);
    std::string password() const;

  private:
    std::string wrong() const; ///< empty when the password can be taken
    void go();
    std::function<std::string(const std::string&)> m_complaint;
    wxTextCtrl* m_text = nullptr;
    wxTextCtrl* m_again = nullptr; ///< for a new one
    WrappedText* m_wrong = nullptr;
};

} // namespace esek::ui
