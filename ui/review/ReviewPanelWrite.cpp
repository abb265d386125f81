// Decisions are written one after another while the clerk goes on; what came of them is told.
#include "base/Describe.h"
#include "base/Format.h"
#include "ui/Text.h"
#include "ui/controls/PhotoList.h"
#include "ui/review/ReviewActions.h"
#include "ui/review/ReviewNotice.h"
#include "ui/review/ReviewPanel.h"
#include "ui/review/ReviewTabs.h"

#include <array>

namespace esek::ui {

using model::Command;

namespace {
constexpr int kTellMs = 700;

struct Undone {
    storage::StudentRow row; ///< whose decision was the last
    std::size_t count = 0;
};
} // namespace

void ReviewPanel::push(model::ReviewDecision d) {
    const domain::StudentId student = d.seen.student;
    m_history.erase(student);
    m_decisions.push_back(std::move(d));
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
    carryOutNext();
}

void ReviewPanel::carryOutNext() {
    if (m_deciding || m_decisions.empty())
        return;
    m_deciding = true;
    model::ReviewDecision d = std::move(m_decisions.front());
    m_decisions.pop_front();
    m_context.tasks.run(
        m_scope, [&office = m_context.office, d] { return model::carryOut(office, d); },
        [this, d](Result<domain::PhotoFile> file) {
            m_deciding = false;
            finished(d, std::move(file));
            carryOutNext();
        });
}

void ReviewPanel::finished(const model::ReviewDecision& d, Result<domain::PhotoFile> file) {
    if (!file) {
        // Back to the photo that was not decided after all, with what is there now.
        m_loader.clear();
        failed(Error(file.error()));
        m_notice->failed(d.label + ": " + describe(file.error()));
        reload(d.seen.student);
        return;
    }
    m_notice->done(model::doneText(d), d.command != Command::approveDeletion);
    if (const auto i = m_queue.find(d.seen.student)) {
        model::Row row = m_queue.row(*i);
        row.status = file->status();
        row.version = file->version;
        row.since = m_context.office.clock().now();
        if (file->photos().empty())
            row.thumb.reset();
        m_queue.replaceRow(*i, std::move(row));
        m_list->Refresh(false);
        if (m_queue.current() == i)
            showCurrent();
    }
    m_actions->setCanUndo(d.command != Command::approveDeletion);
    readCounts();
    dataChangedSoon();
}

void ReviewPanel::bulk(Command c, std::vector<app::ReviewService::Seen> photos,
                       std::vector<domain::RejectionReason> reasons, std::string note) {
    m_deciding = true;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, c, photos = std::move(photos), reasons = std::move(reasons),
         note = std::move(note)] {
            app::ReviewService review(office);
            return c == Command::accept ? review.acceptAll(photos) : review.rejectAll(photos, reasons, note);
        },
        [this, c](Result<app::ReviewService::Bulk> result) {
            m_deciding = false;
            m_history.clear();
            if (!result) {
                failed(result.error());
            } else {
                std::string text = model::doneText(c, result->done.size());
                if (const std::size_t n = result->refused.size(); n > 0)
                    text += ". " + format(runtime(trn("{n} was refused: {why}",
                                                      "{n} were refused; the first: {why}", n)),
                                          fmt::arg("n", n),
                                          fmt::arg("why", describe(result->refused.begin()->second)));
                if (result->done.empty())
                    m_notice->failed(text);
                else
                    m_notice->done(text, true);
                // The place in the list is the one after the last that was decided: none is jumped over.
                if (m_tabs->chosen())
                    m_queue.remove(result->done);
                m_queue.clearMarks();
                dataChangedSoon();
            }
            m_loader.clear();
            reload();
            carryOutNext();
        });
}

void ReviewPanel::undo() {
    if (m_deciding || !m_decisions.empty()) {
        // What is still being written cannot be taken back yet; it takes milliseconds.
        CallAfter([this] { undo(); });
        return;
    }
    m_deciding = true;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office]() -> Result<Undone> {
            auto students = app::ReviewService(office).undo();
            if (!students)
                return students.error();
            auto row = office.replica().student(students->front());
            if (!row)
                return row.error();
            return Undone{std::move(*row), students->size()};
        },
        [this](Result<Undone> undone) {
            m_deciding = false;
            if (!undone) {
                failed(undone.error());
                return;
            }
            const storage::StudentRow& row = undone->row;
            m_history.clear();
            std::string label = row.student.listName();
            if (!row.student.classUnit.empty())
                label += ", " + row.student.classUnit;
            m_notice->done(undone->count == 1
                               ? format(runtime(tr("Taken back: {pupil}")), fmt::arg("pupil", label))
                               : format(runtime(trn("Taken back: {n} decision", "Taken back: {n} decisions",
                                                    undone->count)),
                                        fmt::arg("n", undone->count)),
                           false);
            m_loader.clear();
            if (m_tabs->chosen() && m_tabs->chosen() != row.photoStatus)
                m_tabs->choose(row.photoStatus);
            reload(row.student.id);
            dataChangedSoon();
            carryOutNext();
        });
}

void ReviewPanel::failed(const Error& error) {
    m_notice->failed(describe(error));
}

void ReviewPanel::dataChangedSoon() {
    m_telling.StartOnce(kTellMs);
}

} // namespace esek::ui
