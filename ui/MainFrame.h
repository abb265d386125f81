#pragma once
#include "ui/UiContext.h"

#include <functional>
#include <string>
#include <vector>
#include <wx/frame.h>
#include <wx/timer.h>

class wxSimplebook;

namespace esek::ui {

class Desktop;
class NavBar;

/// Navigation on the left, one view at a time, the state of the office at the bottom. Views are made when
/// they are first shown and read anew when something changed while they were away.
class MainFrame : public wxFrame {
  public:
    MainFrame(Desktop&, UiContext&);
    ~MainFrame() override;

    /// "review", "students", "cards", "sync", "settings", "import", "import-photos".
    void showView(const std::string& name);
    std::string currentView() const;
    wxWindow* view(const std::string& name); ///< made when it is not there yet

  private:
    struct View {
        std::string name;
        int id;
        std::function<wxWindow*(wxWindow*)> make;
        std::function<void()> refresh;
        /// A form is open in it that must not be read over; missing: never.
        std::function<bool()> busy = {};
        wxWindow* window = nullptr;
        bool stale = false;
    };
    void buildViews();
    void buildMenu();
    void show(std::size_t index);
    wxWindow* ensure(std::size_t index);
    void dataChanged();
    void arrived(); ///< the sync brought something
    void catchUp();
    void readState();
    void showSync();
    void toActiveView(int command);
    void undo();
    void help();
    void about();
    void place();
    void remember();

    Desktop& m_desktop;
    UiContext& m_ctx;
    std::vector<View> m_views;
    std::size_t m_current = 0;
    NavBar* m_nav = nullptr;
    wxSimplebook* m_book = nullptr;
    wxWindow* m_help = nullptr;
    wxTimer m_later; ///< what came while a form was open is shown when it is closed
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
