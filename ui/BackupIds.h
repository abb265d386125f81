#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// Controls and commands around backups; frozen like those of Ids.h, from 6060 on.
enum : int {
    schoolBackup = 6060,    ///< in the menu
    backupLater = 6061,     ///< the reminder goes until the next start
    backupRemind = 6062,    ///< the number of days in the settings
    backupStripMake = 6063, ///< buttons of the reminder
    backupStripLater = 6064,
    passwordText = 6065, ///< fields of the question for a password
    passwordAgain = 6066,
};

} // namespace esek::ui::id
