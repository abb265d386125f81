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
    studentsDataCopy = 6339,
    studentsYear = 6340,
    yearText = 6341,
    yearMake = 6342,
    yearUndo = 6343,
    studentsStory = 6344,
    storyList = 6345,
    storySave = 6346,
    photoAges = 6347, ///< in the menu and in the window of the new school year
    agesList = 6348,
    agesClass = 6349,
    agesYears = 6350,
    agesNote = 6351,
    agesAsk = 6352,
    yearAges = 6353,
    studentsLogins = 6354,
    loginsWhose = 6355,
    loginsWho = 6356,
    loginsOnlyMissing = 6357,
    loginsMake = 6358,
    loginsRetry = 6359,
    yearStepFirst = 12000, ///< + place of the class
    yearNextFirst = 13000, ///< + place of the class
};

} // namespace esek::ui::id
