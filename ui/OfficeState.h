#pragma once
#include "base/Result.h"
#include "ui/FirstSteps.h"

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
};
/// On a worker.
Result<OfficeState> readOfficeState(app::Office&);

} // namespace esek::ui
