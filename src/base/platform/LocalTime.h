#pragma once
#include "base/Clock.h"

namespace esek::platform {
struct LocalTime {
    Date date;
    int hour = 0;
    int minute = 0;
    int second = 0;
};
/// Thread-safe.
LocalTime toLocal(Timestamp);
} // namespace esek::platform
