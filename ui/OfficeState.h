#pragma once
#include "base/Clock.h"
#include "base/Result.h"
#include "ui/FirstSteps.h"

#include <optional>
#include <string>

namespace esek::app {
class Office;
}

namespace esek::ui {

/// What the frame around the views shows of the school.
struct OfficeState {
    std::string school;
    int waiting = 0; ///< photos that wait for a decision
    bool canUndo = false;
    FirstSteps::State steps;
    bool backupDue = false;
    std::optional<Timestamp> lastBackup; ///< on this computer
};
/// On a worker.
Result<OfficeState> readOfficeState(app::Office&);

} // namespace esek::ui
