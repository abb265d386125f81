// Carries out a command: moving, marking, looking; decisions are handed on.
#include "base/Format.h"
#include "ui/Preferences.h"
#include "ui/controls/CompareView.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/PhotoList.h"
#include "ui/review/RejectPane.h"
#include "ui/review/ReviewFilters.h"
#include "ui/review/ReviewPanel.h"
#include "ui/review/ReviewTrace.h"
#include "ui/sync/SyncCenter.h"

#include <algorithm>

namespace esek::ui {

using model::Command;

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
    if (model::changes(c) && !m_context.sync.mayChange()) {
        failed(Error{ErrorCode::roleNotAllowed, "this computer only reads", {}});
        return;
    }
    if (m_reject->changed()) { // a note that was typed is asked about before another photo comes
        free([this, c, byKey] {
            closeReasons();
            run(c, byKey);
        });
        return;
    }
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
    case Command::clearMarks: // Escape takes back one thing after the other: the marks, then the search
        if (m_queue.markedCount() == 0)
            m_filters->clearSearch();
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
        m_blinkKey.begin('B');
        break;
    case Command::frames:
        m_canvas->showFrames(!m_canvas->framesShown());
        m_context.preferences.set("review.frames", m_canvas->framesShown());
        break;
    case Command::findText:
        m_filters->focusSearch();
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

} // namespace esek::ui
