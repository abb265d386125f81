// The photo that is looked at: loading, painting, facts beside it.
#include "base/Describe.h"
#include "base/Format.h"
#include "ui/Text.h"
#include "ui/controls/CompareView.h"
#include "ui/controls/CropEditor.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/PhotoFacts.h"
#include "ui/controls/PhotoList.h"
#include "ui/model/ReviewTexts.h"
#include "ui/review/RejectPane.h"
#include "ui/review/ReviewActions.h"
#include "ui/review/ReviewPanel.h"
#include "ui/review/ReviewTime.h"
#include "ui/review/ReviewTrace.h"
#include "ui/sync/SyncCenter.h"

#include <wx/simplebook.h>

namespace esek::ui {

using domain::PhotoStatus;

namespace {

constexpr int kRestMs = 250;
constexpr int kLargestSide = 4000; // when zoomed in

model::ReviewGate::Seen seen(const Preview& p) {
    return {p.file.student, p.file.version};
}

} // namespace

wxSize ReviewPanel::pictureBox() const {
    // Both pages of the book have the same size; the canvas knows it only once it was shown.
    const wxSize s = m_book->GetClientSize();
    const double scale = GetContentScaleFactor();
    return {static_cast<int>(s.x * scale), static_cast<int>(s.y * scale)};
}

void ReviewPanel::setPage(Page page) {
    m_page = page;
    const auto wanted = static_cast<std::size_t>(page);
    if (m_book->GetSelection() != static_cast<int>(wanted))
        m_book->SetSelection(wanted);
    m_facts->Show(page != Page::crop && !m_reject->IsShown());
    showActions();
    m_book->GetParent()->Layout();
}

void ReviewPanel::showActions() {
    const bool wanted = m_page != Page::crop && !m_reject->IsShown() && m_context.sync.mayChange();
    if (m_actions->Show(wanted))
        m_actions->GetParent()->Layout();
}

void ReviewPanel::showCurrent() {
    if (m_page == Page::crop)
        setPage(Page::photo);
    m_gate.close();
    m_detailScope.renew();
    m_resting.Stop();
    badgesLater();
    const model::Row* row = m_queue.currentRow();
    if (!row) {
        nothingToShow();
        return;
    }
    wantAhead();
    m_expected = row->student;
    if (const PreviewPtr preview = m_loader.find(PreviewLoader::keyOf(*row, pictureBox()))) {
        display(preview);
        return;
    }
    // Never the picture of another pupil beside this one's name.
    m_shown.reset();
    showFacts(*row, nullptr);
    if (m_book->GetSelection() == static_cast<int>(Page::compare))
        m_compare->show(nullptr, nullptr, {}, {});
    m_canvas->showWords(tr("Loading…"));
}

void ReviewPanel::nothingToShow() {
    m_shown.reset();
    m_expected.reset();
    setPage(Page::photo);
    m_canvas->showWords(emptyText(), m_queue.empty() ? "status-accepted" : "");
    m_facts->show({});
    markedChanged();
    if (!m_firstShown) {
        m_firstShown = true;
        trace::mark("ready");
    }
}

void ReviewPanel::resized() {
    const model::Row* row = m_queue.currentRow();
    if (m_page == Page::crop)
        return;
    if (!row || !m_shown || m_shown->file.student != row->student) {
        showCurrent();
        return;
    }
    // The picture stays, scaled, until the one of the right size is there; what was seen stays seen.
    wantAhead();
    if (const PreviewPtr preview = m_loader.find(PreviewLoader::keyOf(*row, pictureBox()));
        preview && preview != m_shown)
        display(preview);
}

void ReviewPanel::wantAhead() {
    std::vector<PreviewLoader::Key> keys;
    for (const std::size_t i : m_queue.ahead(PreviewLoader::kDepth))
        keys.push_back(PreviewLoader::keyOf(m_queue.row(i), pictureBox()));
    m_loader.want(keys);
}

void ReviewPanel::arrived(const PreviewLoader::Key& key, const PreviewPtr& preview) {
    const model::Row* row = m_queue.currentRow();
    if (!row || m_page == Page::crop || m_expected != key.student || row->version != key.version)
        return;
    // A first picture is taken in any size, since the window may have changed meanwhile; a second one of the
    // same pupil only in the size of now.
    if (!m_shown || (m_shown->file.student == key.student && key == PreviewLoader::keyOf(*row, pictureBox())))
        display(preview);
}

void ReviewPanel::display(const PreviewPtr& preview) {
    const auto current = m_queue.current();
    if (!current)
        return;
    m_shown = preview;
    // The file may be newer than the list: what is shown is what is decided about.
    if (!preview->file.student.isNil() && preview->file.version != m_queue.row(*current).version) {
        model::Row row = m_queue.row(*current);
        m_loader.forget(PreviewLoader::keyOf(row, pictureBox()));
        row.status = preview->file.status();
        row.version = preview->file.version;
        m_queue.replaceRow(*current, row);
    }
    const model::Row& row = m_queue.row(*current);
    const domain::Photo* photo = preview->photo();
    const bool compare = preview->file.status() == PhotoStatus::changeRequested;
    const bool pageChanges = m_page != (compare ? Page::compare : Page::photo);
    if (pageChanges)
        setPage(compare ? Page::compare : Page::photo);
    if (compare) {
        displayCompare(*preview);
    } else if (preview->main && photo) {
        m_canvas->setMarks({});
        m_canvas->fit();
        m_canvas->show(preview->main, photo->crop ? *photo->crop
                                                  : model::centredFrame(photo->width, photo->height,
                                                                        model::CropModel::kCardAspect));
    } else if (preview->error) {
        m_canvas->showWords(describe(*preview->error), "warning");
    } else {
        m_canvas->showWords(tr("This pupil has no photo. Add one with “More…”."), "students");
    }
    showFacts(row, preview.get());
    markedChanged();
    showMarks();
    m_resting.StartOnce(kRestMs);
}

void ReviewPanel::displayCompare(const Preview& p) {
    const auto caption = [](const std::string& title, const domain::Photo* photo) {
        if (!photo)
            return title;
        return title + "\n" + toPolishLocal(photo->source.sentAt) + ", " +
               model::senderText(photo->source.sender) + ", " + model::channelText(photo->source.channel);
    };
    m_compare->show(p.present, p.main, caption(tr("Present"), p.file.accepted()),
                    caption(tr("New"), p.file.proposed()));
}

void ReviewPanel::painted() {
    if (!m_shown || !m_shown->main)
        return;
    if (!m_gate.onScreen() && trace::on())
        trace::mark(format("shown {}", m_queue.current().value_or(0)));
    m_gate.painted(seen(*m_shown), steadyNow());
    if (!m_firstShown) {
        m_firstShown = true;
        trace::mark("ready");
    }
}

void ReviewPanel::showFacts(const model::Row& row, const Preview* preview) {
    PhotoFacts::Content content;
    content.name = model::listName(row);
    content.classUnit = row.classUnit;
    content.status = row.status;
    if (preview) {
        const domain::PhotoFile& file = preview->file;
        content.status = file.status();
        const auto* accepted = std::get_if<domain::AcceptedPhoto>(&file.state);
        if (accepted && std::holds_alternative<domain::DeletionRequest>(accepted->request)) {
            const auto& request = std::get<domain::DeletionRequest>(accepted->request);
            PhotoFacts::Section s{tr("Deletion is asked for"), {}};
            s.facts.emplace_back(tr("Who"), model::senderText(request.by));
            s.facts.emplace_back(tr("When"), toPolishLocal(request.at));
            s.facts.emplace_back(tr("Reason"), request.reason.empty() ? tr("not given") : request.reason);
            content.sections.push_back(std::move(s));
        }
        if (const auto* rejected = std::get_if<domain::RejectedPhoto>(&file.state)) {
            PhotoFacts::Section s{tr("Why it was rejected"), {}};
            for (const auto reason : rejected->rejection.reasons)
                s.facts.emplace_back("", domain::label(reason));
            if (!rejected->rejection.note.empty())
                s.facts.emplace_back("", rejected->rejection.note);
            content.sections.push_back(std::move(s));
        }
        if (file.proposed() && file.accepted()) {
            PhotoFacts::Section present{tr("Present"), {}};
            PhotoFacts::Section fresh{tr("New"), {}};
            for (const auto& d : model::differences(*file.accepted(), *file.proposed())) {
                present.facts.emplace_back(d.label, d.present);
                fresh.facts.emplace_back(d.label, d.fresh);
            }
            content.sections.push_back(std::move(present));
            content.sections.push_back(std::move(fresh));
        } else if (const domain::Photo* photo = preview->photo()) {
            content.sections.push_back({{}, model::photoFacts(*photo)});
        }
        const domain::Photo* photo = preview->photo();
        if (const app::PhotoAdvice* advice = photo ? m_advice.find(row.student, photo->blob) : nullptr) {
            PhotoFacts::Section s{tr("Photo checks (advice)"), {}};
            for (const auto& e : advice->exceptions)
                s.facts.emplace_back("", model::exceptionText(e));
            PhotoFacts::Section details{tr("Details"), {}};
            const std::size_t before = s.facts.size();
            for (const auto& finding : advice->findings) {
                if (finding.severity != app::PhotoAdvice::Severity::error &&
                    finding.severity != app::PhotoAdvice::Severity::advice)
                    continue;
                s.facts.emplace_back("", model::findingText(finding));
                if (!finding.details.empty())
                    details.facts.emplace_back("", finding.details);
            }
            if (s.facts.size() == before)
                s.facts.emplace_back("", "✔ " + tr("Nothing to remark."));
            content.sections.push_back(std::move(s));
            if (!details.facts.empty())
                content.sections.push_back(std::move(details));
        }
        const auto known = m_history.find(row.student);
        if (known != m_history.end()) {
            if (!known->second.message.empty())
                content.sections.push_back({tr("Last message to the family"), known->second.message});
            if (!known->second.changes.empty())
                content.sections.push_back({tr("History"), known->second.changes});
        }
    }
    m_facts->show(std::move(content));
}

void ReviewPanel::readMore() {
    if (!m_shown)
        return;
    const domain::StudentId student = m_shown->file.student;
    if (const domain::Photo* photo = m_shown->photo())
        m_advice.ask(student, photo->blob);
    if (m_page == Page::compare && m_shown->file.accepted())
        m_advice.ask(student, m_shown->file.accepted()->blob);
    if (m_history.count(student))
        return;
    m_context.tasks.run(
        m_detailScope, [&office = m_context.office, student] { return model::photoHistory(office, student); },
        [this, student](Result<model::PhotoHistory> history) {
            if (!history)
                return;
            m_history[student] = std::move(*history);
            if (m_shown && m_shown->file.student == student && m_queue.currentRow())
                showFacts(*m_queue.currentRow(), m_shown.get());
        },
        app::TaskRunner::Priority::soon);
}

void ReviewPanel::showCompareChecks() {
    const domain::Photo* present = m_shown ? m_shown->file.accepted() : nullptr;
    const domain::Photo* fresh = m_shown ? m_shown->file.proposed() : nullptr;
    if (m_page != Page::compare || !present || !fresh)
        return;
    const app::PhotoAdvice* a = m_advice.find(m_shown->file.student, present->blob);
    const app::PhotoAdvice* b = m_advice.find(m_shown->file.student, fresh->blob);
    if (!a || !b)
        return;
    const auto turns = [](const domain::Photo& p) { return p.crop ? p.crop->quarterTurns : 0; };
    m_compare->showChecks(
        {eyesOf(*a, turns(*present)), eyesOf(*b, turns(*fresh)), model::checkDifferences(*a, *b)});
}

void ReviewPanel::showMarks() {
    showCompareChecks();
    const domain::Photo* photo = m_shown ? m_shown->photo() : nullptr;
    const app::PhotoAdvice* advice = photo ? m_advice.find(m_shown->file.student, photo->blob) : nullptr;
    if (!advice || m_page == Page::crop || !m_queue.currentRow())
        return;
    m_canvas->setMarks(marksOf(*advice, photo->crop ? photo->crop->quarterTurns : 0));
    showFacts(*m_queue.currentRow(), m_shown.get());
}

void ReviewPanel::loadLarger() {
    const domain::Photo* photo = m_shown ? m_shown->photo() : nullptr;
    const PicturePtr& picture = m_canvas->picture();
    if (!photo || !picture || m_canvas->viewport().zoom() < 1.2 || picture->width >= picture->fullWidth ||
        picture->width >= kLargestSide || picture->height >= kLargestSide || picture != m_shown->main)
        return;
    m_context.tasks.run(
        m_detailScope,
        [&office = m_context.office, blob = photo->blob,
         turns = photo->crop ? photo->crop->quarterTurns : 0] {
            return app::ScreenPictures(office).fitted(blob, turns, kLargestSide, kLargestSide);
        },
        [this](Result<app::ScreenPictures::Shown> shown) {
            const domain::Photo* now_ = m_shown ? m_shown->photo() : nullptr;
            if (shown && now_ && m_page == Page::photo)
                m_canvas->show(makePicture(*shown), now_->crop
                                                        ? *now_->crop
                                                        : model::centredFrame(now_->width, now_->height,
                                                                              model::CropModel::kCardAspect));
        },
        app::TaskRunner::Priority::now);
}

} // namespace esek::ui
