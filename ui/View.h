#pragma once
#include <functional>
#include <string>

class wxWindow;

namespace esek::ui {

/// One view of the main window. The frame, its navigation and its menu are drawn from a table of these.
struct View {
    std::string name; ///< "review"; scripts, preferences and links lead here by it
    std::string help; ///< its page in the manual, "zdjecia.html"
    int command = 0;  ///< of the menu
    std::function<wxWindow*(wxWindow* parent, View&)> make;
    std::string title = {}; ///< in the navigation; empty: the view does not stand there
    std::string icon = {};
    std::string label = {}; ///< in the menu of views, with its mnemonic; empty: it stands elsewhere
    std::string key = {};
    std::string partOf = {}; ///< name of the view that is marked in the navigation instead
    // Set by `make`, where the view has them.
    std::function<void()> refresh = [] {};
    std::function<bool()> busy = [] { return false; }; ///< a form is open that must not be read over

    wxWindow* window = nullptr; ///< made when the view is first shown
    bool stale = false;         ///< something changed while it was away
};

} // namespace esek::ui
