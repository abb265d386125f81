#include "ui/model/ReviewKeys.h"

namespace esek::ui::model {

using domain::PhotoStatus;

bool isDecision(Command c) {
    switch (c) {
    case Command::accept:
    case Command::reject:
    case Command::keepCurrent:
    case Command::takeNew:
    case Command::approveDeletion:
    case Command::refuseDeletion:
        return true;
    default:
        return false;
    }
}

bool changes(Command c) {
    return isDecision(c) || c == Command::undo || c == Command::editCrop || c == Command::addPhoto ||
           c == Command::confirmHeadwear;
}

bool allowed(Command c, PhotoStatus status, bool several) {
    switch (c) {
    case Command::accept:
        return status == PhotoStatus::pending;
    case Command::reject:
        return status == PhotoStatus::pending || (status == PhotoStatus::accepted && !several);
    case Command::keepCurrent:
    case Command::takeNew:
    case Command::blink:
        return status == PhotoStatus::changeRequested && !several;
    case Command::approveDeletion:
    case Command::refuseDeletion:
        return status == PhotoStatus::deletionRequested && !several;
    case Command::editCrop:
        return !several && (status == PhotoStatus::pending || status == PhotoStatus::accepted ||
                            status == PhotoStatus::changeRequested);
    case Command::saveOriginal:
    case Command::confirmHeadwear: // where the family says so, which the status does not tell
        return !several && status != PhotoStatus::none;
    case Command::addPhoto: // a family's request is decided first (domain/README.md, Statuses)
        return !several && status != PhotoStatus::deletionRequested;
    default:
        return true;
    }
}

namespace {

Command letter(char32_t c, PhotoStatus status) {
    switch (c) {
    case U'A':
        return Command::accept;
    case U'O': // "Odrzuć", for a deletion "Odmów"
        return status == PhotoStatus::deletionRequested ? Command::refuseDeletion : Command::reject;
    case U'Z':
        return Command::keepCurrent;
    case U'N':
        return Command::takeNew;
    case U'U':
        return Command::approveDeletion;
    case U'K':
        return Command::editCrop;
    case U'G': // "nakrycie Głowy"
        return Command::confirmHeadwear;
    case U'B':
        return Command::blink;
    case U'R':
        return Command::frames;
    case U'+':
    case U'=':
        return Command::zoomIn;
    case U'-':
        return Command::zoomOut;
    case U'0':
        return Command::zoomFit;
    case U'/':
        return Command::findText;
    default:
        return Command::none;
    }
}

Command move(const KeyPress& press) {
    switch (press.key) {
    case Key::left:
        return Command::previous;
    case Key::right:
        return Command::next;
    case Key::up:
        return press.shift ? Command::markPrevious : Command::previousRow;
    case Key::down:
        return press.shift ? Command::markNext : Command::nextRow;
    case Key::pageUp:
        return Command::pageUp;
    case Key::pageDown:
        return Command::pageDown;
    case Key::home:
        return Command::first;
    case Key::end:
        return Command::last;
    case Key::space:
        return Command::mark;
    case Key::escape:
        return Command::clearMarks;
    default:
        return Command::none;
    }
}

} // namespace

Command commandFor(const KeyPress& press, PhotoStatus status, bool several) {
    if (press.alt)
        return Command::none;
    if (press.key != Key::character) // Ctrl moves and marks as without it: marks stay in both cases
        return press.ctrl && press.key == Key::escape ? Command::none : move(press);
    if (press.ctrl) {
        switch (press.character) {
        case U'Z':
            return Command::undo;
        case U'A':
            return Command::markAll;
        case U'F':
            return Command::findText;
        case U'+':
        case U'=':
            return Command::zoomIn;
        case U'-':
            return Command::zoomOut;
        case U'0':
            return Command::zoomFit;
        default:
            return Command::none;
        }
    }
    const Command c = letter(press.character, status);
    return allowed(c, status, several) ? c : Command::none;
}

} // namespace esek::ui::model
