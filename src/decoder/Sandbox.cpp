#include "decoder/Sandbox.h"

#ifdef __linux__
#include <cerrno>
#include <memory>
#include <seccomp.h>
#endif

namespace esek::decoder {

#ifdef __linux__

namespace {

// Of the kernel's interface; their headers belong to the operating system.
constexpr scmp_datum_t kExecutable = 4;      // PROT_EXEC
constexpr scmp_datum_t kThread = 0x00010000; // CLONE_THREAD
constexpr unsigned kProtectionArgument = 2;  // of mmap and mprotect

struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
};

/// What decoding needs, thread pools of the codecs included.
constexpr int kAllowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(readv),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(lseek),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(brk),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),
    SCMP_SYS(sched_yield),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(tgkill),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(prlimit64),
    SCMP_SYS(sysinfo),
    SCMP_SYS(membarrier),
};

/// Asked for by libraries that can do without: they get an error and go on.
constexpr int kRefused[] = {
    SCMP_SYS(openat),   SCMP_SYS(open),       SCMP_SYS(access), SCMP_SYS(faccessat),
    SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(stat),   SCMP_SYS(lstat),
    SCMP_SYS(ioctl),    SCMP_SYS(fcntl),      SCMP_SYS(uname),  SCMP_SYS(sched_setaffinity),
    SCMP_SYS(prctl),
};

} // namespace

bool closeDoors() {
    const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter)
        return false;
    bool good = true;
    for (const int call : kAllowed)
        good = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0 && good;
    for (const int call : kRefused)
        good = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EACCES), call, 0) == 0 && good;
    // Memory, but never code.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        good = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1,
                                SCMP_CMP(kProtectionArgument, SCMP_CMP_MASKED_EQ, kExecutable, 0)) == 0 &&
               good;
    // Threads, but no processes. The newer call hides its flags in memory; without it the C library takes the
    // older one.
    good = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 && good;
    good = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_CMP(0, SCMP_CMP_MASKED_EQ, kThread, kThread)) == 0 &&
           good;
    return good && seccomp_load(filter.get()) == 0;
}

#else

bool closeDoors() {
    return true;
}

#endif

} // namespace esek::decoder
