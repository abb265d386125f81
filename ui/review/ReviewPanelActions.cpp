// What the clerk does: keys, decisions, several at once, taking back.
#include "base/Describe.h"
#include "base/Format.h"
#include "ui/Text.h"
#include "ui/controls/CompareView.h"
#include "ui/controls/CropEditor.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/PhotoFacts.h"
#include "ui/controls/PhotoList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/model/ReviewTexts.h"
#include "ui/review/RejectPane.h"
#include "ui/review/ReviewActions.h"
#include "ui/review/ReviewNotice.h"
#include "ui/review/ReviewPanel.h"
#include "ui/review/ReviewTabs.h"
#include "ui/review/ReviewTime.h"
#include "ui/review/ReviewTrace.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/slider.h>
#include <wx/srchctrl.h>
#include <wx/textctrl.h>
#include <wx/tglbtn.h>

namespace esek::ui {

using domain::PhotoStatus;
using model::Command;

namespace {

constexpr int kTellMs = 700;

model::KeyPress pressOf(const wxKeyEvent& e) {
    model::KeyPress p;
    p.ctrl = e.ControlDown();
    p.shift = e.ShiftDown();
    p.alt = e.AltDown();
    const int code = e.GetKeyCode();
    switch (code) {
    case WXK_LEFT:
        p.key = model::Key::left;
        break;
    case WXK_RIGHT:
        p.key = model::Key::right;
        break;
    case WXK_UP:
        p.key = model::Key::up;
        break;
    case WXK_DOWN:
        p.key = model::Key::down;
        break;
    case WXK_PAGEUP:
        p.key = model::Key::pageUp;
        break;
    case WXK_PAGEDOWN:
        p.key = model::Key::pageDown;
        break;
    case WXK_HOME:
        p.key = model::Key::home;
        break;
    case WXK_END:
        p.key = model::Key::end;
        break;
    case WXK_SPACE:
        p.key = model::Key::space;
        break;
    case WXK_ESCAPE:
        p.key = model::Key::escape;
        break;
    case WXK_NUMPAD_ADD:
        p.key = model::Key::character;
        p.character = U'+';
        break;
    case WXK_NUMPAD_SUBTRACT:
        p.key = model::Key::character;
        p.character = U'-';
        break;
    default:
        if (code > WXK_SPACE && code < WXK_START) {
            p.key = model::Key::character;
            p.character = static_cast<char32_t>(code >= 'a' && code <= 'z' ? code - 'a' + 'A' : code);
        }
    }
    return p;
}

} // namespace

void ReviewPanel::keyPressed(wxKeyEvent& e) {
    wxWindow* focus = FindFocus();
    const auto inside = [&](wxWindow* w) {
        for (wxWindow* at = focus; at; at = at->GetParent()) {
            if (at == w)
                return true;
        }
        return false;
    };
    const int code = e.GetKeyCode();
    if (trace::on()) // the screen's own time of the press, ms: what waited in the queue counts
        trace::mark(format("key {}", e.GetTimestamp()));
    if (m_page == Page::crop) {
        if (!m_crop->keyPressed(e))
            e.Skip();
        return;
    }
    if (m_reject->IsShown() && inside(m_reject)) { // it hears its own keys first
        e.Skip();
        return;
    }
    if (inside(m_text)) {
        if (code == WXK_ESCAPE || code == WXK_RETURN || code == WXK_DOWN)
            m_list->SetFocus();
        else
            e.Skip();
        return;
    }
    const bool onPhotos = focus == nullptr || inside(m_list) || focus == m_canvas ||
                          dynamic_cast<wxPanel*>(focus) ||
                          (inside(m_compare) && !dynamic_cast<wxControl*>(focus));
    model::KeyPress press = pressOf(e);
    // On a button or a list of choices the keys that move and press belong to it; letters still decide.
    if (!onPhotos && press.key != model::Key::character) {
        e.Skip();
        return;
    }
    if (inside(m_class) && !press.ctrl) {
        e.Skip();
        return;
    }
    PhotoStatus status = PhotoStatus::none;
    if (m_shown)
        status = m_shown->file.status();
    else if (const model::Row* r = m_queue.currentRow())
        status = r->status;
    const Command c = model::commandFor(press, status, m_queue.several());
    if (c == Command::none) {
        e.Skip();
        return;
    }
    run(c, true);
}

void ReviewPanel::keyReleased(wxKeyEvent& e) {
    if (e.GetKeyCode() == 'B' || e.GetKeyCode() == 'b')
        m_compare->holdBlink(false);
    e.Skip();
}

void ReviewPanel::moved(bool another) {
    if (!another) {
        markedChanged();
        return;
    }
    if (trace::on())
        trace::mark(format("move {}", m_queue.current().value_or(0)));
    if (m_reject->IsShown())
        closeReasons();
    m_list->currentChanged();
    showCurrent();
    markedChanged();
}

void ReviewPanel::run(Command c, bool byKey) {
    const int columns = m_list->columns();
    const int page = m_list->rowsPerPage() * columns;
    switch (c) {
    case Command::next:
        moved(m_queue.moveBy(1));
        break;
    case Command::previous:
        moved(m_queue.moveBy(-1));
        break;
    case Command::nextRow:
        moved(m_queue.moveBy(columns));
        break;
    case Command::previousRow:
        moved(m_queue.moveBy(-columns));
        break;
    case Command::pageDown:
        moved(m_queue.moveBy(page));
        break;
    case Command::pageUp:
        moved(m_queue.moveBy(-page));
        break;
    case Command::first:
        moved(m_queue.moveTo(0));
        break;
    case Command::last:
        moved(!m_queue.empty() && m_queue.moveTo(m_queue.size() - 1));
        break;
    case Command::mark:
        if (const auto i = m_queue.current())
            m_queue.toggleMark(*i);
        markedChanged();
        break;
    case Command::markNext:
    case Command::markPrevious:
        if (const auto i = m_queue.current()) {
            const std::size_t to = c == Command::markNext ? *i + 1 : *i == 0 ? 0 : *i - 1;
            m_queue.markTo(std::min(to, m_queue.size() - 1));
            moved(true);
        }
        break;
    case Command::markAll:
        m_queue.markAll();
        markedChanged();
        break;
    case Command::clearMarks:
        m_queue.clearMarks();
        markedChanged();
        break;
    case Command::zoomIn:
    case Command::zoomOut: {
        const double by = c == Command::zoomIn ? model::Viewport::kStep : 1 / model::Viewport::kStep;
        m_page == Page::compare ? m_compare->zoom(by) : m_canvas->zoom(by);
        break;
    }
    case Command::zoomFit:
        m_page == Page::compare ? m_compare->fit() : m_canvas->fit();
        break;
    case Command::blink:
        m_compare->holdBlink(true);
        break;
    case Command::findText:
        m_text->SetFocus();
        m_text->SelectAll();
        break;
    case Command::undo:
        undo();
        break;
    case Command::editCrop:
        editCrop();
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

void ReviewPanel::decide(Command c, bool byKey) {
    const model::Row* row = m_queue.currentRow();
    if (!row || !m_shown || !model::allowed(c, m_shown->file.status()))
        return;
    // A photo that cannot be shown can be rejected and deleted, never accepted or chosen.
    const bool blind = !m_shown->main && c != Command::accept && c != Command::takeNew && m_shown->photo();
    std::optional<model::ReviewGate::Seen> seen =
        byKey ? m_gate.byKey(steadyNow()) : m_gate.byClick(steadyNow());
    if (!seen && blind)
        seen = {m_shown->file.student, m_shown->file.version};
    if (!seen || seen->student != row->student)
        return;
    model::ReviewDecision d{c, *seen, {}, {}, model::nameAndClass(*row)};
    switch (c) {
    case Command::reject:
    case Command::refuseDeletion:
        m_open = std::move(d);
        openReasons(c, 0);
        break;
    case Command::approveDeletion:
        if (m_context.dialogs.confirm(
                this, tr("Delete the photo"),
                format(runtime(tr(
                           "The photo of {pupil} will be erased from this computer and everywhere else. This "
                           "cannot be taken back.")),
                       fmt::arg("pupil", d.label)),
                tr("Delete the photo")))
            push(std::move(d));
        else
            m_gate.painted(*seen, steadyNow() - model::ReviewGate::kLook);
        break;
    default:
        push(std::move(d));
    }
}

void ReviewPanel::decideSeveral(Command c) {
    if (c != Command::accept && c != Command::reject)
        return;
    auto students = m_queue.targets();
    if (c == Command::reject) {
        m_openSeveral = std::move(students);
        openReasons(c, m_openSeveral.size());
        return;
    }
    const std::size_t n = students.size();
    if (m_context.dialogs.confirm(
            this, tr("Accept several photos"),
            format(runtime(trn("Accept {n} photo without looking at each of them?",
                               "Accept {n} photos without looking at each of them?", n)),
                   fmt::arg("n", n)),
            format(runtime(trn("Accept {n} photo", "Accept {n} photos", n)), fmt::arg("n", n))))
        bulk(c, std::move(students), {}, {});
}

void ReviewPanel::openReasons(Command c, std::size_t several) {
    RejectPane::Words words;
    std::vector<domain::RejectionReason> preset;
    const std::string label = m_open ? m_open->label : std::string();
    if (several > 0) {
        words.title =
            format(runtime(trn("Reject {n} photo", "Reject {n} photos", several)), fmt::arg("n", several));
        words.send = words.title;
    } else if (c == Command::refuseDeletion) {
        words.title = format(runtime(tr("Refuse the deletion: {pupil}")), fmt::arg("pupil", label));
        words.send = tr("Refuse the deletion");
        words.withReasons = false;
    } else if (m_shown && m_shown->file.status() == PhotoStatus::accepted) {
        words.title = format(runtime(tr("Withdraw the acceptance: {pupil}")), fmt::arg("pupil", label));
        words.send = tr("Withdraw the acceptance");
    } else {
        words.title = format(runtime(tr("Reject the photo: {pupil}")), fmt::arg("pupil", label));
        words.send = tr("Reject the photo");
    }
    if (several == 0 && words.withReasons && m_shown && m_shown->photo()) {
        if (const app::PhotoAdvice* advice = m_advice.find(m_shown->file.student, m_shown->photo()->blob))
            preset = advice->reasons;
    }
    m_facts->Hide();
    m_actions->Hide(); // the pane has its own buttons and needs the height
    m_reject->Show();
    m_reject->GetParent()->Layout();
    m_reject->open(words, preset);
    m_reject->focusFirst();
}

void ReviewPanel::closeReasons() {
    if (!m_reject->IsShown())
        return;
    m_reject->Hide();
    m_facts->Show();
    m_actions->Show();
    m_facts->GetParent()->Layout();
    if (m_open) // not decided after all: the picture is still there to be decided about
        m_gate.painted(m_open->seen, steadyNow() - model::ReviewGate::kLook);
    m_open.reset();
    m_openSeveral.clear();
    m_list->SetFocus();
}

void ReviewPanel::push(model::ReviewDecision d) {
    const domain::StudentId student = d.seen.student;
    m_history.erase(student);
    m_decisions.push_back(std::move(d));
    // The next photo comes at once; the decision is written meanwhile.
    if (m_tabs->chosen()) {
        m_queue.remove(std::array{student});
        m_list->rowsChanged();
        showCurrent();
    } else if (m_queue.moveBy(1)) {
        m_list->currentChanged();
        showCurrent();
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
    readCounts();
    dataChangedSoon();
}

void ReviewPanel::bulk(Command c, std::vector<domain::StudentId> students,
                       std::vector<domain::RejectionReason> reasons, std::string note) {
    m_deciding = true;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, c, students = std::move(students), reasons = std::move(reasons),
         note = std::move(note)] {
            app::ReviewService review(office);
            return c == Command::accept ? review.acceptAll(students)
                                        : review.rejectAll(students, reasons, note);
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
                    m_notice->done(text, false);
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
        [&office = m_context.office] {
            auto student = app::ReviewService(office).undo();
            return student ? office.replica().student(*student)
                           : Result<storage::StudentRow>(student.error());
        },
        [this](Result<storage::StudentRow> row) {
            m_deciding = false;
            if (!row) {
                failed(row.error());
                return;
            }
            m_history.erase(row->student.id);
            std::string label = row->student.listName();
            if (!row->student.classUnit.empty())
                label += ", " + row->student.classUnit;
            m_notice->done(format(runtime(tr("Taken back: {pupil}")), fmt::arg("pupil", label)), false);
            m_loader.clear();
            if (m_tabs->chosen() && m_tabs->chosen() != row->photoStatus)
                m_tabs->choose(row->photoStatus);
            reload(row->student.id);
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
