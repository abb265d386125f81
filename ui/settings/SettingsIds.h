#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// Further controls of the settings; frozen like those of Ids.h, from 6622 on.
enum : int {
    settingsFee = 6622,
    settingsFeeFrom = 6623,
    settingsFirstEnd = 6624, ///< + place among the types of card
    settingsRejectedDays = 6680,
    settingsLeaverDays = 6681,
    settingsRetention = 6682, ///< shows what the rules would erase
    retentionList = 6683,
    retentionErase = 6684,
};

} // namespace esek::ui::id
