#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// Further controls of the view of the pupils; frozen like those of Ids.h, from 6310 on.
enum : int {
    studentsStatus = 6310,
    studentsSaveList = 6311,
};

} // namespace esek::ui::id
