#include "ui/review/PhotoDetail.h"

#include "ui/Text.h"
#include "ui/controls/PhotoFacts.h"
#include "ui/review/PhotoFactsContent.h"
#include "ui/review/RejectWords.h"
#include "ui/review/ReviewTime.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/TextScale.h"

#include <algorithm>
#include <wx/sizer.h>

namespace esek::ui {

using Page = PhotoStage::Page;

namespace {
constexpr int kRestMs = 250;
constexpr int kCompareLines = 11; // of text, for two pictures with their captions and the bar below them
constexpr int kFactLines = 8;
constexpr int kLow = 100; // logical pixels
} // namespace

PhotoDetail::PhotoDetail(wxWindow* parent, UiContext& context, const model::QueueModel& queue)
    : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL), m_context(context),
      m_queue(queue), m_advice(context, [this](const app::PhotoOfStudent& photo) {
          onChecked(photo, m_advice.find(photo.student, photo.blob)->worst());
          showChecks();
      }) {
    build();
    m_resting.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { readMore(); });
    m_stage->onShown = [this] { photoShown(); };
    m_stage->onPage = [this] {
        m_facts->Show(m_stage->page() != Page::crop && !asking());
        placeFacts();
        showActions();
        arrange();
    };
    m_reject->onCancel = [this] {
        m_context.unsaved.leave(this, UnsavedChanges::Leaving::form, [this] { closeReasons(); });
    };
    m_reject->onSend = [this](std::vector<domain::RejectionReason> reasons, std::string note) {
        send(std::move(reasons), std::move(note));
    };
    m_known =
        m_context.unsaved.add({[this] { return m_reject->title(); }, [this] { return noteTyped(); },
                               [this](const std::function<void(bool)>& done) { done(m_reject->send()); },
                               [this] { closeReasons(); }});
    m_actions->onCommand = [this](model::Command c) { onCommand(c); };
    m_actions->onAllowPrinting = [this](bool allow) { onAllowPrinting(allow); };
}

void PhotoDetail::build() {
    SetScrollRate(0, FromDIP(16));
    m_beside = new wxBoxSizer(wxHORIZONTAL);
    m_stage = new PhotoStage(this, m_context, m_queue);
    m_facts = new PhotoFacts(this);
    m_reject = new RejectPane(this);
    m_reject->Hide();
    const int side = std::max(FromDIP(250), GetTextExtent("m").x * 24);
    // The photo comes first: with large text the words beside it take two fifths of the width at most.
    const int low = FromDIP(kLow); // what has scrollbars of its own takes the height that there is
    Bind(wxEVT_SIZE, [this, side, low](wxSizeEvent& e) {
        const int width = std::clamp(e.GetSize().x * 2 / 5, FromDIP(180), side);
        if (m_facts->GetContainingSizer() == m_beside)
            m_facts->SetMinSize(wxSize(width, low));
        // Reasons are read and ticked, and their buttons stand side by side: more than a half.
        m_reject->SetMinSize(wxSize(std::clamp(e.GetSize().x * 3 / 5, FromDIP(180), side), low));
        e.Skip();
    });
    m_stage->SetMinSize(FromDIP(wxSize(kLow, kLow)));
    m_beside->Add(m_stage, wxSizerFlags(1).Expand());
    m_beside->Add(m_facts, wxSizerFlags().Expand());
    m_beside->Add(m_reject, wxSizerFlags().Expand());
    m_actions = new ReviewActions(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(m_beside, wxSizerFlags(1).Expand());
    column->Add(m_actions, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(8)));
    SetSizer(column);
}

void PhotoDetail::showCurrent(const std::string& emptyWords) {
    m_scope.renew();
    m_resting.Stop();
    m_stage->showCurrent(emptyWords);
}

void PhotoDetail::forget() {
    m_stage->forget();
    m_history.clear();
    m_advice.forget();
}

void PhotoDetail::forgetHistory(const domain::StudentId& student) {
    m_history.erase(student);
}

void PhotoDetail::editCrop() {
    m_stage->openCrop(
        [this]() -> std::optional<domain::CropParams> { return advice() ? advice()->crop : std::nullopt; });
}

void PhotoDetail::setState(const ReviewActions::State& state) {
    m_actions->show(state);
    showActions();
}

void PhotoDetail::setCanUndo(bool can) {
    m_actions->setCanUndo(can);
}

void PhotoDetail::popUp(wxWindow& over) {
    if (m_actions->IsShown())
        m_actions->popUp(over);
}

void PhotoDetail::showActions() {
    const bool wanted = m_stage->page() != Page::crop && !asking() && m_context.sync.mayChange();
    if (m_actions->Show(wanted))
        arrange();
}

void PhotoDetail::placeFacts() {
    if (!largeText())
        return;
    // Two pictures and large words do not fit side by side on a small screen: the pictures keep a size in
    // which faces can be told apart, the words go below the buttons, and the whole scrolls.
    const bool below = m_stage->page() == Page::compare;
    m_stage->SetMinSize(wxSize(FromDIP(kLow), below ? GetCharHeight() * kCompareLines : FromDIP(kLow)));
    wxSizer* const wanted = below ? GetSizer() : m_beside;
    if (m_facts->GetContainingSizer() == wanted)
        return;
    m_facts->GetContainingSizer()->Detach(m_facts);
    if (below) {
        m_facts->SetMinSize(wxSize(-1, GetCharHeight() * kFactLines));
        wanted->Add(m_facts, wxSizerFlags().Expand());
    } else {
        wanted->Insert(1, m_facts, wxSizerFlags().Expand());
    }
}

void PhotoDetail::arrange() {
    FitInside();
    Layout();
}

const app::PhotoAdvice* PhotoDetail::advice() const {
    const Preview* shown = m_stage->shown();
    return shown && shown->photo() ? m_advice.find(shown->file.student, shown->photo()->blob) : nullptr;
}

void PhotoDetail::photoShown() {
    showFacts();
    onShown();
    showChecks();
    if (m_stage->shown())
        m_resting.StartOnce(kRestMs);
}

void PhotoDetail::showFacts() {
    const model::Row* row = m_queue.currentRow();
    if (!row) {
        m_facts->show({});
        return;
    }
    KnownOfPhoto known;
    if (const Preview* shown = m_stage->shown()) {
        const auto history = m_history.find(row->student);
        known = {&shown->file, shown->photo(), advice(),
                 history == m_history.end() ? nullptr : &history->second};
    }
    m_facts->show(factsContent(*row, known));
}

void PhotoDetail::showChecks() {
    const Preview* shown = m_stage->shown();
    if (!shown || m_stage->page() == Page::crop || !m_queue.currentRow())
        return;
    if (const domain::Photo* present = shown->file.accepted(), *fresh = shown->file.proposed();
        present && fresh) {
        const app::PhotoAdvice* a = m_advice.find(shown->file.student, present->blob);
        const app::PhotoAdvice* b = m_advice.find(shown->file.student, fresh->blob);
        if (a && b)
            m_stage->showChecks(*a, *b);
    }
    if (const app::PhotoAdvice* found = advice()) {
        const domain::Photo& photo = *shown->photo();
        m_stage->setMarks(marksOf(*found, photo.crop ? photo.crop->quarterTurns : 0));
        showFacts();
    }
}

void PhotoDetail::readMore() {
    const Preview* shown = m_stage->shown();
    if (!shown)
        return;
    const domain::StudentId student = shown->file.student;
    if (const domain::Photo* photo = shown->photo())
        m_advice.ask(student, photo->blob);
    if (m_stage->page() == Page::compare && shown->file.accepted())
        m_advice.ask(student, shown->file.accepted()->blob);
    if (m_history.count(student))
        return;
    m_context.tasks.run(
        m_scope, [&office = m_context.office, student] { return model::photoHistory(office, student); },
        [this, student](Result<model::PhotoHistory> history) {
            if (!history)
                return;
            m_history[student] = std::move(*history);
            if (m_stage->shown() && m_stage->shown()->file.student == student)
                showFacts();
        },
        app::TaskRunner::Priority::soon);
}

void PhotoDetail::askReasons(model::ReviewDecision decision) {
    const Preview* shown = m_stage->shown();
    if (!shown)
        return;
    const auto words = rejectWords(decision, shown->file);
    const app::PhotoAdvice* found = words.withReasons ? advice() : nullptr;
    m_open = std::move(decision);
    openReasons(words, found ? found->reasons : std::vector<domain::RejectionReason>());
}

void PhotoDetail::askReasons(Photos several) {
    m_openSeveral = std::move(several);
    openReasons(rejectWords(m_openSeveral.size()), {});
}

void PhotoDetail::openReasons(const RejectPane::Words& words,
                              const std::vector<domain::RejectionReason>& preset) {
    m_facts->Hide();
    m_reject->Show();
    showActions(); // the pane has its own buttons and needs the height
    arrange();
    m_reject->open(words, preset);
    m_reject->focusFirst();
}

void PhotoDetail::send(std::vector<domain::RejectionReason> reasons, std::string note) {
    auto several = std::move(m_openSeveral);
    auto open = std::move(m_open);
    m_openSeveral.clear();
    m_open.reset();
    closeReasons();
    if (!several.empty()) {
        onSeveralReasoned(std::move(several), std::move(reasons), std::move(note));
    } else if (open) {
        open->reasons = std::move(reasons);
        open->note = std::move(note);
        onReasoned(std::move(*open));
    }
}

bool PhotoDetail::asking() const {
    return m_reject->IsShown();
}

bool PhotoDetail::noteTyped() const {
    return m_reject->changed();
}

void PhotoDetail::closeReasons() {
    if (!asking())
        return;
    m_reject->Hide();
    m_facts->Show();
    showActions();
    arrange();
    if (m_open) // not decided after all: the picture is still there to be decided about
        m_stage->gate().painted(m_open->seen, steadyNow() - model::ReviewGate::kLook);
    m_open.reset();
    m_openSeveral.clear();
    onReasonsClosed();
}

bool PhotoDetail::inReasons(const wxWindow* focus) const {
    return asking() && focus && (focus == m_reject || m_reject->IsDescendant(const_cast<wxWindow*>(focus)));
}

} // namespace esek::ui
