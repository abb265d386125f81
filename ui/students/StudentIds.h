#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// Further controls of the view of the pupils; frozen like those of Ids.h, from 6310 on.
enum : int {
    studentsStatus = 6310,
    studentsSaveList = 6311,
    studentsGuardians = 6312,
    guardiansList = 6313,
    guardiansName = 6314,
    guardiansEmail = 6315,
    guardiansRelation = 6316,
    guardiansSave = 6317,
    guardiansRemove = 6318,
    guardiansClose = 6319,
    studentsDataCopy = 6320,
};

} // namespace esek::ui::id
