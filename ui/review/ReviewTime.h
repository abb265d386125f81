#pragma once
#include "ui/model/ReviewGate.h"

namespace esek::ui {
/// Between two presses of a key; a duration, not a date, so the one Clock has no part in it.
inline model::ReviewGate::Millis steadyNow() {
    return std::chrono::duration_cast<model::ReviewGate::Millis>(
        std::chrono::steady_clock::now().time_since_epoch());
}
} // namespace esek::ui
