#pragma once
#include "app/Office.h"

namespace esek::app {

/// Takes the rights of other users of this computer away from the office's folder: an older version, a copy
/// or a person may have left it open. Once after opening. Error: folderOpenToOthers when that cannot be
/// changed; the work goes on, and the person is told.
Result<void> closeToOthers(const Office&);

} // namespace esek::app
