#include "ui/controls/FileDrop.h"

#include "ui/Text.h"

#include <wx/dnd.h>
#include <wx/window.h>

namespace esek::ui {

namespace {

class FileDrop : public wxFileDropTarget {
  public:
    FileDrop(wxWindow& window, TakeFiles take) : m_window(window), m_take(std::move(take)) {}

    bool OnDropFiles(wxCoord x, wxCoord y, const wxArrayString& files) override {
        std::vector<std::string> paths;
        for (const wxString& file : files)
            paths.push_back(utf8(file));
        if (paths.empty())
            return false;
        // Not now: the other program waits for the answer, and a question may be asked.
        m_window.CallAfter([take = m_take, paths = std::move(paths),
                            screen = m_window.ClientToScreen(wxPoint(x, y))] { take(paths, screen); });
        return true;
    }

  private:
    wxWindow& m_window;
    TakeFiles m_take;
};

} // namespace

void acceptFiles(wxWindow& window, TakeFiles take) {
    window.SetDropTarget(new FileDrop(window, std::move(take)));
}

} // namespace esek::ui
