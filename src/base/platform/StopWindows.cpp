#ifdef _WIN32
#include "base/platform/Stop.h"

#include <windows.h>

#include <atomic>

namespace esek::platform {

namespace {
std::atomic<bool> g_stop{false};
BOOL WINAPI onControl(DWORD) {
    g_stop = true;
    return TRUE;
}
} // namespace

void catchStopRequests() {
    SetConsoleCtrlHandler(onControl, TRUE);
}

bool stopRequested() {
    return g_stop;
}

void requestStop() {
    g_stop = true;
}

std::size_t raiseOpenFileLimit(std::size_t wanted) {
    return wanted; // handles are limited by memory only
}

} // namespace esek::platform
#endif
