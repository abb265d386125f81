#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// Further controls of the settings; frozen like those of Ids.h, from 6622 on.
enum : int {
    settingsFee = 6622,
    settingsFeeFrom = 6623,
    settingsFirstEnd = 6624, ///< + place among the types of card
};

} // namespace esek::ui::id
