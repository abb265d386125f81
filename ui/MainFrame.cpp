#include "ui/MainFrame.h"

#include "app/DemoOffice.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Version.h"
#include "base/platform/Files.h"
#include "ui/Desktop.h"
#include "ui/FirstSteps.h"
#include "ui/HelpFrame.h"
#include "ui/Ids.h"
#include "ui/MainMenu.h"
#include "ui/OfficeState.h"
#include "ui/OperatorBar.h"
#include "ui/Preferences.h"
#include "ui/RecentSchools.h"
#include "ui/Strip.h"
#include "ui/Text.h"
#include "ui/UnsavedChanges.h"
#include "ui/cards/CardsPanel.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NavBar.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/import/PhotosImportPanel.h"
#include "ui/import/StudentsImportPanel.h"
#include "ui/journal/JournalPanel.h"
#include "ui/model/SyncWords.h"
#include "ui/review/ReviewPanel.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/students/StudentsPanel.h"
#include "ui/sync/SyncCenter.h"
#include "ui/sync/SyncPanel.h"
#include "ui/theme/Theme.h"

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
constexpr std::size_t kJournal = 6;
constexpr int kLookAgainMs = 2000;
} // namespace

MainFrame::MainFrame(Desktop& desktop, UiContext& ctx)
    : wxFrame(nullptr, wxID_ANY, "e-Sekretariat"), m_desktop(desktop), m_ctx(ctx),
      m_operator(ctx.preferences), m_place(*this, ctx.preferences, "frame"),
      m_demo(app::isDemoOffice(ctx.office.dir())) {
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
    auto* column = new wxBoxSizer(wxVERTICAL);
    if (m_demo)
        column->Add(new Strip(this, tr("This is a demo school: its pupils are invented."),
                              {{id::demoNew, id::schoolNew, tr("Make your own school…")},
                               {id::demoOther, id::schoolOpen, tr("Open another school…")}}),
                    wxSizerFlags().Expand());
    m_readOnly = new Strip(this, tr("This computer may only read (headteacher). Data come from the office."));
    m_readOnly->Hide();
    column->Add(m_readOnly, wxSizerFlags().Expand());
    if (!m_operator.known()) {
        auto* ask = new OperatorBar(this, m_operator);
        ask->onSaved = [this, ask] {
            m_ctx.office.setClerk(m_operator.actor());
            ask->Hide();
            Layout();
            m_views[m_current].window->SetFocus();
        };
        column->Add(ask, wxSizerFlags().Expand());
    }
    m_steps = new FirstSteps(this);
    column->Add(m_steps, wxSizerFlags().Expand());
    m_book = new wxSimplebook(this);
    column->Add(m_book, wxSizerFlags(1).Expand());
    row->Add(column, wxSizerFlags(1).Expand());
    SetSizer(row);
    buildViews();
    SetMinSize(FromDIP(wxSize(820, 560)));
    // Large text needs a larger window; a 17 pixel line is the usual one.
    const double grow = std::max(1.0, GetCharHeight() / static_cast<double>(FromDIP(17)));
    m_place.restore(wxSize(static_cast<int>(FromDIP(1344) * grow), static_cast<int>(FromDIP(760) * grow)));

    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& e) {
        if (e.CanVeto() && m_ctx.unsaved.any(UnsavedChanges::Leaving::all)) {
            e.Veto();
            CallAfter(
                [this] { m_ctx.unsaved.leave(this, UnsavedChanges::Leaving::all, [this] { Close(true); }); });
            return;
        }
        m_place.remember();
        m_ctx.preferences.set("view", currentView());
        // A lost place of a window is no reason to keep a clerk from closing the program.
        (void)m_ctx.preferences.save().ok();
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
    const auto add = [this](std::string name, int command, auto make) {
        const std::size_t place = m_views.size();
        m_views.push_back(
            {std::move(name), command,
             [this, place, make](wxWindow* parent) -> wxWindow* { return make(parent, m_views[place]); },
             [] {}});
    };
    add("review", id::viewReview, [this](wxWindow* parent, View& view) {
        auto* panel = new ReviewPanel(parent, m_ctx);
        view.refresh = [panel] { panel->refresh(); };
        return panel;
    });
    add("students", id::viewStudents, [this](wxWindow* parent, View& view) {
        auto* panel = new StudentsPanel(parent, m_ctx);
        view.refresh = [panel] { panel->refresh(); };
        view.busy = [panel] { return panel->editing(); };
        return panel;
    });
    add("cards", id::viewCards, [this](wxWindow* parent, View& view) {
        auto* panel = new CardsPanel(parent, m_ctx);
        view.refresh = [panel] { panel->refresh(); };
        return panel;
    });
    add("sync", id::viewSync, [this](wxWindow* parent, View& view) {
        auto* panel = new SyncPanel(parent, m_ctx);
        view.refresh = [panel] { panel->refresh(); };
        return panel;
    });
    add("settings", id::viewSettings, [this](wxWindow* parent, View& view) {
        auto* panel = new SettingsPanel(parent, m_ctx);
        panel->onLanguage = [this](Language chosen, std::function<void()> stay) {
            changeLanguage(chosen, std::move(stay));
        };
        view.refresh = [panel] { panel->refresh(); };
        view.busy = [panel] { return panel->changed(); };
        return panel;
    });
    const auto back = [this] { showView("students"); };
    add("import", id::importStudents, [this, back](wxWindow* parent, View&) {
        auto* panel = new StudentsImportPanel(parent, m_ctx);
        panel->onDone = back;
        return panel;
    });
    add("journal", id::viewJournal, [this](wxWindow* parent, View& view) {
        auto* panel = new JournalPanel(parent, m_ctx);
        view.refresh = [panel] { panel->refresh(); };
        return panel;
    });
    add("import-photos", id::importPhotos, [this, back](wxWindow* parent, View&) {
        auto* panel = new PhotosImportPanel(parent, m_ctx);
        panel->onDone = back;
        return panel;
    });
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
    wxMenuBar* bar = makeMainMenu(m_ctx);
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
        wxEVT_MENU,
        [this](wxCommandEvent& e) {
            const auto recent = RecentSchools(m_ctx.preferences).all();
            const auto i = static_cast<std::size_t>(e.GetId() - id::schoolRecentFirst);
            if (i < recent.size())
                openSchool(platform::pathFromUtf8(recent[i].folder));
        },
        id::schoolRecentFirst, id::schoolRecentFirst + static_cast<int>(RecentSchools::kKept) - 1);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { m_desktop.another(false); }, id::schoolNew);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { m_desktop.another(true); }, id::schoolRestore);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            if (const auto folder = m_ctx.dialogs.openFolder(this, tr("Folder of a school")))
                openSchool(platform::pathFromUtf8(*folder));
        },
        id::schoolOpen);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { Close(); }, wxID_EXIT);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { undo(); }, wxID_UNDO);
    Bind(wxEVT_UPDATE_UI, &MainFrame::offerUndo, this, wxID_UNDO);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { toActiveView(id::search); }, id::search);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            m_ctx.unsaved.leave(this, UnsavedChanges::Leaving::form, [this] { dataChanged(); });
        },
        id::reload);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { help(); }, wxID_HELP);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { about(); }, wxID_ABOUT);
}

void MainFrame::openSchool(const std::filesystem::path& folder) {
    m_desktop.change(this, folder, [this](const Result<void>& opened) {
        if (!opened)
            m_ctx.dialogs.error(this, describe(opened.error()));
    });
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

void MainFrame::changeLanguage(Language chosen, std::function<void()> stay) {
    m_ctx.unsaved.leave(
        this, UnsavedChanges::Leaving::all,
        [this, chosen] {
            m_ctx.preferences.set("language", chosen == Language::english ? "en" : "pl");
            useLanguage(chosen);
            CallAfter([this] { m_desktop.reopenFrame("settings"); });
        },
        std::move(stay));
}

void MainFrame::show(std::size_t index) {
    if (index == m_current && m_views[index].window) {
        open(index);
        return;
    }
    m_ctx.unsaved.leave(
        this, UnsavedChanges::Leaving::form, [this, index] { open(index); },
        [this] { m_nav->choose(navigated(m_current)); });
}

std::size_t MainFrame::navigated(std::size_t index) {
    if (index == kJournal)
        return index;                              // stands in the menu only
    return index <= kSettings ? index : kStudents; // imports belong to the pupils
}

void MainFrame::open(std::size_t index) {
    wxWindow* window = ensure(index);
    m_current = index;
    m_nav->choose(navigated(index));
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
    catchUp();
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
    if (const bool mayChange = sync.mayChange(); mayChange == m_readOnly->IsShown()) {
        m_readOnly->Show(!mayChange);
        for (const int command : {id::importStudents, id::importPhotos})
            GetMenuBar()->Enable(command, mayChange);
        Layout();
        dataChanged(); // views show and hide what can be done
    }
    m_nav->setCount(kSync, static_cast<long>(sync.joined() ? sync.status().summary.conflicts : 0));
}

void MainFrame::readState() {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return readOfficeState(office); },
        [this](Result<OfficeState> state) {
            if (!state)
                return;
            m_canUndo = state->canUndo;
            const std::string school =
                m_demo ? state->school + " (" + tr("demo school") + ")" : state->school;
            SetStatusText(wx(school), 1);
            m_nav->setCount(0, state->waiting);
            SetTitle(wx(school.empty() ? "e-Sekretariat" : school + " – e-Sekretariat"));
            if (!m_ctx.sync.mayChange())
                state->steps = {true, true, true}; // there is nothing for this computer to do
            if (m_steps->show(state->steps))
                Layout();
        });
}

bool MainFrame::toActiveView(int command) {
    wxWindow* window = m_views[m_current].window;
    wxCommandEvent event(wxEVT_MENU, command);
    event.SetEventObject(this);
    // To the view only: what it does not know must not come back here.
    event.StopPropagation();
    return window && window->ProcessWindowEvent(event);
}

void MainFrame::undo() {
    // In a text field the keys mean the text.
    if (auto* text = dynamic_cast<wxTextEntry*>(wxWindow::FindFocus()); text && text->CanUndo()) {
        text->Undo();
        return;
    }
    if (toActiveView(wxID_UNDO) || !m_canUndo)
        return;
    // Where nothing can be taken back: the last decision about a photo, with the photo in sight.
    showView("review");
    toActiveView(wxID_UNDO);
}

void MainFrame::offerUndo(wxUpdateUIEvent& e) {
    // A view that can take something back itself says so.
    wxUpdateUIEvent asked(wxID_UNDO);
    asked.StopPropagation();
    wxWindow* window = m_views[m_current].window;
    if (window && window->ProcessWindowEvent(asked) && asked.GetSetEnabled() && asked.GetEnabled()) {
        e.Enable(true);
        return;
    }
    const auto* text = dynamic_cast<wxTextEntry*>(wxWindow::FindFocus());
    e.Enable(m_canUndo || (text && text->CanUndo()));
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

} // namespace esek::ui
