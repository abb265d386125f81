#ifndef _WIN32
#include "base/platform/Child.h"
#include "base/platform/Paths.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace esek::platform {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

constexpr long long kAskMs = 100; ///< between two questions whether the child is to be stopped

class Descriptor {
  public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }
    void close() {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1;
    }

  private:
    int m_fd;
};

/// The child's actions and attributes before it becomes the program.
class SpawnSettings {
  public:
    explicit SpawnSettings(int channel) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, channel, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, channel, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        // What this program blocks or ignores is no affair of the child's.
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

/// Killed and waited for, however this function is left.
class Process {
  public:
    explicit Process(pid_t pid) : m_pid(pid) {}
    ~Process() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            wait();
        }
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    int wait() {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
        return status;
    }

  private:
    pid_t m_pid;
};

/// Both directions at once: a child that answers before it has read everything must not block both sides.
/// Nothing when the child closed its side.
std::optional<ChildOutcome::End> exchange(int channel, std::span<const std::uint8_t> input,
                                          const ChildLimits& limits, std::vector<std::uint8_t>& output) {
    const auto deadline = Clock::now() + limits.time;
    std::array<std::uint8_t, 65536> piece{};
    bool sending = true;
    for (;;) {
        if (sending && input.empty()) {
            ::shutdown(channel, SHUT_WR);
            sending = false;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0)
            return ChildOutcome::End::outOfTime;
        if (limits.stopped && limits.stopped())
            return ChildOutcome::End::stopped;
        pollfd wait{channel, static_cast<short>(sending ? POLLIN | POLLOUT : POLLIN), 0};
        const long long most = limits.stopped ? kAskMs : 1000;
        if (::poll(&wait, 1, static_cast<int>(std::min<long long>(left, most))) <= 0)
            continue;
        if ((wait.revents & POLLOUT) != 0 && sending) {
            const ssize_t n = ::send(channel, input.data(), input.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n > 0)
                input = input.subspan(static_cast<std::size_t>(n));
            else if (errno != EAGAIN && errno != EINTR)
                input = {}; // it reads no more; what it has to say is read below
        }
        if ((wait.revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
            const ssize_t n = ::recv(channel, piece.data(), piece.size(), MSG_DONTWAIT);
            if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
                return std::nullopt;
            if (n < 0)
                continue;
            if (output.size() + static_cast<std::size_t>(n) > limits.outputBytes)
                return ChildOutcome::End::tooMuchOutput;
            output.insert(output.end(), piece.begin(), piece.begin() + n);
        }
    }
}

} // namespace

Result<ChildOutcome> runChild(const fs::path& program, const std::vector<std::string>& arguments,
                              std::span<const std::uint8_t> input, const ChildLimits& limits) {
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return Error{ErrorCode::internal, std::string("socketpair: ") + std::strerror(errno), {}};
    Descriptor mine(pair[0]);
    Descriptor childs(pair[1]);
    std::string name = program.string();
    std::vector<std::string> words = arguments;
    std::vector<char*> argv{name.data()};
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::vector<std::string> variables;
    for (const std::string& variable : limits.variables)
        if (const char* value = std::getenv(variable.c_str()))
            variables.push_back(variable + "=" + value);
    std::vector<char*> environment;
    for (std::string& variable : variables)
        environment.push_back(variable.data());
    environment.push_back(nullptr);
    pid_t pid = 0;
    const SpawnSettings settings(childs.get());
    const int code = ::posix_spawn(&pid, name.c_str(), &settings.actions, &settings.attributes, argv.data(),
                                   environment.data());
    if (code != 0)
        return Error{code == ENOENT || code == EACCES ? ErrorCode::programMissing : ErrorCode::internal,
                     std::string("posix_spawn: ") + std::strerror(code),
                     {{"program", program.filename().string()}}};
    Process process(pid);
    childs.close();
    ChildOutcome outcome;
    if (const auto end = exchange(mine.get(), input, limits, outcome.output)) {
        outcome.end = *end;
        return outcome; // the destructor ends it
    }
    const int status = process.wait();
    if (WIFEXITED(status))
        outcome.exitCode = WEXITSTATUS(status);
    else
        outcome.end = ChildOutcome::End::killed;
    return outcome;
}

fs::path ownProgram(const std::string& name) {
    const auto here = executableDir();
    std::error_code ec;
    for (const auto& folder : {here, here.parent_path() / "lib/esekretariat"})
        if (fs::exists(folder / name, ec))
            return folder / name;
    return {};
}

} // namespace esek::platform
#endif
