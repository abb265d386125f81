#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// The window of the scanner; frozen like those of Ids.h, from 6416 on.
enum : int {
    scanScanner = 6416,
    scanLook = 6417,
    scanDpi = 6418,
    scanSettings = 6419,
    scanSheet = 6420,
    scanStop = 6421,
    scanStart = 6422,
    scanHand = 6423,
    scanPhotos = 6424, ///< in the menu
    scanOpen = 6425,   ///< in the import of photos
};

} // namespace esek::ui::id
