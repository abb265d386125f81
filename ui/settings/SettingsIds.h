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
    settingsScaleX = 6685,
    settingsScaleY = 6686,
    settingsMeasure = 6687,
    measureFirstX = 6688,
    measureFirstY = 6689,
    measureSecondX = 6690,
    measureSecondY = 6691,
    measureSave = 6692,
    settingsPlaces = 6693,
    placesTemplate = 6694,
    placesField = 6695,
    placesCard = 6696,
    placesX = 6697,
    placesY = 6698,
    placesWidth = 6699,
    placesHeight = 6640, // the numbers behind 6699 are those of the start
    placesBaseline = 6641,
    placesSize = 6642,
    placesBlank = 6643,
    placesImport = 6644,
    placesExport = 6645,
    placesBundled = 6646,
    placesUndo = 6647,
    placesSave = 6648,
    settingsPrinter = 6649,
};

} // namespace esek::ui::id
