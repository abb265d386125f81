#ifndef _WIN32
#include "base/platform/Stop.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <csignal>

namespace esek::platform {

namespace {
std::atomic<bool> g_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);
} // namespace

void catchStopRequests() {
    struct sigaction action {};
    action.sa_handler = [](int) { g_stop = true; };
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, nullptr);
}

bool stopRequested() {
    return g_stop;
}

void requestStop() {
    g_stop = true;
}

std::size_t raiseOpenFileLimit(std::size_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 256;
    const rlim_t aim = std::min<rlim_t>(wanted, limit.rlim_max);
    if (limit.rlim_cur < aim) {
        const rlim_t before = limit.rlim_cur;
        limit.rlim_cur = aim;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
            limit.rlim_cur = before;
    }
    return static_cast<std::size_t>(std::min<rlim_t>(limit.rlim_cur, 1u << 20));
}

} // namespace esek::platform
#endif
