#include "ui/review/ReviewTrace.h"

#include <chrono>
#include <cstdlib>
#include <fstream>

namespace esek::ui::trace {

namespace {

std::ofstream& file() {
    static std::ofstream out = [] {
        const char* name = std::getenv("ESEKRETARIAT_TRACE");
        return name && *name ? std::ofstream(name, std::ios::app) : std::ofstream();
    }();
    return out;
}

} // namespace

bool on() {
    static const bool open = file().is_open();
    return open;
}

void mark(std::string_view what) {
    if (!on())
        return;
    // A duration for measurements, not a date: the one Clock keeps the time of the data.
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    file() << std::chrono::duration_cast<std::chrono::microseconds>(now).count() << ' ' << what << std::endl;
}

} // namespace esek::ui::trace
