#include "ui/WelcomeFrame.h"

#include "app/DemoOffice.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "ui/Desktop.h"
#include "ui/Ids.h"
#include "ui/MainFrame.h"
#include "ui/Operator.h"
#include "ui/RecentSchools.h"
#include "ui/RestoreBackup.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/ProgressRow.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/settings/SchoolFields.h"
#include "ui/sync/JoinForm.h"
#include "ui/sync/SyncCenter.h"
#include "ui/sync/SystemKeychain.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/dcclient.h>
#include <wx/display.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/statline.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

namespace {

/// What a person can do about a school that does not open.
std::string troubleText(const WelcomeFrame::Trouble& trouble) {
    const std::string folder = platform::toUtf8(trouble.folder);
    std::error_code ec;
    if (trouble.error.code != ErrorCode::noReplica)
        return format(fmt::runtime(tr("The school in the folder {} could not be opened. {}")), folder,
                      describe(trouble.error));
    if (!std::filesystem::exists(trouble.folder, ec))
        return format(
            fmt::runtime(tr("The folder {} with the school's data is not there. If it is on another "
                            "disk or in the network, connect it and try again.")),
            folder);
    return format(
        fmt::runtime(tr("There is no school in the folder {} any more. If its data were moved, open "
                        "the folder that they are in now.")),
        folder);
}

} // namespace

WelcomeFrame::WelcomeFrame(Desktop& desktop, const std::filesystem::path& suggested,
                           std::optional<Trouble> trouble)
    : wxFrame(nullptr, wxID_ANY, "e-Sekretariat"), m_desktop(desktop), m_suggested(suggested),
      m_trouble(std::move(trouble)) {
    SetName("WelcomeFrame");
    SetIcon(icon("app", 32, tone(Tone::accent)).GetIconFor(this));
    auto* panel = new wxPanel(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(panel);
    column->Add(m_notice, wxSizerFlags().Expand());
    m_page = new wxScrolledWindow(panel);
    m_page->SetScrollRate(0, FromDIP(16));
    auto* inside = new wxBoxSizer(wxVERTICAL);
    const auto block = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(16));
    inside->Add(buildHead(), wxSizerFlags().Expand().Border(wxALL, FromDIP(16)));
    inside->Add(buildChoices(), block);
    if (wxSizer* recent = buildRecent())
        inside->Add(recent, block);
    inside->Add(buildJoin(), block);
    inside->Add(buildNewSchool(), block);
    m_page->SetSizer(inside);
    column->Add(m_page, wxSizerFlags(1).Expand());
    m_footer = buildFooter(panel);
    column->Add(m_footer, wxSizerFlags().Expand());
    m_progress = new ProgressRow(panel, wxID_ANY);
    column->Add(m_progress, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    panel->SetSizer(column);
    m_restore = std::make_unique<RestoreBackup>(m_desktop, *this, *m_progress, *m_notice);
    m_restore->working = [this](bool on) { enable(!on); };
    m_restore->openRestored = [this](const Result<void>& made, const std::filesystem::path& dir) {
        opened(made, dir);
    };
    show(m_trouble ? Part::choice : Part::newSchool);
    place();

    m_known = m_desktop.unsaved().add({[] { return tr("A new school"); },
                                       [this] { return m_footer->IsShown() && m_fields->changed(); },
                                       [this](const std::function<void(bool)>& done) { create(done); },
                                       [this] { m_fields->revert(); }, true});
    m_knownJoin = m_desktop.unsaved().add({[] { return tr("A school on a server"); },
                                           [this] { return m_join->changed(); },
                                           {},
                                           [this] { m_join->clear(); },
                                           true});
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& e) {
        if (e.CanVeto() && m_desktop.unsaved().any(UnsavedChanges::Leaving::all)) {
            e.Veto();
            CallAfter([this] {
                m_desktop.unsaved().leave(this, UnsavedChanges::Leaving::all, [this] { Close(true); });
            });
            return;
        }
        m_desktop.welcomeClosed();
        e.Skip();
    });
}

WelcomeFrame::~WelcomeFrame() = default;

wxButton* WelcomeFrame::button(wxWindow* parent, int id, const std::string& label,
                               std::function<void()> press) {
    auto* b = new wxButton(parent, id, wx(label));
    setAccessibleName(*b, wx(label));
    b->Bind(wxEVT_BUTTON, [press = std::move(press)](wxCommandEvent&) { press(); });
    m_buttons.push_back(b);
    return b;
}

wxSizer* WelcomeFrame::buildHead() {
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* heading = new wxStaticText(
        m_page, wxID_ANY,
        T(m_trouble ? tr("The school could not be opened") : tr("Welcome to e-Sekretariat")));
    makeHeading(heading, 1.6);
    column->Add(heading, wxSizerFlags().Border(wxBOTTOM, FromDIP(12)));
    auto* words = new WrappedText(
        m_page, m_trouble
                    ? troubleText(*m_trouble)
                    : tr("Make a new school or open the folder with its data. You can also join a school "
                         "on a server, restore one from a backup, or look around in a demo school with "
                         "invented pupils."));
    column->Add(words, wxSizerFlags().Expand());
    m_page->Bind(wxEVT_SIZE, [this, words](wxSizeEvent& e) {
        words->fit(m_page->GetClientSize().x - FromDIP(32));
        fitPage(*m_page);
        e.Skip();
    });
    return column;
}

wxSizer* WelcomeFrame::buildChoices() {
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto add = [&](int id, const std::string& label, void (WelcomeFrame::*what)()) {
        row->Add(button(m_page, id, label, [this, what] { (this->*what)(); }),
                 wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
    };
    if (m_trouble)
        add(id::welcomeRetry, tr("Try again"), &WelcomeFrame::retry);
    add(id::welcomeOpen, tr("Open the folder of a school…"), &WelcomeFrame::openOther);
    row->Add(button(m_page, id::welcomeJoin, tr("Join a school on a server"), [this] { show(Part::join); }),
             wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
    add(id::welcomeRestore, tr("Restore from a backup…"), &WelcomeFrame::restore);
    if (m_trouble)
        row->Add(button(m_page, id::welcomeNew, tr("Make a new school"), [this] { show(Part::newSchool); }),
                 wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
    add(id::welcomeDemo, tr("Look at the demo school"), &WelcomeFrame::demo);
    return row;
}

wxSizer* WelcomeFrame::buildRecent() {
    const auto recent = RecentSchools(m_desktop.preferences()).all();
    if (recent.empty())
        return nullptr;
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* heading = new wxStaticText(m_page, wxID_ANY, T(tr("Opened lately")));
    makeHeading(heading, 1.0);
    column->Add(heading, wxSizerFlags().Border(wxBOTTOM, FromDIP(4)));
    for (std::size_t i = 0; i < recent.size(); ++i) {
        const auto& entry = recent[i];
        const std::string name = entry.name.empty() ? entry.folder : entry.name;
        auto* b = button(m_page, id::welcomeRecentFirst + static_cast<int>(i), name,
                         [this, folder = entry.folder] { opened({}, platform::pathFromUtf8(folder)); });
        b->SetMinSize(wxSize(FromDIP(100), -1)); // a long name must not widen the page
        setAccessibleName(*b, wx(name + " – " + entry.folder));
        b->SetToolTip(wx(name));
        b->Bind(wxEVT_SIZE, [b, full = wx(name)](wxSizeEvent& e) {
            // GTK cuts a long label at both ends.
            const wxClientDC dc(b);
            b->SetLabelText(wxControl::Ellipsize(full, dc, wxELLIPSIZE_END,
                                                 e.GetSize().x - 2 * b->FromDIP(14), wxELLIPSIZE_FLAGS_NONE));
            e.Skip();
        });
        column->Add(b, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(2)));
        auto* folder = new wxStaticText(m_page, wxID_ANY, wx(entry.folder), wxDefaultPosition, wxDefaultSize,
                                        wxST_ELLIPSIZE_MIDDLE | wxST_NO_AUTORESIZE);
        folder->SetMinSize(wxSize(FromDIP(100), -1));
        folder->SetToolTip(wx(entry.folder));
        makeMuted(folder);
        column->Add(folder, wxSizerFlags().Expand().Border(wxLEFT | wxBOTTOM, FromDIP(8)));
    }
    return column;
}

wxSizer* WelcomeFrame::buildNewSchool() {
    m_newSchool = new wxStaticBoxSizer(wxVERTICAL, m_page, T(tr("A new school")));
    wxWindow* parent = m_newSchool->GetStaticBox();
    m_fields = std::make_unique<SchoolFields>(parent, m_desktop.clock());
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(8));
    m_newSchool->Add(m_fields->school(), line);
    m_newSchool->Add(m_fields->numbers(), line);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* label = new wxStaticText(parent, wxID_ANY, T(tr("Folder of the data")));
    m_folder = new wxTextCtrl(parent, id::welcomeFolder, wx(platform::toUtf8(m_suggested)));
    setAccessibleName(*m_folder, T(tr("Folder of the data")));
    auto* choose = button(parent, id::welcomeChooseFolder, tr("Change…"), [this] {
        if (const auto chosen = m_desktop.dialogs().openFolder(this, tr("Folder of the data")))
            m_folder->ChangeValue(wx(*chosen));
    });
    row->Add(label, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(10)));
    row->Add(m_folder, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, FromDIP(8)));
    row->Add(choose, wxSizerFlags().CenterVertical());
    m_newSchool->Add(row, line);
    return m_newSchool;
}

wxSizer* WelcomeFrame::buildJoin() {
    m_joinBox = new wxStaticBoxSizer(wxVERTICAL, m_page, T(tr("A school on a server")));
    m_join = new JoinForm(m_joinBox->GetStaticBox(), m_desktop.dialogs());
    m_join->offerBack(true);
    m_join->onBack = [this] { show(m_trouble ? Part::choice : Part::newSchool); };
    m_join->onJoin = [this](const app::SyncService::JoinRequest& r) { join(r); };
    m_joinBox->Add(m_join, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    return m_joinBox;
}

wxWindow* WelcomeFrame::buildFooter(wxWindow* parent) {
    // Outside the page that scrolls: the main button is in sight on the smallest screen and in large text.
    auto* footer = new wxPanel(parent);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(new wxStaticLine(footer), wxSizerFlags().Expand());
    column->Add(button(footer, id::welcomeCreate, tr("Make the school"), [this] { create(); }),
                wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    footer->SetSizer(column);
    return footer;
}

void WelcomeFrame::place() {
    const wxSize wanted(std::max(FromDIP(760), GetCharWidth() * 90),
                        m_page->GetSizer()->GetMinSize().y + m_footer->GetBestSize().y + FromDIP(40));
    const wxRect room = wxDisplay(static_cast<unsigned>(0)).GetClientArea();
    SetClientSize(std::min(wanted.x, room.width - FromDIP(40)),
                  std::min(wanted.y, room.height - FromDIP(60)));
    CentreOnScreen();
}

void WelcomeFrame::show(Part part) {
    m_page->GetSizer()->Show(m_joinBox, part == Part::join, true);
    m_page->GetSizer()->Show(m_newSchool, part == Part::newSchool, true);
    if (part == Part::newSchool)
        m_fields->check(); // hints that are empty stay hidden
    m_footer->Show(part == Part::newSchool);
    m_footer->GetParent()->Layout();
    m_join->offerBack(true);
    fitPage(*m_page);
    if (part == Part::join)
        m_join->SetFocus();
}

std::filesystem::path WelcomeFrame::folder() const {
    return platform::pathFromUtf8(utf8(m_folder->GetValue()));
}

void WelcomeFrame::enable(bool on) {
    for (wxButton* b : m_buttons)
        b->Enable(on);
}

void WelcomeFrame::retry() {
    opened({}, m_trouble->folder);
}

void WelcomeFrame::create(const std::function<void(bool)>& after) {
    const auto school = m_fields->take();
    if (!school) {
        if (after)
            after(false);
        return;
    }
    enable(false);
    m_desktop.tasks().run(
        m_scope,
        [dir = folder(), s = *school, &clock = m_desktop.clock(), &rng = m_desktop.rng()]() -> Result<void> {
            const auto office = app::Office::create(dir, s, clock, rng);
            if (!office)
                return office.error();
            return {};
        },
        [this, dir = folder(), after](Result<void> made) {
            if (made)
                m_fields->revert(); // it is saved now
            if (after)
                after(made.ok());
            opened(made, dir);
        });
}

void WelcomeFrame::openOther() {
    const auto chosen = m_desktop.dialogs().openFolder(this, tr("Folder of a school"));
    if (chosen)
        opened({}, platform::pathFromUtf8(*chosen));
}

void WelcomeFrame::restore() {
    m_restore->start(folder());
}

void WelcomeFrame::demo() {
    enable(false);
    const auto dir = platform::userDataDir() / "demo";
    if (storage::Replica::exists(dir)) {
        opened({}, dir);
        return;
    }
    auto progress = m_progress->start(tr("Painting the demo school"));
    m_desktop.tasks().run(
        m_scope,
        [dir, progress, &clock = m_desktop.clock(), &rng = m_desktop.rng()] {
            return app::makeDemoOffice(dir, clock, rng, progress.get());
        },
        [this, dir](Result<void> made) {
            m_progress->finish();
            opened(made, dir);
        });
}

void WelcomeFrame::join(const app::SyncService::JoinRequest& request) {
    enable(false);
    app::SyncService::JoinRequest named = request;
    named.deviceName = Operator(m_desktop.preferences()).actor().workstation;
    m_desktop.tasks().run(
        m_scope,
        [request = named, dir = folder(), &clock = m_desktop.clock(), &rng = m_desktop.rng()] {
            return guarded([&] {
                const auto office = app::SyncService::joinNew(dir, request, clock, rng).value();
                if (const auto state = storage::SyncStore(office->replica()).state().value())
                    model::KeychainTokenStore(dir, systemKeychain(), state->device).adopt();
            });
        },
        [this, dir = folder()](Result<void> made) {
            m_join->working(false);
            if (!made) {
                m_join->failed(made.error());
                enable(true);
                return;
            }
            m_join->clear();
            opened(made, dir, [&desktop = m_desktop] {
                desktop.frame()->showView("sync"); // the first fetching can be watched
                desktop.context()->sync.syncNow();
            });
        });
}

void WelcomeFrame::opened(const Result<void>& made, const std::filesystem::path& dir,
                          std::function<void()> then) {
    enable(true);
    if (!made) {
        m_notice->error(made.error());
        return;
    }
    m_desktop.change(this, dir, [this, dir, then = std::move(then)](const Result<void>& done) {
        if (!done)
            m_notice->bad(troubleText({dir, done.error()}));
        else if (then)
            then();
    });
}

} // namespace esek::ui
