#pragma once
#include <string>
#include <vector>
#include <wx/panel.h>

class wxStaticText;

namespace esek::ui {

/// A line above all views that says what this school or this computer is, with what can be done about it.
class Strip : public wxPanel {
  public:
    struct Button {
        int id;
        int command; ///< of the frame's menu
        std::string label;
    };
    Strip(wxWindow* parent, const std::string& words, const std::vector<Button>& buttons = {});
    void say(const std::string& words);

  private:
    wxStaticText* m_words;
};

} // namespace esek::ui
