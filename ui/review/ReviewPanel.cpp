#include "ui/review/ReviewPanel.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/UnsavedChanges.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/PhotoList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/model/QueueMoves.h"
#include "ui/model/Viewport.h"
#include "ui/review/PhotoDetail.h"
#include "ui/review/ReviewFilters.h"
#include "ui/review/ReviewIds.h"
#include "ui/review/ReviewKeyPress.h"
#include "ui/review/ReviewNotice.h"
#include "ui/review/ReviewTabs.h"
#include "ui/review/ReviewTime.h"
#include "ui/review/ReviewTrace.h"
#include "ui/sync/SyncCenter.h"

#include <algorithm>
#include <array>
#include <wx/sizer.h>
#include <wx/splitter.h>

namespace esek::ui {

using domain::PhotoStatus;
using model::Command;

namespace {

constexpr int kTellMs = 700;
constexpr int kBadgesMs = 700; // longer than between two photos that are only leafed through

struct Rows {
    Result<std::vector<model::Row>> rows;
    Result<storage::PhotoCounts> counts;
    Result<std::vector<storage::ClassRow>> classes;
    Result<bool> canUndo;
    bool noPupils = false; ///< in the whole school
    bool noPhotos = false; ///< in the whole school
};

/// What stands in the lists when the whole school has nothing yet.
void lookForAny(storage::Replica& replica, Rows& rows) {
    const auto counts = replica.photos().counts({});
    if (!counts)
        return;
    rows.noPhotos = std::all_of(counts->byStatus.begin(), counts->byStatus.end(), [](const auto& status) {
        return status.first == PhotoStatus::none || status.second == 0;
    });
    rows.noPupils = rows.noPhotos && counts->of(PhotoStatus::none) == 0;
}

} // namespace

ReviewPanel::ReviewPanel(wxWindow* parent, UiContext& context)
    : wxPanel(parent), m_context(context), m_decisions(context.office, context.tasks),
      m_files(*this, context), m_badges(context, [this](const app::PhotoOfStudent& photo) {
          if (const auto i = m_queue.find(photo.student))
              m_list->refreshRow(*i);
      }) {
    setAccessibleName(*this, T(tr("Photos")));
    build();
    m_decisions.onDecided = [this](const model::ReviewDecision& d, const Result<domain::PhotoFile>& file) {
        decided(d, file);
    };
    m_decisions.onDecidedSeveral = [this](Command c, const Result<app::ReviewService::Bulk>& result) {
        decidedSeveral(c, result);
    };
    m_decisions.onUndone = [this](const Result<model::DecisionQueue::Undone>& result) { undone(result); };
    m_badging.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { wantBadges(); });
    m_telling.Bind(wxEVT_TIMER, [this](wxTimerEvent&) {
        m_ownChange = true;
        if (m_context.dataChanged)
            m_context.dataChanged();
        m_ownChange = false;
    });
    Bind(wxEVT_CHAR_HOOK, &ReviewPanel::keyPressed, this);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { m_decisions.undo(); }, wxID_UNDO);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { run(Command::findText, false); }, id::search);
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

std::optional<model::ReviewGate::ShownPhoto> ReviewPanel::onScreen() const {
    return m_detail->stage().gate().onScreen();
}

void ReviewPanel::build() {
    auto* column = new wxBoxSizer(wxVERTICAL);
    buildTabs();
    column->Add(m_tabs, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(10)));
    column->AddSpacer(FromDIP(2));
    buildFilters();
    column->Add(m_filters, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(10)));
    m_splitter = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                                      wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    buildList(m_splitter);
    buildDetail(m_splitter);
    m_splitter->SplitVertically(m_list, m_detail);
    m_side =
        std::make_unique<SidePane>(*m_splitter, SidePane::Side::left, m_context.preferences, "review.split",
                                   std::max(FromDIP(330), GetCharWidth() * 24), FromDIP(200));
    column->Add(m_splitter, wxSizerFlags(1).Expand());
    m_notice = new ReviewNotice(this);
    m_notice->onUndo = [this] { m_decisions.undo(); };
    column->Add(m_notice, wxSizerFlags().Expand());
    SetSizer(column);
}

void ReviewPanel::buildTabs() {
    m_tabs = new ReviewTabs(this);
    m_tabs->onChosen = [this](std::optional<PhotoStatus>) {
        free(
            [this] {
                m_detail->closeReasons();
                m_queue.clearMarks();
                reload();
                m_list->SetFocus();
            },
            [this] { m_tabs->choose(m_read); });
    };
}

void ReviewPanel::buildFilters() {
    m_filters = new ReviewFilters(this);
    m_filters->onChanged = [this] { reload(); };
    m_filters->onLeave = [this] { m_list->SetFocus(); };
    m_filters->onGrid = [this](bool grid) { m_list->setGrid(grid); };
}

void ReviewPanel::buildList(wxWindow* parent) {
    m_list = new PhotoList(parent, id::reviewList, m_context, m_queue);
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
    m_list->onMenu = [this] { m_detail->popUp(*m_list); };
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
}

void ReviewPanel::buildDetail(wxWindow* parent) {
    m_detail = new PhotoDetail(parent, m_context, m_queue);
    m_detail->onCommand = [this](Command c) { run(c, false); };
    m_detail->onAllowPrinting = [this](bool allow) {
        if (const Preview* shown = m_detail->stage().shown())
            m_files.allowPrinting(
                shown->file, allow, [this, student = shown->file.student, allow](const auto& file) {
                    if (file) {
                        written(student, allow ? tr("Printing with the present photo is allowed.")
                                               : tr("Printing with the present photo is not allowed."));
                        return;
                    }
                    failed(file.error());
                    m_detail->stage().forget();
                    reload(student);
                });
    };
    m_detail->onShown = [this] { markedChanged(); };
    m_detail->onChecked = [this](const app::PhotoOfStudent& photo, app::PhotoAdvice::Severity worst) {
        m_badges.put(photo, worst);
        m_list->Refresh(false);
    };
    m_detail->onReasoned = [this](model::ReviewDecision d) { push(std::move(d)); };
    m_detail->onSeveralReasoned = [this](PhotoDetail::Photos photos,
                                         std::vector<domain::RejectionReason> reasons, std::string note) {
        m_decisions.decideSeveral(Command::reject, std::move(photos), std::move(reasons), std::move(note));
    };
    m_detail->onReasonsClosed = [this] { m_list->SetFocus(); };
    PhotoStage& stage = m_detail->stage();
    stage.onNewer = [this](const domain::PhotoFile& file) { replaceRow(file); };
    stage.onFailed = [this](const Error& error) { failed(error); };
    stage.onCropCancelled = [this] {
        showCurrent();
        m_list->SetFocus();
    };
    stage.onCrop = [this](const domain::CropParams& crop) {
        const Preview* shown = m_detail->stage().shown();
        if (!shown || !shown->photo())
            return;
        m_files.setCrop(shown->file, shown->photo()->id, crop,
                        [this, student = shown->file.student](const Result<domain::PhotoFile>& file) {
                            if (file) {
                                m_detail->stage().closeCrop();
                                written(student, tr("Crop saved."));
                                m_list->SetFocus();
                                return;
                            }
                            failed(file.error());
                            if (file.error().code != ErrorCode::versionChanged)
                                return;
                            // Something was decided about it meanwhile: the clerk sees what before cropping
                            // again.
                            m_detail->stage().forget();
                            m_detail->stage().closeCrop();
                            reload(student);
                        });
    };
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
    m_detail->forget();
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
            auto rows = replica.photos().list(f);
            if (rows)
                rows = withFindings(office, std::move(*rows), findings);
            Rows read{std::move(rows), replica.photos().counts(f), replica.students().classes(),
                      app::ReviewService(office).canUndo()};
            lookForAny(replica, read);
            return read;
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
            m_noPhotos = read.noPhotos;
            if (read.classes)
                m_filters->setClasses(*read.classes);
            m_detail->setCanUndo(read.canUndo && *read.canUndo);
            m_list->rowsChanged();
            markedChanged();
            trace::mark(format("rows {}", m_queue.size()));
            // Reasons and crop stay open only over the photo that they are about.
            const model::Row* row = m_queue.currentRow();
            const Preview* shown = m_detail->stage().shown();
            const bool same =
                row && shown && row->student == shown->file.student && row->version == shown->file.version;
            const bool cropping = m_detail->stage().page() == PhotoStage::Page::crop;
            if ((same && (cropping || m_detail->asking())) || m_detail->noteTyped())
                return;
            m_detail->closeReasons();
            showCurrent();
        });
}

void ReviewPanel::readCounts() {
    m_context.tasks.run(
        m_rowsScope,
        [&office = m_context.office, f = filter()] { return office.replica().photos().counts(f); },
        [this](Result<storage::PhotoCounts> counts) {
            if (counts)
                m_tabs->setCounts(*counts);
        },
        app::TaskRunner::Priority::soon);
}

void ReviewPanel::replaceRow(const domain::PhotoFile& file) {
    const auto i = m_queue.find(file.student);
    if (!i)
        return;
    model::Row row = m_queue.row(*i);
    row.status = file.status();
    row.version = file.version;
    if (file.photos().empty())
        row.thumb.reset();
    m_queue.replaceRow(*i, std::move(row));
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
    const Preview* shown = m_detail->stage().shown();
    // While a photo is loading its buttons stand there already: the window must not jump.
    if (const model::Row* r = m_queue.currentRow())
        state.status = shown && !m_queue.several() ? shown->file.status() : r->status;
    if (m_queue.several())
        state.several = m_queue.markedCount();
    if (const auto* a = shown ? std::get_if<domain::AcceptedPhoto>(&shown->file.state) : nullptr) {
        if (const auto* change = std::get_if<domain::ChangeRequest>(&a->request))
            state.printCurrent = change->printCurrent;
    }
    state.headwearToConfirm = shown && shown->headwearToConfirm;
    m_detail->setState(state);
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
    if (m_noPhotos && f.status != PhotoStatus::none)
        return tr("There are no photos yet. Import photos (Ctrl+J), or add one to a pupil on the tab “No "
                  "photo”.");
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

void ReviewPanel::showCurrent() {
    badgesLater();
    m_detail->showCurrent(emptyText());
}

void ReviewPanel::keyPressed(wxKeyEvent& e) {
    wxWindow* focus = FindFocus();
    const auto inside = [&](wxWindow* w) { return focus && (focus == w || w->IsDescendant(focus)); };
    const int code = e.GetKeyCode();
    if (trace::on()) // the screen's own time of the press, ms: what waited in the queue counts
        trace::mark(format("key {}", e.GetTimestamp()));
    PhotoStage& stage = m_detail->stage();
    if (stage.page() == PhotoStage::Page::crop) {
        if (!stage.cropKey(e))
            e.Skip();
        return;
    }
    if (m_detail->inReasons(focus)) { // it hears its own keys first
        e.Skip();
        return;
    }
    if (m_filters->inSearch(focus)) {
        if (code == WXK_ESCAPE)
            m_filters->clearSearch();
        if (code == WXK_ESCAPE || code == WXK_RETURN || code == WXK_DOWN)
            m_list->SetFocus();
        else
            e.Skip();
        return;
    }
    const bool onPhotos =
        focus == nullptr || inside(m_list) || stage.owns(focus) || dynamic_cast<wxPanel*>(focus);
    model::KeyPress press = pressOf(e);
    // On a button or a list of choices the keys that move and press belong to it; letters still decide.
    if ((!onPhotos && press.key != model::Key::character) || (m_filters->inChoice(focus) && !press.ctrl)) {
        e.Skip();
        return;
    }
    PhotoStatus status = PhotoStatus::none;
    if (stage.shown())
        status = stage.shown()->file.status();
    else if (const model::Row* r = m_queue.currentRow())
        status = r->status;
    const Command c = model::commandFor(press, status, m_queue.several());
    if (c == Command::none) {
        e.Skip();
        return;
    }
    run(c, true);
}

void ReviewPanel::run(Command c, bool byKey) {
    if (model::changes(c) && !m_context.sync.mayChange()) {
        failed(Error{ErrorCode::roleNotAllowed, "this computer only reads", {}});
        return;
    }
    if (m_detail->noteTyped()) { // a note that was typed is asked about before another photo comes
        free([this, c, byKey] {
            m_detail->closeReasons();
            run(c, byKey);
        });
        return;
    }
    // Escape takes back one thing after the other: the marks, then the search.
    if (c == Command::clearMarks && m_queue.markedCount() == 0)
        m_filters->clearSearch();
    if (const auto done = model::move(m_queue, c, m_list->columns(), m_list->rowsPerPage());
        done != model::Moved::notAMove) {
        moved(done == model::Moved::another);
        return;
    }
    PhotoStage& stage = m_detail->stage();
    switch (c) {
    case Command::zoomIn:
        stage.zoom(model::Viewport::kStep);
        break;
    case Command::zoomOut:
        stage.zoom(1 / model::Viewport::kStep);
        break;
    case Command::zoomFit:
        stage.fit();
        break;
    case Command::blink:
        stage.blinkWhileHeld('B');
        break;
    case Command::frames:
        stage.toggleFrames();
        break;
    case Command::findText:
        m_filters->focusSearch();
        break;
    case Command::undo:
        m_decisions.undo();
        break;
    case Command::editCrop:
        if (stage.shown() && !m_queue.several() && model::allowed(c, stage.shown()->file.status()))
            m_detail->editCrop();
        break;
    case Command::confirmHeadwear:
        confirmHeadwear();
        break;
    case Command::addPhoto:
        addPhoto();
        break;
    case Command::saveOriginal:
        saveOriginal();
        break;
    case Command::none:
        break;
    default:
        if (m_queue.several())
            decideSeveral(c);
        else
            decide(c, byKey);
    }
}

void ReviewPanel::moved(bool another) {
    if (another) {
        if (trace::on())
            trace::mark(format("move {}", m_queue.current().value_or(0)));
        m_detail->closeReasons();
        m_list->currentChanged();
        showCurrent();
    }
    markedChanged();
}

void ReviewPanel::decide(Command c, bool byKey) {
    const model::Row* row = m_queue.currentRow();
    PhotoStage& stage = m_detail->stage();
    const Preview* shown = stage.shown();
    if (!row || !shown || !model::allowed(c, shown->file.status()))
        return;
    // A photo that cannot be shown can be rejected and deleted, never accepted or chosen.
    const bool blind = !shown->main && c != Command::accept && c != Command::takeNew && shown->photo();
    auto seen = byKey ? stage.gate().byKey(steadyNow()) : stage.gate().byClick(steadyNow());
    if (!seen && blind)
        seen = model::ReviewGate::ShownPhoto::of(shown->file);
    if (!seen || seen->student != row->student)
        return;
    model::ReviewDecision d{c, *seen, {}, {}, model::nameAndClass(*row)};
    if (c == Command::reject || c == Command::refuseDeletion) {
        m_detail->askReasons(std::move(d));
        return;
    }
    if (c == Command::approveDeletion &&
        !m_context.dialogs.confirm(
            this, tr("Delete the photo"),
            format(
                runtime(tr("The photo of {pupil} will be erased from this computer and everywhere else. This "
                           "cannot be taken back.")),
                fmt::arg("pupil", d.label)),
            tr("Delete the photo"))) {
        stage.gate().painted(*seen, steadyNow() - model::ReviewGate::kLook);
        return;
    }
    push(std::move(d));
}

void ReviewPanel::decideSeveral(Command c) {
    if (c != Command::accept && c != Command::reject)
        return;
    auto photos = m_queue.targets();
    if (c == Command::reject) {
        m_detail->askReasons(std::move(photos));
        return;
    }
    std::size_t serious = 0;
    std::size_t unchecked = 0;
    for (const auto& photo : photos) {
        const auto i = m_queue.find(photo.student);
        if (!i || !m_queue.row(*i).thumb)
            continue;
        const app::PhotoOfStudent asked{photo.student, *m_queue.row(*i).thumb};
        serious += m_badges.find(asked) == 2;
        unchecked += !m_badges.known(asked);
    }
    const std::size_t n = photos.size();
    if (m_context.dialogs.confirm(
            this, tr("Accept several photos"), model::acceptSeveralQuestion(n, serious, unchecked),
            format(runtime(trn("Accept {n} photo", "Accept {n} photos", n)), fmt::arg("n", n))))
        m_decisions.decideSeveral(c, std::move(photos), {}, {});
}

void ReviewPanel::push(model::ReviewDecision d) {
    const domain::StudentId student = d.seen.student;
    m_detail->forgetHistory(student);
    // The next photo comes at once; the decision is written meanwhile.
    if (m_tabs->chosen()) {
        m_queue.remove(std::array{student});
        m_list->rowsChanged();
        showCurrent();
    } else {
        m_queue.clearMarks(); // the only one was on the photo that is decided now
        if (m_queue.moveBy(1)) {
            m_list->currentChanged();
            showCurrent();
        }
    }
    markedChanged();
    m_list->SetFocus();
    m_decisions.decide(std::move(d));
}

void ReviewPanel::decided(const model::ReviewDecision& d, const Result<domain::PhotoFile>& file) {
    if (!file) {
        // Back to the photo that was not decided after all, with what is there now.
        m_detail->stage().forget();
        m_notice->failed(d.label + ": " + describe(file.error()));
        reload(d.seen.student);
        return;
    }
    m_notice->done(model::doneText(d), d.command != Command::approveDeletion);
    if (const auto i = m_queue.find(d.seen.student)) {
        replaceRow(*file);
        model::Row row = m_queue.row(*i);
        row.since = m_context.office.clock().now();
        m_queue.replaceRow(*i, std::move(row));
        m_list->Refresh(false);
        if (m_queue.current() == i)
            showCurrent();
    }
    m_detail->setCanUndo(d.command != Command::approveDeletion);
    readCounts();
    dataChangedSoon();
}

void ReviewPanel::decidedSeveral(Command c, const Result<app::ReviewService::Bulk>& result) {
    m_detail->forgetHistory();
    if (!result) {
        failed(result.error());
    } else {
        if (result->done.empty())
            m_notice->failed(model::doneText(c, *result));
        else
            m_notice->done(model::doneText(c, *result), true);
        // The place in the list is the one after the last that was decided: none is jumped over.
        if (m_tabs->chosen())
            m_queue.remove(result->done);
        m_queue.clearMarks();
        dataChangedSoon();
    }
    m_detail->stage().forget();
    reload();
}

void ReviewPanel::undone(const Result<model::DecisionQueue::Undone>& result) {
    if (!result) {
        failed(result.error());
        return;
    }
    const storage::StudentRow& row = result->row;
    m_detail->forgetHistory();
    if (m_tabs->chosen() && m_tabs->chosen() != row.photoStatus)
        m_tabs->choose(row.photoStatus);
    written(row.student.id, model::undoneText(row.student, result->count));
}

void ReviewPanel::written(const domain::StudentId& student, const std::string& words) {
    m_detail->forgetHistory(student);
    m_notice->done(words, false);
    m_detail->stage().forget();
    reload(student);
    dataChangedSoon();
}

void ReviewPanel::addPhoto() {
    const model::Row* row = m_queue.currentRow();
    if (!row)
        return;
    m_files.add(row->student, [this, row = *row](const auto& file) { photoAdded(row, file); });
}

void ReviewPanel::addPhoto(const std::string& file, const wxPoint& screen) {
    const auto under = m_list->rowAt(screen);
    const model::Row* row = under ? &m_queue.row(*under) : m_queue.currentRow();
    if (!row || m_detail->stage().page() == PhotoStage::Page::crop)
        return;
    const model::Row asked = *row; // the list may be read anew while the question stands there
    const std::string question =
        format(runtime(tr("Add the photo {file} to {pupil} and accept it?")),
               fmt::arg("file", platform::toUtf8(platform::pathFromUtf8(file).filename())),
               fmt::arg("pupil", model::nameAndClass(asked)));
    if (m_context.dialogs.confirm(this, tr("Photo for the pupil"), question, tr("Add the photo")))
        m_files.add(asked.student, file, [this, asked](const auto& added) { photoAdded(asked, added); });
}

void ReviewPanel::photoAdded(const model::Row& row, const Result<domain::PhotoFile>& file) {
    if (!file) {
        failed(file.error());
        return;
    }
    if (m_tabs->chosen())
        m_tabs->choose(file->status());
    written(row.student,
            format(runtime(tr("Added and accepted: {pupil}")), fmt::arg("pupil", model::nameAndClass(row))));
}

void ReviewPanel::saveOriginal() {
    const Preview* shown = m_detail->stage().shown();
    if (!shown || !shown->photo())
        return;
    m_files.saveOriginal(*shown->photo(), [this](const Result<std::string>& saved) {
        if (!saved) {
            failed(saved.error());
            return;
        }
        m_notice->done(tr("The original is saved."), tr("Open the file"), [this, file = *saved] {
            if (!m_context.dialogs.openWithSystem(file))
                m_notice->failed(
                    format(runtime(tr("No program opens such files here. The file is {}.")), file));
        });
    });
}

void ReviewPanel::confirmHeadwear() {
    const model::Row* row = m_queue.currentRow();
    const Preview* shown = m_detail->stage().shown();
    if (!row || !shown || !shown->headwearToConfirm || m_queue.several() ||
        !model::allowed(Command::confirmHeadwear, shown->file.status()))
        return;
    m_files.confirmHeadwear(row->student, [this, row = *row](const Result<void>& noted) {
        if (!noted) {
            failed(noted.error());
            return;
        }
        m_detail->forget(); // the checks of this pupil's photos now know of the exception
        m_badges.forget();
        written(row.student, format(runtime(tr("Headwear is noted as an exception: {pupil}")),
                                    fmt::arg("pupil", model::nameAndClass(row))));
    });
}

void ReviewPanel::failed(const Error& error) {
    m_notice->failed(describe(error));
}

void ReviewPanel::dataChangedSoon() {
    m_telling.StartOnce(kTellMs);
}

} // namespace esek::ui
