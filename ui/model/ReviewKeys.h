#pragma once
#include "domain/Photo.h"

namespace esek::ui::model {

/// What the clerk can do in the photo view, by key, button or menu.
enum class Command {
    none,
    accept,
    reject, ///< opens the reasons; for an accepted photo: withdraws the acceptance
    keepCurrent,
    takeNew,
    approveDeletion,
    refuseDeletion,
    undo,
    editCrop,
    confirmHeadwear, ///< what the family says of the covered head becomes an exception of the pupil
    addPhoto,
    saveOriginal,
    next,
    previous,
    nextRow, ///< the grid's row below; in the list the same as next
    previousRow,
    pageDown,
    pageUp,
    first,
    last,
    mark,
    markNext,
    markPrevious,
    markAll,
    clearMarks,
    zoomIn,
    zoomOut,
    zoomFit,
    blink,
    frames, ///< shows and hides what is drawn over the photo
    findText,
};

enum class Key { character, left, right, up, down, pageUp, pageDown, home, end, space, escape, enter, other };

struct KeyPress {
    Key key = Key::other;
    char32_t character = 0; ///< upper case; for Key::character
    bool ctrl = false;
    bool shift = false;
    bool alt = false;
};

/// What can be done with photos of this status. Several at once can only be accepted and rejected.
bool allowed(Command, domain::PhotoStatus, bool several = false);
/// The command of a key while a photo of this status is shown; none when the key has no meaning here.
Command commandFor(const KeyPress&, domain::PhotoStatus, bool several = false);
/// Decides about a photo (and so needs one that was seen).
bool isDecision(Command);
/// Changes the pupil's photo file in any way.
bool changes(Command);

} // namespace esek::ui::model
