#pragma once
#include "ui/Ids.h"

/// Controls of the photo view. Frozen like those in ui/Ids.h: add at the end, never renumber.
namespace esek::ui::id {
enum : int {
    reviewList = reviewFirst,
    reviewText,
    reviewClass,
    reviewGrid,
    reviewPicture,
    reviewCompare,
    reviewAccept,
    reviewReject,
    reviewKeep,
    reviewTakeNew,
    reviewDelete,
    reviewRefuseDelete,
    reviewCrop,
    reviewUndo,
    reviewMore,
    reviewAddPhoto,
    reviewSaveOriginal,
    reviewAllowPrinting,
    reviewSwipe,
    reviewBlink,
    reviewZoomIn,
    reviewZoomOut,
    reviewZoomFit,
    rejectReasons,
    rejectNote,
    rejectSend,
    rejectCancel,
    cropPicture,
    cropFine,
    cropLeft,
    cropRight,
    cropReset,
    cropSave,
    cropCancel,
    reviewAlign,
    rejectMessage,
    reviewFindings,
    reviewHeadwear,
    reviewTabFirst = reviewFirst + 100, ///< + place of the tab
};
} // namespace esek::ui::id
