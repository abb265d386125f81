#include "Victim.h"

#include <condition_variable>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace esek::test {

namespace {

[[noreturn]] void becomeVictim(const std::vector<std::string>& command, int output,
                               std::uint64_t fileSizeLimit) {
    ::dup2(output, STDOUT_FILENO);
    if (fileSizeLimit > 0) {
        std::signal(SIGXFSZ, SIG_IGN); // write() then fails with EFBIG
        const rlimit limit{fileSizeLimit, fileSizeLimit};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    std::vector<char*> args;
    for (const std::string& part : command)
        args.push_back(const_cast<char*>(part.c_str())); // NOLINT: execv takes char* for history's sake
    args.push_back(nullptr);
    ::execv(args[0], args.data());
    ::_exit(127);
}

} // namespace

VictimEnd runAndKill(const std::vector<std::string>& command, std::chrono::microseconds life,
                     std::uint64_t fileSizeLimit) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        throw std::runtime_error("pipe");
    const pid_t child = ::fork();
    if (child < 0)
        throw std::runtime_error("fork");
    if (child == 0)
        becomeVictim(command, ends[1], fileSizeLimit);
    ::close(ends[1]);
    std::mutex mutex;
    std::condition_variable ended;
    bool silent = false; // its end of the pipe is closed
    std::thread killer([&] {
        std::unique_lock lock(mutex);
        ended.wait_for(lock, life, [&] { return silent; });
        if (!silent)
            ::kill(child, SIGKILL); // it is not reaped yet, so the id is still its own
    });
    VictimEnd end;
    char buffer[4096];
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        end.output.append(buffer, static_cast<std::size_t>(n));
    ::close(ends[0]);
    {
        const std::lock_guard lock(mutex);
        silent = true;
    }
    ended.notify_one();
    killer.join();
    int status = 0;
    ::waitpid(child, &status, 0);
    end.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    end.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return end;
}

std::vector<std::string> completeLines(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t from = 0;
    for (std::size_t to = 0; (to = text.find('\n', from)) != std::string::npos; from = to + 1)
        lines.push_back(text.substr(from, to - from));
    return lines;
}

} // namespace esek::test
