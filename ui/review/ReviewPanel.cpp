#include "ui/review/ReviewPanel.h"

#include "base/Format.h"
#include "ui/Ids.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/CompareView.h"
#include "ui/controls/CropEditor.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/PhotoFacts.h"
#include "ui/controls/PhotoList.h"
#include "ui/review/RejectPane.h"
#include "ui/review/ReviewActions.h"
#include "ui/review/ReviewFilters.h"
#include "ui/review/ReviewIds.h"
#include "ui/review/ReviewNotice.h"
#include "ui/review/ReviewTabs.h"
#include "ui/review/ReviewTrace.h"

#include <algorithm>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/splitter.h>

namespace esek::ui {

namespace {

constexpr int kResizeMs = 120;
constexpr int kBadgesMs = 700; // longer than between two photos that are only leafed through

struct Rows {
    Result<std::vector<model::Row>> rows;
    Result<storage::PhotoCounts> counts;
    Result<std::vector<storage::ClassRow>> classes;
    Result<bool> canUndo;
    bool noPupils = false; ///< in the whole school
};

bool noPupilsIn(storage::Replica& replica) {
    const auto counts = replica.photoCounts({});
    return counts && std::all_of(counts->byStatus.begin(), counts->byStatus.end(),
                                 [](const auto& status) { return status.second == 0; });
}

} // namespace

ReviewPanel::ReviewPanel(wxWindow* parent, UiContext& context)
    : wxPanel(parent), m_context(context),
      m_loader(context,
               [this](const PreviewLoader::Key& key, const PreviewPtr& preview) { arrived(key, preview); }),
      m_advice(context,
               [this](const app::PhotoOfStudent& photo) {
                   m_badges.put(photo, m_advice.find(photo.student, photo.blob)->worst());
                   m_list->Refresh(false);
                   showMarks();
               }),
      m_badges(context,
               [this](const app::PhotoOfStudent& photo) {
                   if (const auto i = m_queue.find(photo.student))
                       m_list->refreshRow(*i);
               }),
      m_blinkKey([this] { m_compare->holdBlink(false); }) {
    setAccessibleName(*this, T(tr("Photos")));
    build();
    m_resting.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { readMore(); });
    m_badging.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { wantBadges(); });
    m_telling.Bind(wxEVT_TIMER, [this](wxTimerEvent&) {
        m_ownChange = true;
        if (m_context.dataChanged)
            m_context.dataChanged();
        m_ownChange = false;
    });
    m_resizing.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { resized(); });
    Bind(wxEVT_CHAR_HOOK, &ReviewPanel::keyPressed, this);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { undo(); }, wxID_UNDO);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { run(model::Command::findText, false); }, id::search);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { refresh(); }, id::reload);
    // The first reading belongs to the frame; when nobody asks within one turn of the loop it is ours.
    CallAfter([this] {
        if (!m_loading && m_queue.empty())
            reload();
    });
}

ReviewPanel::~ReviewPanel() {
    m_context.preferences.set("review.grid", m_list->grid());
}

void ReviewPanel::free(std::function<void()> go, std::function<void()> stay) {
    m_context.unsaved.leave(this, UnsavedChanges::Leaving::form, std::move(go), std::move(stay));
}

void ReviewPanel::SetFocus() {
    m_list->SetFocus();
}

void ReviewPanel::build() {
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_tabs = new ReviewTabs(this);
    m_tabs->onChosen = [this](std::optional<domain::PhotoStatus>) {
        free(
            [this] {
                closeReasons();
                m_queue.clearMarks();
                reload();
                m_list->SetFocus();
            },
            [this] { m_tabs->choose(m_read); });
    };
    column->Add(m_tabs, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(10)));
    column->AddSpacer(FromDIP(2));
    buildFilters();
    column->Add(m_filters, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(10)));
    m_splitter = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                      wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    m_list = new PhotoList(m_splitter, id::reviewList, m_context, m_queue);
    m_list->SetMinSize(FromDIP(wxSize(220, 200)));
    m_list->setGrid(m_context.preferences.flag("review.grid"));
    m_filters->setGrid(m_list->grid());
    m_list->badge = [this](const model::Row& r) {
        return r.thumb ? m_badges.find({r.student, *r.thumb}) : 0;
    };
    m_list->onScrolled = [this] { m_badging.StartOnce(kBadgesMs); };
    m_list->onChosen = [this](std::size_t i) {
        free([this, i] {
            m_queue.clearMarks(); // a click begins anew, as everywhere
            moved(m_queue.moveTo(i));
        });
    };
    m_list->onMarkToggled = [this](std::size_t i) {
        m_queue.toggleMark(i);
        moved(m_queue.moveTo(i));
        markedChanged();
    };
    m_list->onMarkedTo = [this](std::size_t i) {
        m_queue.markTo(i);
        moved(true);
        markedChanged();
    };
    wxWindow* detail = buildDetail(m_splitter);
    m_splitter->SplitVertically(m_list, detail);
    m_side =
        std::make_unique<SidePane>(*m_splitter, SidePane::Side::left, m_context.preferences, "review.split",
                                   std::max(FromDIP(330), GetCharWidth() * 24), FromDIP(200));
    column->Add(m_splitter, wxSizerFlags(1).Expand());
    m_notice = new ReviewNotice(this);
    m_notice->onUndo = [this] { undo(); };
    column->Add(m_notice, wxSizerFlags().Expand());
    SetSizer(column);
}

void ReviewPanel::buildFilters() {
    m_filters = new ReviewFilters(this);
    m_filters->onChanged = [this] { reload(); };
    m_filters->onLeave = [this] { m_list->SetFocus(); };
    m_filters->onGrid = [this](bool grid) { m_list->setGrid(grid); };
}

wxWindow* ReviewPanel::buildDetail(wxWindow* parent) {
    auto* detail = new wxPanel(parent);
    auto* middle = new wxBoxSizer(wxHORIZONTAL);
    m_book = new wxSimplebook(detail);
    m_canvas = new PhotoCanvas(m_book, id::reviewPicture);
    m_canvas->showFrames(m_context.preferences.flag("review.frames", true));
    m_canvas->onPainted = [this] { painted(); };
    m_canvas->onZoomed = [this] { loadLarger(); };
    m_book->Bind(wxEVT_SIZE, [this](wxSizeEvent& e) { // pages that are hidden hear nothing of it
        e.Skip();
        m_resizing.StartOnce(kResizeMs);
    });
    m_compare = new CompareView(m_book);
    m_compare->onPainted = [this] { painted(); };
    m_crop = new CropEditor(m_book);
    m_crop->onSave = [this](const domain::CropParams& crop) { saveCrop(crop); };
    m_crop->onCancel = [this] {
        showCurrent();
        m_list->SetFocus();
    };
    for (wxWindow* page : {static_cast<wxWindow*>(m_canvas), static_cast<wxWindow*>(m_compare),
                           static_cast<wxWindow*>(m_crop)})
        m_book->AddPage(page, {});
    m_facts = new PhotoFacts(detail);
    m_reject = new RejectPane(detail);
    m_reject->Hide();
    m_reject->onCancel = [this] { free([this] { closeReasons(); }); };
    m_known =
        m_context.unsaved.add({[this] { return m_reject->title(); }, [this] { return m_reject->changed(); },
                               [this](const std::function<void(bool)>& done) { done(m_reject->send()); },
                               [this] { closeReasons(); }});
    m_reject->onSend = [this](std::vector<domain::RejectionReason> reasons, std::string note) {
        auto several = std::move(m_openSeveral);
        auto open = std::move(m_open);
        closeReasons();
        if (!several.empty()) {
            bulk(model::Command::reject, std::move(several), std::move(reasons), std::move(note));
        } else if (open) {
            open->reasons = std::move(reasons);
            open->note = std::move(note);
            push(std::move(*open));
        }
    };
    const int side = std::max(FromDIP(250), GetTextExtent("m").x * 24);
    // The photo comes first: with large text the words beside it take two fifths of the width at most.
    detail->Bind(wxEVT_SIZE, [this, detail, side](wxSizeEvent& e) {
        const int width = std::clamp(e.GetSize().x * 2 / 5, detail->FromDIP(180), side);
        m_facts->SetMinSize(wxSize(width, -1));
        // Reasons are read and ticked, and their buttons stand side by side: more than a half.
        m_reject->SetMinSize(wxSize(std::clamp(e.GetSize().x * 3 / 5, detail->FromDIP(180), side), -1));
        e.Skip();
    });
    middle->Add(m_book, wxSizerFlags(1).Expand());
    middle->Add(m_facts, wxSizerFlags().Expand());
    middle->Add(m_reject, wxSizerFlags().Expand());
    m_actions = new ReviewActions(detail);
    m_actions->onCommand = [this](model::Command c) { run(c, false); };
    m_actions->onAllowPrinting = [this](bool allow) { allowPrinting(allow); };
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(middle, wxSizerFlags(1).Expand());
    column->Add(m_actions, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(8)));
    detail->SetSizer(column);
    return detail;
}

void ReviewPanel::choose(std::optional<domain::PhotoStatus> status) {
    m_tabs->choose(status);
    reload();
}

std::string ReviewPanel::noticeText() const {
    return m_notice->text();
}

storage::PhotoFilter ReviewPanel::filter() const {
    storage::PhotoFilter f;
    f.status = m_tabs->chosen();
    const auto query = m_filters->query();
    f.classUnit = query.classUnit;
    f.text = query.text;
    return f;
}

void ReviewPanel::refresh() {
    if (m_ownChange)
        return;
    m_loader.clear();
    m_history.clear();
    m_advice.forget();
    m_badges.forget();
    reload();
}

void ReviewPanel::reload(std::optional<domain::StudentId> go) {
    m_rowsScope.renew();
    m_loading = true;
    m_read = m_tabs->chosen();
    m_context.tasks.run(
        m_rowsScope,
        [&office = m_context.office, f = filter(), findings = m_filters->query().findings] {
            storage::Replica& replica = office.replica();
            auto rows = replica.photos(f);
            if (rows)
                rows = withFindings(office, std::move(*rows), findings);
            return Rows{std::move(rows), replica.photoCounts(f), replica.classes(),
                        app::ReviewService(office).canUndo(), noPupilsIn(replica)};
        },
        [this, go](Rows read) {
            m_loading = false;
            if (!read.rows) {
                failed(read.rows.error());
                return;
            }
            m_queue.setRows(std::move(*read.rows));
            if (go) {
                if (const auto i = m_queue.find(*go))
                    m_queue.moveTo(*i);
            }
            if (read.counts)
                m_tabs->setCounts(*read.counts);
            m_noPupils = read.noPupils;
            if (read.classes)
                m_filters->setClasses(*read.classes);
            m_actions->setCanUndo(read.canUndo && *read.canUndo);
            m_list->rowsChanged();
            markedChanged();
            trace::mark(format("rows {}", m_queue.size()));
            // Reasons and crop stay open only over the photo that they are about.
            const model::Row* row = m_queue.currentRow();
            const bool same = row && m_shown && row->student == m_shown->file.student &&
                              row->version == m_shown->file.version;
            if ((same && (m_page == Page::crop || m_reject->IsShown())) || m_reject->changed())
                return;
            closeReasons();
            showCurrent();
        });
}

void ReviewPanel::readCounts() {
    m_context.tasks.run(
        m_rowsScope, [&office = m_context.office, f = filter()] { return office.replica().photoCounts(f); },
        [this](Result<storage::PhotoCounts> counts) {
            if (counts)
                m_tabs->setCounts(*counts);
        },
        app::TaskRunner::Priority::soon);
}

void ReviewPanel::markedChanged() {
    const auto n = m_queue.size();
    std::string text = format(runtime(trn("{n} photo", "{n} photos", n)), fmt::arg("n", n));
    if (m_tabs->chosen() == std::nullopt || m_tabs->chosen() == domain::PhotoStatus::none)
        text = format(runtime(trn("{n} pupil", "{n} pupils", n)), fmt::arg("n", n));
    if (m_queue.markedCount() > 0)
        text += ", " + format(runtime(tr("marked: {n}")), fmt::arg("n", m_queue.markedCount()));
    m_filters->setSummary(text);
    m_list->Refresh(false);
    ReviewActions::State state;
    // While a photo is loading its buttons stand there already: the window must not jump.
    if (const model::Row* r = m_queue.currentRow())
        state.status = m_shown && !m_queue.several() ? m_shown->file.status() : r->status;
    if (m_queue.several())
        state.several = m_queue.markedCount();
    if (const auto* a = m_shown ? std::get_if<domain::AcceptedPhoto>(&m_shown->file.state) : nullptr) {
        if (const auto* change = std::get_if<domain::ChangeRequest>(&a->request))
            state.printCurrent = change->printCurrent;
    }
    m_actions->show(state);
    showActions();
}

int ReviewPanel::badge(std::size_t row) const {
    return m_list->badge(m_queue.row(row));
}

void ReviewPanel::badgesLater() {
    m_badges.pause();
    m_badging.StartOnce(kBadgesMs);
}

/// What is on the screen, then what awaits a decision, from the photo that is looked at onwards.
void ReviewPanel::wantBadges() {
    std::vector<app::PhotoOfStudent> photos;
    const auto add = [&](std::size_t i, bool always) {
        const model::Row& row = m_queue.row(i);
        const bool waits =
            row.status == domain::PhotoStatus::pending || row.status == domain::PhotoStatus::changeRequested;
        if (row.thumb && (always || waits))
            photos.push_back({row.student, *row.thumb});
    };
    const auto [from, to] = m_list->visible();
    for (std::size_t i = from; i < to; ++i)
        add(i, true);
    const std::size_t start = m_queue.current().value_or(0);
    for (std::size_t n = 0; n < m_queue.size(); ++n) {
        const std::size_t i = (start + n) % m_queue.size();
        if (i < from || i >= to)
            add(i, false);
    }
    m_badges.want(photos);
}

std::string ReviewPanel::emptyText() const {
    const auto f = filter();
    if (m_noPupils)
        return tr("There are no pupils yet. Import a class list first.");
    if (!m_filters->query().empty())
        return tr("No photo matches the filter. Clear the search or choose all classes.");
    if (f.status == domain::PhotoStatus::pending)
        return tr("All photos are checked.");
    if (f.status == domain::PhotoStatus::changeRequested)
        return tr("No family asks for a change of photo.");
    if (f.status == domain::PhotoStatus::deletionRequested)
        return tr("No family asks for the deletion of a photo.");
    return tr("There is nothing here.");
}

} // namespace esek::ui
