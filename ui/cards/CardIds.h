#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// Further commands of the view of the cards; frozen like those of Ids.h, from 6548 on.
enum : int {
    batchHandover = 6548,
    batchHandoverSelected = 6549,
};

} // namespace esek::ui::id
