#pragma once
#include "base/Translate.h"
#include "ui/Operator.h"
#include "ui/StatusLine.h"
#include "ui/UiContext.h"
#include "ui/View.h"
#include "ui/WindowPlace.h"
#include "ui/controls/Mnemonics.h"
#include "ui/help/KeysFrame.h"
#include "ui/help/ManualFrame.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>
#include <wx/frame.h>
#include <wx/timer.h>
#include <wx/weakref.h>

class wxSimplebook;

namespace esek::ui {

class Desktop;
class FirstSteps;
class NavBar;
class Strip;
struct OfficeState;

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
    void listViews();
    void buildViews();
    void buildMenu();
    void openSchool(const std::filesystem::path& folder);
    View* find(const std::string& name);
    void show(View&); ///< after the question whether what was typed is to be saved
    void open(View&);
    void showChosen(); ///< in the navigation
    void changeLanguage(Language, std::function<void()> stay);
    wxWindow* ensure(View&);
    void dropped(const std::vector<std::string>& paths, const wxPoint& screen);
    template <class Panel>
    void openIn(const std::string& view, const std::string& file);
    void dataChanged();
    void arrived(); ///< the sync brought something
    void catchUp();
    void readState();
    void remindOfBackup(const OfficeState&);
    void showSync();
    bool toActiveView(int command);
    void undo();
    void offerUndo(wxUpdateUIEvent&);
    void help(); ///< the manual, at the page of what has the focus
    void showKeys();
    void about();

    Desktop& m_desktop;
    UiContext& m_ctx;
    Operator m_operator;
    WindowPlace m_place;
    StatusLine m_status;
    bool m_demo = false;       ///< the school of the demo
    std::vector<View> m_views; ///< never changes its length
    View* m_current = nullptr;
    NavBar* m_nav = nullptr;
    Mnemonics m_mnemonics;
    wxSimplebook* m_book = nullptr;
    FirstSteps* m_steps = nullptr;
    Strip* m_backup = nullptr;       ///< reminds of the backup
    bool m_backupLater = false;      ///< a person put the reminder off
    wxWindow* m_readOnly = nullptr;  ///< says so, where it is so
    wxWeakRef<ManualFrame> m_manual; ///< nothing after it was closed
    wxWeakRef<KeysFrame> m_keys;
    bool m_canUndo = false; ///< a decision about a photo
    wxTimer m_later;        ///< what came while a form was open is shown when it is closed
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
