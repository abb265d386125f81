#include "ui/model/QueueMoves.h"

#include <algorithm>

namespace esek::ui::model {

namespace {

Moved moved(bool another) {
    return another ? Moved::another : Moved::stayed;
}

Moved markTo(QueueModel& queue, Command c) {
    const auto at = queue.current();
    if (!at)
        return Moved::stayed;
    const std::size_t to = c == Command::markNext ? *at + 1 : *at == 0 ? 0 : *at - 1;
    queue.markTo(std::min(to, queue.size() - 1));
    return Moved::another;
}

} // namespace

Moved move(QueueModel& queue, Command c, int columns, int rowsPerPage) {
    const int page = rowsPerPage * columns;
    switch (c) {
    case Command::next:
        return moved(queue.moveBy(1));
    case Command::previous:
        return moved(queue.moveBy(-1));
    case Command::nextRow:
        return moved(queue.moveBy(columns));
    case Command::previousRow:
        return moved(queue.moveBy(-columns));
    case Command::pageDown:
        return moved(queue.moveBy(page));
    case Command::pageUp:
        return moved(queue.moveBy(-page));
    case Command::first:
        return moved(queue.moveTo(0));
    case Command::last:
        return moved(!queue.empty() && queue.moveTo(queue.size() - 1));
    case Command::mark:
        if (const auto i = queue.current())
            queue.toggleMark(*i);
        return Moved::marked;
    case Command::markNext:
    case Command::markPrevious:
        return markTo(queue, c);
    case Command::markAll:
        queue.markAll();
        return Moved::marked;
    case Command::clearMarks:
        queue.clearMarks();
        return Moved::marked;
    default:
        return Moved::notAMove;
    }
}

} // namespace esek::ui::model
