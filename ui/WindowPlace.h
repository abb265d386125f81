#pragma once
#include <string>
#include <wx/frame.h>

namespace esek::ui {

class Preferences;

/// Where a window stood last time: place, size, maximised. Never off the screen, whatever screen there is
/// now. Interface thread only.
class WindowPlace {
  public:
    /// `key`: of the preferences, such as "frame".
    WindowPlace(wxFrame& window, Preferences& preferences, std::string key)
        : m_window(window), m_preferences(preferences), m_key(std::move(key)) {}
    /// Before the window is shown. `usual`: its size the first time.
    void restore(wxSize usual);
    /// When the window closes.
    void remember();

  private:
    wxFrame& m_window;
    Preferences& m_preferences;
    std::string m_key;
};

} // namespace esek::ui
