#include "ui/WelcomeFrame.h"

#include "app/DemoOffice.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "ui/Desktop.h"
#include "ui/Ids.h"
#include "ui/MainFrame.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/ProgressRow.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/settings/SchoolFields.h"
#include "ui/sync/JoinForm.h"
#include "ui/sync/SyncCenter.h"
#include "ui/sync/SystemKeychain.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/display.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

WelcomeFrame::WelcomeFrame(Desktop& desktop, const std::filesystem::path& suggested)
    : wxFrame(nullptr, wxID_ANY, "e-Sekretariat"), m_desktop(desktop) {
    SetName("WelcomeFrame");
    SetIcon(icon("app", 32, tone(Tone::accent)).GetIconFor(this));
    auto* panel = new wxPanel(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(panel);
    column->Add(m_notice, wxSizerFlags().Expand());
    auto* page = new wxScrolledWindow(panel);
    m_page = page;
    page->SetScrollRate(0, FromDIP(16));
    auto* inside = new wxBoxSizer(wxVERTICAL);
    auto* heading = new wxStaticText(page, wxID_ANY, T(tr("Welcome to e-Sekretariat")));
    makeHeading(heading, 1.6);
    inside->Add(heading, wxSizerFlags().Border(wxALL, FromDIP(16)));
    auto* words = new wxStaticText(page, wxID_ANY,
                                   T(tr("There is no school on this computer yet. Make one, open the folder "
                                        "of one that is there, join a school on a server, or look "
                                        "around in a demo school with invented pupils.")));
    words->Wrap(FromDIP(680));
    inside->Add(words, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(16)));

    const auto button = [this](wxWindow* parent, int id, const std::string& label) {
        auto* b = new wxButton(parent, id, wx(label));
        setAccessibleName(*b, wx(label));
        m_buttons.push_back(b);
        return b;
    };
    auto* others = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    auto* open = button(page, id::welcomeOpen, tr("Open the folder of a school…"));
    auto* join_ = button(page, id::welcomeJoin, tr("Join a school on a server"));
    auto* look = button(page, id::welcomeDemo, tr("Look at the demo school"));
    const auto gap = wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8));
    others->Add(open, gap);
    others->Add(join_, gap);
    others->Add(look, gap);
    inside->Add(others, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(16)));

    auto* box = new wxStaticBoxSizer(wxVERTICAL, page, T(tr("A new school")));
    wxWindow* parent = box->GetStaticBox();
    m_fields = std::make_unique<SchoolFields>(parent, m_desktop.clock());
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(8));
    box->Add(m_fields->school(), line);
    box->Add(m_fields->numbers(), line);
    auto* place = new wxBoxSizer(wxHORIZONTAL);
    auto* label = new wxStaticText(parent, wxID_ANY, T(tr("Folder of the data")));
    m_folder = new wxTextCtrl(parent, id::welcomeFolder, wx(platform::toUtf8(suggested)));
    setAccessibleName(*m_folder, T(tr("Folder of the data")));
    auto* choose = button(parent, id::welcomeChooseFolder, tr("Change…"));
    place->Add(label, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(10)));
    place->Add(m_folder, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, FromDIP(8)));
    place->Add(choose, wxSizerFlags().CenterVertical());
    box->Add(place, line);
    auto* create_ = button(parent, id::welcomeCreate, tr("Make the school"));
    box->Add(create_, wxSizerFlags().Border(wxALL, FromDIP(8)));
    m_newSchool = box;
    const auto block = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(16));
    m_joinBox = new wxStaticBoxSizer(wxVERTICAL, page, T(tr("A school on a server")));
    m_join = new JoinForm(m_joinBox->GetStaticBox(), m_desktop.dialogs());
    m_join->offerBack(true);
    m_join->onBack = [this] { showJoin(false); };
    m_join->onJoin = [this](const app::SyncService::JoinRequest& r) { join(r); };
    m_joinBox->Add(m_join, line);
    inside->Add(m_joinBox, block);
    inside->Hide(m_joinBox);
    inside->Add(box, block);
    page->SetSizer(inside);
    column->Add(page, wxSizerFlags(1).Expand());
    m_progress = new ProgressRow(panel, wxID_ANY);
    column->Add(m_progress, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    panel->SetSizer(column);

    const wxSize wanted(std::max(FromDIP(760), heading->GetBestSize().x * 2),
                        inside->GetMinSize().y + FromDIP(40));
    const wxRect room = wxDisplay(static_cast<unsigned>(0)).GetClientArea();
    SetClientSize(std::min(wanted.x, room.width - FromDIP(40)),
                  std::min(wanted.y, room.height - FromDIP(60)));
    CentreOnScreen();

    open->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { openOther(); });
    join_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { showJoin(true); });
    look->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { demo(); });
    create_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { create(); });
    choose->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (const auto chosen = m_desktop.dialogs().openFolder(this, tr("Folder of the data")))
            m_folder->ChangeValue(wx(*chosen));
    });
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& e) {
        m_desktop.welcomeClosed();
        e.Skip();
    });
}

WelcomeFrame::~WelcomeFrame() = default;

std::filesystem::path WelcomeFrame::folder() const {
    return platform::pathFromUtf8(utf8(m_folder->GetValue()));
}

void WelcomeFrame::enable(bool on) {
    for (wxButton* b : m_buttons)
        b->Enable(on);
}

void WelcomeFrame::create() {
    const auto school = m_fields->take();
    if (!school)
        return;
    enable(false);
    m_desktop.tasks().run(
        m_scope,
        [this, dir = folder(), s = *school, &clock = m_desktop.clock(),
         &rng = m_desktop.rng()]() -> Result<void> {
            const auto office = app::Office::create(dir, s, clock, rng);
            if (!office)
                return office.error();
            return {};
        },
        [this, dir = folder()](Result<void> made) { opened(made, dir); });
}

void WelcomeFrame::openOther() {
    const auto chosen = m_desktop.dialogs().openFolder(this, tr("Folder of a school"));
    if (chosen)
        opened({}, platform::pathFromUtf8(*chosen));
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

void WelcomeFrame::showJoin(bool on) {
    m_page->GetSizer()->Show(m_joinBox, on, true);
    m_page->GetSizer()->Show(m_newSchool, !on, true);
    m_join->offerBack(true);
    m_page->FitInside();
    m_page->Layout();
    if (on)
        m_join->SetFocus();
}

void WelcomeFrame::join(const app::SyncService::JoinRequest& request) {
    enable(false);
    m_desktop.tasks().run(
        m_scope,
        [request, dir = folder(), &clock = m_desktop.clock(), &rng = m_desktop.rng()] {
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
            // The window goes as soon as the other is there.
            Desktop& desktop = m_desktop;
            opened(made, dir);
            if (auto* frame = desktop.frame()) {
                frame->showView("sync"); // the first fetching can be watched
                desktop.context()->sync.syncNow();
            }
        });
}

void WelcomeFrame::opened(const Result<void>& made, const std::filesystem::path& dir) {
    Result<void> result = made;
    if (result)
        result = m_desktop.open(dir);
    if (!result) {
        m_notice->error(result.error());
        enable(true);
        return;
    }
    m_desktop.preferences().set("data", platform::toUtf8(dir));
    (void)m_desktop.preferences().save().ok();
}

} // namespace esek::ui
