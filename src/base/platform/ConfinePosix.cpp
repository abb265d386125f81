#ifndef _WIN32
#include "base/platform/Confine.h"

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace esek::platform {

namespace {

bool limit(__rlimit_resource_t what, rlim_t value) {
    const rlimit both{value, value};
    return ::setrlimit(what, &both) == 0;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true; // sanitizers reserve terabytes of addresses
#else
constexpr bool kSanitized = false;
#endif

/// Address space in use.
std::uint64_t addressSpace() {
    std::ifstream in("/proc/self/statm");
    std::uint64_t pages = 0;
    in >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace

bool confineThisProcess(const ProcessBounds& bounds) {
    bool good = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
                limit(RLIMIT_CPU, static_cast<rlim_t>(bounds.processorTime.count()));
    if constexpr (!kSanitized)
        good = limit(RLIMIT_AS, addressSpace() + bounds.memoryBytes) && good;
    // Not RLIMIT_NPROC: it counts the threads of everything that the user runs. The filter of system calls
    // lets no process be made.
    good = limit(RLIMIT_NOFILE, STDERR_FILENO + 1) && good;
    std::signal(SIGALRM, SIG_DFL);
    ::alarm(static_cast<unsigned>(bounds.time.count()));
#ifdef __linux__
    good = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && good;
    good = ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && good;
    good = ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && good;
#endif
    return good;
}

} // namespace esek::platform
#endif
