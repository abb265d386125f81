#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// Further controls of the settings; frozen like those of Ids.h, from 6622 on.
enum : int {
    settingsFee = 6622,
    settingsFeeFrom = 6623,
    settingsFirstEnd = 6624, ///< + place among the types of card
    settingsRejectedDays = 6650,
    settingsLeaverDays = 6651,
    settingsRetention = 6652, ///< shows what the rules would erase
    retentionList = 6653,
    retentionErase = 6654,
};

} // namespace esek::ui::id
