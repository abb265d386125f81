#pragma once
#include <sys/types.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace esek::test {

/// A program that runs beside the test; killed at the end when it still does.
class Process {
  public:
    explicit Process(const std::vector<std::string>& args) {
        int pipes[2];
        if (pipe(pipes) != 0)
            throw std::runtime_error("pipe");
        m_pid = fork();
        if (m_pid == 0) {
            dup2(pipes[1], STDOUT_FILENO);
            ::close(pipes[0]);
            ::close(pipes[1]);
            std::vector<char*> argv;
            for (const std::string& a : args)
                argv.push_back(const_cast<char*>(a.c_str()));
            argv.push_back(nullptr);
            execv(argv[0], argv.data());
            _exit(127);
        }
        ::close(pipes[1]);
        m_out = fdopen(pipes[0], "r");
    }
    ~Process() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            static_cast<void>(wait());
        }
        std::fclose(m_out);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// One line of its standard output; empty at the end.
    std::string line() {
        char text[1024];
        if (!std::fgets(text, sizeof text, m_out))
            return {};
        std::string s(text);
        while (!s.empty() && s.back() == '\n')
            s.pop_back();
        return s;
    }
    std::string rest() {
        std::string all;
        for (std::string l = line(); !l.empty(); l = line())
            all += l + "\n";
        return all;
    }
    void signal(int number) { ::kill(m_pid, number); }
    int wait() {
        int status = 0;
        waitpid(m_pid, &status, 0);
        m_pid = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    pid_t pid() const { return m_pid; }
    /// Resident memory, bytes.
    std::size_t memory() const {
        std::ifstream in("/proc/" + std::to_string(m_pid) + "/statm");
        std::size_t size = 0;
        std::size_t resident = 0;
        in >> size >> resident;
        return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    }

  private:
    pid_t m_pid = -1;
    std::FILE* m_out = nullptr;
};

/// Runs to its end; standard output.
inline std::string output(const std::vector<std::string>& args, int* exitCode = nullptr) {
    Process p(args);
    std::string text = p.rest();
    const int code = p.wait();
    if (exitCode)
        *exitCode = code;
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

} // namespace esek::test
