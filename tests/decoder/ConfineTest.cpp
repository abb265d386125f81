// Behind the doors: each step out of them is tried by a process of its own.
#include "base/platform/Confine.h"
#include "decoder/Sandbox.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace esek;
using namespace std::chrono_literals;

namespace {

struct End {
    int exitCode = -1;
    int signal = 0;
};

/// What becomes of a process that does this.
End endOf(const std::function<int()>& act) {
    std::fflush(nullptr);
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        for (const int s : {SIGSYS, SIGSEGV, SIGABRT, SIGALRM, SIGXCPU, SIGTERM})
            std::signal(s, SIG_DFL);
        ::_exit(act());
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

End behindDoors(const std::function<int()>& act) {
    return endOf([&] { return decoder::closeDoors() ? act() : 99; });
}

} // namespace

#ifdef __linux__

TEST_CASE("behind the doors a process computes, has memory and threads, and ends") {
    const End end = behindDoors([] {
        int sum = 0;
        std::thread([&] { sum = 7; }).join();
        const auto memory = std::make_unique<char[]>(16 << 20);
        memory[1000] = 1;
        return sum;
    });
    CHECK(end.exitCode == 7);
}

TEST_CASE("behind the doors there are no files") {
    CHECK(behindDoors([] {
              return ::open("/etc/passwd", O_RDONLY) >= 0 ? 1 : errno == EACCES ? 0 : 2;
          }).exitCode == 0);
    CHECK(behindDoors([] { return ::unlink("/tmp/nothing-of-ours"); }).signal == SIGSYS);
}

TEST_CASE("behind the doors there is no network, no other process and no new code") {
    CHECK(behindDoors([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 1 : 0; }).signal == SIGSYS);
    CHECK(behindDoors([] { return ::fork() >= 0 ? 1 : 0; }).signal == SIGSYS);
    CHECK(behindDoors([] { return ::execl("/bin/true", "true", nullptr); }).signal == SIGSYS);
    CHECK(behindDoors([] { return ::kill(::getppid(), 0); }).signal == SIGSYS);
    CHECK(behindDoors([] {
              return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                            -1, 0) != MAP_FAILED
                         ? 1
                         : 0;
          }).signal == SIGSYS);
}

#endif

TEST_CASE("a confined process has an end to its memory, time and files") {
    const platform::ProcessBounds bounds{64 << 20, 1s, 2s};
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    CHECK(endOf([&] {
              if (!platform::confineThisProcess(bounds))
                  return 99;
              return ::mmap(nullptr, 512 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                             MAP_FAILED
                         ? 0
                         : 1;
          }).exitCode == 0);
#endif
    CHECK(endOf([&] {
              if (!platform::confineThisProcess(bounds))
                  return 99;
              return ::open("/dev/null", O_RDONLY) >= 0 ? 1 : errno == EMFILE ? 0 : 2;
          }).exitCode == 0);
    const End busy = endOf([&] {
        static_cast<void>(platform::confineThisProcess(bounds));
        for (std::atomic<unsigned> i{0};;)
            ++i;
        return 1;
    });
    CHECK(busy.signal != 0);
    const End idle = endOf([&] {
        static_cast<void>(platform::confineThisProcess(bounds));
        ::pause();
        return 1;
    });
    CHECK(idle.signal == SIGALRM);
}
