#pragma once
#include <functional>
#include <string>
#include <wx/splitter.h>

namespace esek::ui {

class Preferences;

/// The pane of a splitter that keeps its width while the other one grows and shrinks with the window. The
/// width is remembered when a person drags the sash, and neither pane ever goes off the screen. Interface
/// thread only.
class SidePane {
  public:
    enum class Side { left, right };
    /// `key`: of the preferences; `usual`: the width until a person chooses another; `least`: of either pane.
    SidePane(wxSplitterWindow& splitter, Side side, Preferences& preferences, std::string key, int usual,
             int least);
    void place();

  private:
    wxSplitterWindow& m_splitter;
    Side m_side;
    Preferences& m_preferences;
    std::string m_key;
    int m_width;
    int m_least;
};

} // namespace esek::ui
