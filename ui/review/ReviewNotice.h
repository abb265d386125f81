#pragma once
#include <functional>
#include <string>
#include <wx/panel.h>

class wxButton;
class wxStaticBitmap;
class wxStaticText;

namespace esek::ui {

/// One line under the photos: what was just done, with a way back, or why something was not done. Never in
/// the way.
class ReviewNotice : public wxPanel {
  public:
    explicit ReviewNotice(wxWindow* parent);
    void done(const std::string& text, bool canUndo);
    /// With another button than "Take back".
    void done(const std::string& text, const std::string& action, std::function<void()> run);
    void failed(const std::string& text);
    void clear();
    std::string text() const;
    std::function<void()> onUndo;

  private:
    void show(const std::string& text, bool bad, bool withButton);
    std::function<void()> m_run; ///< of the button
    wxStaticBitmap* m_icon;
    wxStaticText* m_text;
    wxButton* m_button;
};

} // namespace esek::ui
