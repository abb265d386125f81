#include "ui/MainFrame.h"

#include "base/Format.h"
#include "base/Version.h"
#include "ui/Desktop.h"
#include "ui/HelpFrame.h"
#include "ui/Ids.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/cards/CardsPanel.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NavBar.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/import/PhotosImportPanel.h"
#include "ui/import/StudentsImportPanel.h"
#include "ui/model/SyncWords.h"
#include "ui/review/ReviewPanel.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/students/StudentsPanel.h"
#include "ui/sync/SyncCenter.h"
#include "ui/sync/SyncPanel.h"
#include "ui/theme/Theme.h"

#include <wx/display.h>
#include <wx/menu.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/statline.h>
#include <wx/statusbr.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {
// Places in the list of views.
constexpr std::size_t kStudents = 1;
constexpr std::size_t kSync = 3;
constexpr std::size_t kSettings = 4;
constexpr int kLookAgainMs = 2000;
} // namespace

MainFrame::MainFrame(Desktop& desktop, UiContext& ctx)
    : wxFrame(nullptr, wxID_ANY, "e-Sekretariat"), m_desktop(desktop), m_ctx(ctx) {
    SetName("MainFrame");
    SetIcon(icon("app", 32, tone(Tone::accent)).GetIconFor(this));
    m_ctx.dataChanged = [this] { dataChanged(); };
    buildMenu();
    CreateStatusBar(2);
    const int widths[] = {-3, -2};
    SetStatusWidths(2, widths);
    setAccessibleName(*GetStatusBar(), T(tr("State of the office")));

    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_nav = new NavBar(this);
    m_nav->onChoose = [this](std::size_t i) { show(i); };
    row->Add(m_nav, wxSizerFlags().Expand());
    row->Add(new wxStaticLine(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxLI_VERTICAL),
             wxSizerFlags().Expand());
    m_book = new wxSimplebook(this);
    row->Add(m_book, wxSizerFlags(1).Expand());
    SetSizer(row);
    buildViews();
    place();

    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& e) {
        remember();
        m_desktop.frameClosed(this);
        e.Skip();
    });
    m_later.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { catchUp(); });
    m_ctx.sync.listen(m_scope, [this] { showSync(); });
    m_ctx.sync.onArrived = [this] { arrived(); };
    const std::string last = m_ctx.preferences.text("view", "review");
    showView(last.rfind("import", 0) == 0 ? "students" : last);
    readState();
    showSync();
}

MainFrame::~MainFrame() {
    // Another frame may have taken over (another language).
    if (!m_desktop.frame() || m_desktop.frame() == this) {
        m_ctx.dataChanged = [] {};
        m_ctx.sync.onArrived = {};
    }
}

void MainFrame::buildViews() {
    m_views.push_back({"review",
                       id::viewReview,
                       [this](wxWindow* parent) {
                           auto* panel = new ReviewPanel(parent, m_ctx);
                           m_views[0].refresh = [panel] { panel->refresh(); };
                           return panel;
                       },
                       {}});
    m_views.push_back({"students",
                       id::viewStudents,
                       [this](wxWindow* parent) {
                           auto* panel = new StudentsPanel(parent, m_ctx);
                           m_views[1].refresh = [panel] { panel->refresh(); };
                           m_views[1].busy = [panel] { return panel->editing(); };
                           return panel;
                       },
                       {}});
    m_views.push_back({"cards",
                       id::viewCards,
                       [this](wxWindow* parent) {
                           auto* panel = new CardsPanel(parent, m_ctx);
                           m_views[2].refresh = [panel] { panel->refresh(); };
                           return panel;
                       },
                       {}});
    m_views.push_back({"sync",
                       id::viewSync,
                       [this](wxWindow* parent) {
                           auto* panel = new SyncPanel(parent, m_ctx);
                           m_views[kSync].refresh = [panel] { panel->refresh(); };
                           return panel;
                       },
                       {}});
    m_views.push_back({"settings",
                       id::viewSettings,
                       [this](wxWindow* parent) {
                           auto* panel = new SettingsPanel(parent, m_ctx);
                           panel->onLanguage = [this] {
                               CallAfter([this] { m_desktop.reopenFrame("settings"); });
                           };
                           m_views[kSettings].refresh = [panel] { panel->refresh(); };
                           // What is typed in the fields is read over only when the view is opened anew.
                           m_views[kSettings].busy = [] { return true; };
                           return panel;
                       },
                       {}});
    const auto back = [this] { showView("students"); };
    m_views.push_back({"import", id::importStudents,
                       [this, back](wxWindow* parent) {
                           auto* panel = new StudentsImportPanel(parent, m_ctx);
                           panel->onDone = back;
                           return panel;
                       },
                       [] {}});
    m_views.push_back({"import-photos", id::importPhotos,
                       [this, back](wxWindow* parent) {
                           auto* panel = new PhotosImportPanel(parent, m_ctx);
                           panel->onDone = back;
                           return panel;
                       },
                       [] {}});
    m_nav->add(id::viewReview + 50, tr("Photos"), "review");
    m_nav->add(id::viewStudents + 50, tr("Pupils"), "students");
    m_nav->add(id::viewCards + 50, tr("Cards"), "cards");
    m_nav->add(id::viewSync + 50, tr("Synchronisation"), "sync");
    m_nav->add(id::viewSettings + 50, tr("Settings"), "settings");
    for (std::size_t i = 0; i < m_views.size(); ++i)
        Bind(
            wxEVT_MENU, [this, i](wxCommandEvent&) { show(i); }, m_views[i].id);
}

void MainFrame::buildMenu() {
    auto* file = new wxMenu;
    file->Append(id::importStudents, T(tr("Import &pupils…")) + "\tCtrl+I");
    file->Append(id::importPhotos, T(tr("Import p&hotos…")) + "\tCtrl+J");
    file->AppendSeparator();
    file->Append(wxID_EXIT, T(tr("&Quit")) + "\tCtrl+Q");
    auto* edit = new wxMenu;
    edit->Append(wxID_UNDO, T(tr("&Take back the last decision")) + "\tCtrl+Z");
    edit->Append(id::search, T(tr("&Search")) + "\tCtrl+F");
    auto* see = new wxMenu;
    see->Append(id::viewReview, T(tr("&Photos")) + "\tCtrl+1");
    see->Append(id::viewStudents, T(tr("P&upils")) + "\tCtrl+2");
    see->Append(id::viewCards, T(tr("&Cards")) + "\tCtrl+3");
    see->Append(id::viewSync, T(tr("S&ynchronisation")) + "\tCtrl+4");
    see->Append(id::viewSettings, T(tr("&Settings")) + "\tCtrl+5");
    see->AppendSeparator();
    see->Append(id::reload, T(tr("&Read anew")) + "\tF5");
    auto* help_ = new wxMenu;
    help_->Append(wxID_HELP, T(tr("&Keys and help")) + "\tF1");
    help_->Append(wxID_ABOUT, T(tr("&About the program")));
    auto* bar = new wxMenuBar;
    bar->Append(file, T(tr("&File")));
    bar->Append(edit, T(tr("&Edit")));
    bar->Append(see, T(tr("&View")));
    bar->Append(help_, T(tr("&Help")));
    SetMenuBar(bar);
#ifdef __WXGTK__
    // wxGTK makes the window two pixels wide until the window manager has answered, and GTK complains of a
    // menu in so little room: it waits for the first painting.
    bar->Show(false);
    Bind(wxEVT_PAINT, [this, bar](wxPaintEvent& e) {
        e.Skip();
        if (!bar->IsShown())
            CallAfter([bar] { bar->Show(true); });
    });
#endif

    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { Close(); }, wxID_EXIT);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { undo(); }, wxID_UNDO);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { toActiveView(id::search); }, id::search);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { dataChanged(); }, id::reload);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { help(); }, wxID_HELP);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { about(); }, wxID_ABOUT);
}

void MainFrame::showView(const std::string& name) {
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        if (m_views[i].name == name) {
            show(i);
            return;
        }
    }
    show(0);
}

std::string MainFrame::currentView() const {
    return m_views[m_current].name;
}

wxWindow* MainFrame::view(const std::string& name) {
    for (std::size_t i = 0; i < m_views.size(); ++i)
        if (m_views[i].name == name)
            return ensure(i);
    return nullptr;
}

wxWindow* MainFrame::ensure(std::size_t index) {
    View& v = m_views[index];
    if (!v.window) {
        v.window = v.make(m_book);
        m_book->AddPage(v.window, wx(v.name));
    }
    return v.window;
}

void MainFrame::show(std::size_t index) {
    wxWindow* window = ensure(index);
    m_current = index;
    // Imports belong to the pupils.
    m_nav->choose(index <= kSettings ? index : kStudents);
    m_book->SetSelection(static_cast<std::size_t>(m_book->FindPage(window)));
    View& v = m_views[index];
    if (v.stale) {
        v.stale = false;
        v.refresh();
    }
    window->SetFocus();
}

void MainFrame::dataChanged() {
    for (View& v : m_views)
        v.stale = v.window != nullptr;
    if (View& v = m_views[m_current]; v.stale) {
        v.stale = false;
        v.refresh();
    }
    readState();
    m_ctx.sync.count();
}

void MainFrame::arrived() {
    for (View& v : m_views)
        v.stale = v.window != nullptr;
    catchUp();
    readState();
}

void MainFrame::catchUp() {
    View& v = m_views[m_current];
    if (!v.stale)
        return;
    if (v.busy && v.busy()) {
        m_later.StartOnce(kLookAgainMs);
    } else {
        v.stale = false;
        v.refresh();
    }
}

void MainFrame::showSync() {
    const auto& sync = m_ctx.sync;
    if (!sync.known())
        return;
    const std::string line =
        model::statusLine(sync.status(), sync.joined(), sync.offlineBefore(), m_ctx.office.clock().today());
    if (utf8(GetStatusBar()->GetStatusText(0)) != line)
        SetStatusText(wx(line), 0);
    m_nav->setCount(kSync, static_cast<long>(sync.joined() ? sync.status().summary.conflicts : 0));
}

void MainFrame::readState() {
    struct State {
        int waiting = 0;
        std::string school;
    };
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office] {
            return guarded([&] {
                State s;
                const auto counts = office.replica().photoCounts().value();
                s.waiting = counts.of(domain::PhotoStatus::pending) +
                            counts.of(domain::PhotoStatus::changeRequested) +
                            counts.of(domain::PhotoStatus::deletionRequested);
                s.school = office.replica().school().value().name;
                return s;
            });
        },
        [this](Result<State> state) {
            if (!state)
                return;
            SetStatusText(wx(state->school), 1);
            m_nav->setCount(0, state->waiting);
            SetTitle(wx(state->school.empty() ? "e-Sekretariat" : state->school + " – e-Sekretariat"));
        });
}

void MainFrame::toActiveView(int command) {
    wxWindow* window = m_views[m_current].window;
    wxCommandEvent event(wxEVT_MENU, command);
    event.SetEventObject(this);
    // To the view only: what it does not know must not come back here.
    event.StopPropagation();
    if (window)
        window->ProcessWindowEvent(event);
}

void MainFrame::undo() {
    // In a text field the keys mean the text.
    if (auto* text = dynamic_cast<wxTextEntry*>(wxWindow::FindFocus()); text && text->CanUndo()) {
        text->Undo();
        return;
    }
    toActiveView(wxID_UNDO);
}

void MainFrame::help() {
    if (!m_help) {
        m_help = new HelpFrame(this);
        m_help->Bind(wxEVT_DESTROY, [this](wxWindowDestroyEvent& e) {
            if (e.GetEventObject() == m_help)
                m_help = nullptr;
            e.Skip();
        });
    }
    m_help->Show();
    m_help->Raise();
}

void MainFrame::about() {
    m_ctx.dialogs.inform(
        this, tr("About the program"),
        format(fmt::runtime(tr("e-Sekretariat {}\n\nSchool identity cards: photos, cards, printing. "
                               "Free software under the EUPL 1.2 licence.")),
               version()));
}

void MainFrame::place() {
    const Preferences& p = m_ctx.preferences;
    SetMinSize(FromDIP(wxSize(820, 560)));
    const wxPoint at(p.number("frame.x", -1), p.number("frame.y", -1));
    // Large text needs a larger window; a 17 pixel line is the usual one.
    const double grow = std::max(1.0, GetCharHeight() / static_cast<double>(FromDIP(17)));
    const wxSize usual(static_cast<int>(FromDIP(1344) * grow), static_cast<int>(FromDIP(760) * grow));
    const wxSize size(p.number("frame.width", usual.x), p.number("frame.height", usual.y));
    const int display = wxDisplay::GetFromPoint(at);
    if (p.number("frame.width", 0) > 0 && display != wxNOT_FOUND) {
        SetSize(wxRect(at, size));
    } else {
        const wxRect room = wxDisplay(static_cast<unsigned>(0)).GetClientArea();
        SetSize(wxSize(std::min(size.x, room.width), std::min(size.y, room.height)));
        CentreOnScreen();
    }
    if (p.flag("frame.maximised"))
        Maximize();
}

void MainFrame::remember() {
    Preferences& p = m_ctx.preferences;
    p.set("frame.maximised", IsMaximized());
    if (!IsMaximized() && !IsIconized()) {
        p.set("frame.x", GetPosition().x);
        p.set("frame.y", GetPosition().y);
        p.set("frame.width", GetSize().x);
        p.set("frame.height", GetSize().y);
    }
    p.set("view", currentView());
    // Lost places of windows are no reason to keep a clerk from closing the program.
    (void)p.save().ok();
}

} // namespace esek::ui
