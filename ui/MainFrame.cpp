#include "ui/MainFrame.h"

#include "app/DemoOffice.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Version.h"
#include "base/platform/Files.h"
#include "ui/BackupIds.h"
#include "ui/Desktop.h"
#include "ui/FirstSteps.h"
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
#include "ui/controls/FileDrop.h"
#include "ui/controls/NavBar.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/HelpPage.h"
#include "ui/import/PhotosImportPanel.h"
#include "ui/import/ScanIds.h"
#include "ui/import/StudentsImportPanel.h"
#include "ui/journal/JournalPanel.h"
#include "ui/model/DroppedFiles.h"
#include "ui/model/SyncWords.h"
#include "ui/reports/ReportIds.h"
#include "ui/reports/ReportsPanel.h"
#include "ui/review/ReviewPanel.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/students/StudentIds.h"
#include "ui/students/StudentsPanel.h"
#include "ui/sync/SyncCenter.h"
#include "ui/sync/SyncPanel.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/menu.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/statline.h>
#include <wx/statusbr.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {

constexpr int kLookAgainMs = 2000;

/// A view that only needs to be read anew.
template <class Panel>
std::function<wxWindow*(wxWindow*, View&)> maker(UiContext& ctx) {
    return [&ctx](wxWindow* parent, View& view) {
        auto* panel = new Panel(parent, ctx);
        view.refresh = [panel] { panel->refresh(); };
        return panel;
    };
}

} // namespace

MainFrame::MainFrame(Desktop& desktop, UiContext& ctx)
    : wxFrame(nullptr, wxID_ANY, "e-Sekretariat"), m_desktop(desktop), m_ctx(ctx),
      m_operator(ctx.preferences), m_place(*this, ctx.preferences, "frame"),
      m_status(*this, {-3, -2}, tr("State of the office")), m_demo(app::isDemoOffice(ctx.office.dir())) {
    SetName("MainFrame");
    SetIcon(icon("app", 32, tone(Tone::accent)).GetIconFor(this));
    m_ctx.dataChanged = [this] { dataChanged(); };
    listViews();
    buildMenu();

    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_nav = new NavBar(this);
    m_nav->onChoose = [this](const std::string& name) { showView(name); };
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
    m_backup = new Strip(this, " ",
                         {{id::backupStripMake, id::schoolBackup, tr("Make a backup…")},
                          {id::backupStripLater, id::backupLater, tr("Later")}});
    setHelpPage(*m_backup, "kopia.html#przypomnienie");
    m_backup->Hide();
    column->Add(m_backup, wxSizerFlags().Expand());
    if (!m_operator.known()) {
        auto* ask = new OperatorBar(this, m_operator);
        ask->onSaved = [this, ask] {
            m_ctx.office.setClerk(m_operator.actor());
            ask->Hide();
            Layout();
            m_current->window->SetFocus();
        };
        column->Add(ask, wxSizerFlags().Expand());
    }
    m_steps = new FirstSteps(this);
    column->Add(m_steps, wxSizerFlags().Expand());
    m_book = new wxSimplebook(this);
    column->Add(m_book, wxSizerFlags(1).Expand());
    row->Add(column, wxSizerFlags(1).Expand());
    SetSizer(row);
    acceptFiles(*m_book, [this](const std::vector<std::string>& paths, const wxPoint& screen) {
        dropped(paths, screen);
    });
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
    Bind(wxEVT_IDLE, [this](wxIdleEvent& e) {
        e.Skip();
        m_mnemonics.give(*this, GetMenuBar());
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

void MainFrame::listViews() {
    m_views = {
        {.name = "review",
         .help = "zdjecia.html",
         .command = id::viewReview,
         .make = maker<ReviewPanel>(m_ctx),
         .title = tr("Photos"),
         .icon = "review",
         .label = tr("&Photos"),
         .key = "Ctrl+1"},
        {.name = "students",
         .help = "uczniowie.html",
         .command = id::viewStudents,
         .make =
             [this](wxWindow* parent, View& view) {
                 auto* panel = new StudentsPanel(parent, m_ctx);
                 view.refresh = [panel] { panel->refresh(); };
                 view.busy = [panel] { return panel->editing(); };
                 return panel;
             },
         .title = tr("Pupils"),
         .icon = "students",
         .label = tr("P&upils"),
         .key = "Ctrl+2"},
        {.name = "cards",
         .help = "legitymacje.html",
         .command = id::viewCards,
         .make = maker<CardsPanel>(m_ctx),
         .title = tr("Cards"),
         .icon = "cards",
         .label = tr("&Cards"),
         .key = "Ctrl+3"},
        {.name = "reports",
         .help = "raporty.html",
         .command = id::viewReports,
         .make = maker<ReportsPanel>(m_ctx),
         .title = tr("Reports"),
         .icon = "reports",
         .label = tr("R&eports"),
         .key = "Ctrl+7"},
        {.name = "sync",
         .help = "synchronizacja.html",
         .command = id::viewSync,
         .make = maker<SyncPanel>(m_ctx),
         .title = tr("Synchronisation"),
         .icon = "sync",
         .label = tr("S&ynchronisation"),
         .key = "Ctrl+4"},
        {.name = "settings",
         .help = "ustawienia.html",
         .command = id::viewSettings,
         .make =
             [this](wxWindow* parent, View& view) {
                 auto* panel = new SettingsPanel(parent, m_ctx);
                 panel->onLanguage = [this](Language chosen, std::function<void()> stay) {
                     changeLanguage(chosen, std::move(stay));
                 };
                 view.refresh = [panel] { panel->refresh(); };
                 view.busy = [panel] { return panel->changed(); };
                 return panel;
             },
         .title = tr("Settings"),
         .icon = "settings",
         .label = tr("&Settings"),
         .key = "Ctrl+5"},
        {.name = "journal",
         .help = "dziennik.html",
         .command = id::viewJournal,
         .make = maker<JournalPanel>(m_ctx),
         .label = tr("&Journal of changes"),
         .key = "Ctrl+6"},
        {.name = "import",
         .help = "import-uczniow.html",
         .command = id::importStudents,
         .make =
             [this](wxWindow* parent, View& view) {
                 auto* panel = new StudentsImportPanel(parent, m_ctx);
                 view.refresh = [panel] { panel->refresh(); };
                 panel->onDone = [this] { showView("students"); };
                 return panel;
             },
         .partOf = "students"},
        {.name = "import-photos",
         .help = "import-zdjec.html",
         .command = id::importPhotos,
         .make =
             [this](wxWindow* parent, View&) {
                 auto* panel = new PhotosImportPanel(parent, m_ctx);
                 panel->onDone = [this] { showView("students"); };
                 return panel;
             },
         .partOf = "students"},
    };
    m_current = &m_views.front();
}

void MainFrame::buildViews() {
    for (View& view : m_views) {
        if (!view.title.empty())
            m_nav->add(view.name, view.command + 50, view.title, view.icon);
        Bind(
            wxEVT_MENU, [this, &view](wxCommandEvent&) { show(view); }, view.command);
    }
}

void MainFrame::buildMenu() {
    wxMenuBar* bar = makeMainMenu(m_ctx, m_views);
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
            showView("settings");
            if (auto* settings = dynamic_cast<SettingsPanel*>(m_current->window))
                settings->makeBackup();
        },
        id::schoolBackup);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            showView("students");
            if (auto* students = dynamic_cast<StudentsPanel*>(m_current->window))
                students->giveLogins();
        },
        id::familyLogins);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            m_backupLater = true;
            m_backup->Hide();
            Layout();
            m_current->window->SetFocus();
        },
        id::backupLater);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            if (const auto folder = m_ctx.dialogs.openFolder(this, tr("Folder of a school")))
                openSchool(platform::pathFromUtf8(*folder));
        },
        id::schoolOpen);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            showView("students");
            toActiveView(id::photoAges);
        },
        id::photoAges);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            showView("import-photos");
            if (auto* photos = dynamic_cast<PhotosImportPanel*>(m_current->window))
                photos->scan();
        },
        id::scanPhotos);
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
        wxEVT_MENU, [this](wxCommandEvent&) { showKeys(); }, id::keys);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { about(); }, wxID_ABOUT);
}

void MainFrame::openSchool(const std::filesystem::path& folder) {
    m_desktop.change(this, folder, [this](const Result<void>& opened) {
        if (!opened)
            m_ctx.dialogs.error(this, describe(opened.error()));
    });
}

View* MainFrame::find(const std::string& name) {
    const auto at =
        std::find_if(m_views.begin(), m_views.end(), [&](const View& v) { return v.name == name; });
    return at == m_views.end() ? nullptr : &*at;
}

void MainFrame::showView(const std::string& name) {
    View* wanted = find(name);
    show(wanted ? *wanted : m_views.front());
}

std::string MainFrame::currentView() const {
    return m_current->name;
}

wxWindow* MainFrame::view(const std::string& name) {
    View* wanted = find(name);
    return wanted ? ensure(*wanted) : nullptr;
}

wxWindow* MainFrame::ensure(View& v) {
    if (!v.window) {
        v.window = v.make(m_book, v);
        setHelpPage(*v.window, v.help);
        m_book->AddPage(v.window, wx(v.name));
    }
    return v.window;
}

void MainFrame::dropped(const std::vector<std::string>& paths, const wxPoint& screen) {
    if (!m_ctx.sync.mayChange())
        return;
    const std::string here = currentView();
    switch (model::judgeDropped(paths, here == "students" || here == "import")) {
    case model::Dropped::list:
        openIn<StudentsImportPanel>("import", paths.front());
        return;
    case model::Dropped::photos:
        openIn<PhotosImportPanel>("import-photos", paths.front());
        return;
    case model::Dropped::photo:
        if (auto* review = dynamic_cast<ReviewPanel*>(m_current->window))
            review->addPhoto(paths.front(), screen);
        else if (auto* students = dynamic_cast<StudentsPanel*>(m_current->window))
            students->addPhoto(paths.front(), screen);
        else
            m_ctx.dialogs.inform(this, tr("Dropped files"),
                                 tr("A single photo can be dropped on a pupil: in the view Photos or in the "
                                    "view Pupils. A folder or a zip with photos can be dropped anywhere."));
        return;
    case model::Dropped::several:
        m_ctx.dialogs.inform(this, tr("Dropped files"),
                             tr("Drop one file at a time. For many photos drop their folder or a zip."));
        return;
    case model::Dropped::unknown:
        m_ctx.dialogs.inform(this, tr("Dropped files"),
                             tr("Here a list of pupils (CSV, XLSX, OneRoster zip), a photo, or a folder or "
                                "zip with photos can be dropped."));
        return;
    }
}

template <class Panel>
void MainFrame::openIn(const std::string& name, const std::string& file) {
    showView(name);
    if (currentView() != name) // what was typed stays to be saved first
        return;
    dynamic_cast<Panel&>(*m_current->window).open(file);
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

void MainFrame::show(View& wanted) {
    if (&wanted == m_current && wanted.window) {
        open(wanted);
        return;
    }
    m_ctx.unsaved.leave(
        this, UnsavedChanges::Leaving::form, [this, &wanted] { open(wanted); }, [this] { showChosen(); });
}

void MainFrame::showChosen() {
    m_nav->choose(m_current->partOf.empty() ? m_current->name : m_current->partOf);
}

void MainFrame::open(View& v) {
    wxWindow* window = ensure(v);
    m_current = &v;
    showChosen();
    m_book->SetSelection(static_cast<std::size_t>(m_book->FindPage(window)));
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
    View& v = *m_current;
    if (!v.stale)
        return;
    if (v.busy()) {
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
    m_status.set(0, line);
    if (const bool mayChange = sync.mayChange(); mayChange == m_readOnly->IsShown()) {
        m_readOnly->Show(!mayChange);
        for (const int command : {static_cast<int>(id::importStudents), static_cast<int>(id::importPhotos),
                                  static_cast<int>(id::photoAges), static_cast<int>(id::scanPhotos),
                                  static_cast<int>(id::familyLogins)})
            GetMenuBar()->Enable(command, mayChange);
        Layout();
        dataChanged(); // views show and hide what can be done
    }
    m_nav->setCount("sync", static_cast<long>(sync.joined() ? sync.status().summary.conflicts : 0));
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
            m_status.set(1, school);
            m_nav->setCount("review", state->waiting);
            SetTitle(wx(school.empty() ? "e-Sekretariat" : school + " – e-Sekretariat"));
            if (!m_ctx.sync.mayChange())
                state->steps = {true, true, true}; // there is nothing for this computer to do
            remindOfBackup(*state);
            if (m_steps->show(state->steps))
                Layout();
        });
}

void MainFrame::remindOfBackup(const OfficeState& state) {
    const bool show = state.backupDue && !m_backupLater && !m_demo && m_ctx.sync.mayChange();
    if (show)
        m_backup->say(state.lastBackup ? format(runtime(tr("The last backup on this computer is of {}.")),
                                                toPolishLocal(*state.lastBackup))
                                       : tr("No backup was made on this computer yet."));
    if (m_backup->Show(show))
        Layout();
}

bool MainFrame::toActiveView(int command) {
    wxWindow* window = m_current->window;
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
    wxWindow* window = m_current->window;
    if (window && window->ProcessWindowEvent(asked) && asked.GetSetEnabled() && asked.GetEnabled()) {
        e.Enable(true);
        return;
    }
    const auto* text = dynamic_cast<wxTextEntry*>(wxWindow::FindFocus());
    e.Enable(m_canUndo || (text && text->CanUndo()));
}

void MainFrame::help() {
    std::string page = helpPageOf(wxWindow::FindFocus());
    if (page.empty()) // the navigation has the focus, or nothing has
        page = helpPageOf(m_current->window);
    if (!m_manual)
        m_manual = new ManualFrame(this);
    m_manual->show(page);
}

void MainFrame::showKeys() {
    if (!m_keys)
        m_keys = new KeysFrame(this);
    m_keys->Show();
    m_keys->Raise();
}

void MainFrame::about() {
    m_ctx.dialogs.inform(
        this, tr("About the program"),
        format(fmt::runtime(tr("e-Sekretariat {}\n\nSchool identity cards: photos, cards, printing. "
                               "Free software under the EUPL 1.2 licence.")),
               version()));
}

} // namespace esek::ui
