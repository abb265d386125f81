#ifdef _WIN32
#include "base/platform/Child.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>
#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace esek::platform {

namespace fs = std::filesystem;

namespace {

constexpr long long kAskMs = 100; ///< between two questions whether the child is to be stopped

class Handle {
  public:
    explicit Handle(HANDLE handle = nullptr) : m_handle(handle) {}
    ~Handle() { close(); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    HANDLE get() const { return m_handle; }
    HANDLE* put() { return &m_handle; }
    void close() {
        if (m_handle && m_handle != INVALID_HANDLE_VALUE)
            CloseHandle(m_handle);
        m_handle = nullptr;
    }

  private:
    HANDLE m_handle;
};

/// A job that holds memory, forbids further processes and ends with this program.
bool limitJob(HANDLE job, std::uint64_t memoryBytes) {
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION info{};
    info.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
                                            JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
                                            JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    info.BasicLimitInformation.ActiveProcessLimit = 1;
    if (memoryBytes > 0) {
        info.BasicLimitInformation.LimitFlags |= JOB_OBJECT_LIMIT_PROCESS_MEMORY;
        info.ProcessMemoryLimit = static_cast<SIZE_T>(memoryBytes);
    }
    return SetInformationJobObject(job, JobObjectExtendedLimitInformation, &info, sizeof info) != 0;
}

std::wstring commandLine(const fs::path& program, const std::vector<std::string>& arguments) {
    std::wstring line = L"\"" + program.wstring() + L"\"";
    for (const std::string& a : arguments) // our own words: no quotes, no spaces
        line += L" " + std::wstring(a.begin(), a.end());
    return line;
}

/// Nothing of ours, but where Windows lies: its own libraries ask for that.
std::wstring smallEnvironment() {
    std::array<wchar_t, MAX_PATH> root{};
    const DWORD n = GetEnvironmentVariableW(L"SystemRoot", root.data(), static_cast<DWORD>(root.size()));
    std::wstring block;
    if (n > 0 && n < root.size())
        block = L"SystemRoot=" + std::wstring(root.data(), n) + L'\0';
    return block + L'\0';
}

/// Says which handles a child inherits: without it, all that other threads make for their own children too.
class InheritedHandles {
  public:
    explicit InheritedHandles(std::array<HANDLE, 2> handles) : m_handles(handles) {
        SIZE_T size = 0;
        InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        m_memory.resize(size);
        m_made = InitializeProcThreadAttributeList(list(), 1, 0, &size) != 0;
        m_good =
            m_made && UpdateProcThreadAttribute(list(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
                                                m_handles.data(), sizeof m_handles, nullptr, nullptr) != 0;
    }
    ~InheritedHandles() {
        if (m_made)
            DeleteProcThreadAttributeList(list());
    }
    InheritedHandles(const InheritedHandles&) = delete;
    InheritedHandles& operator=(const InheritedHandles&) = delete;
    bool good() const { return m_good; }
    LPPROC_THREAD_ATTRIBUTE_LIST list() {
        return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_memory.data());
    }

  private:
    std::array<HANDLE, 2> m_handles;
    std::vector<std::uint8_t> m_memory;
    bool m_made = false;
    bool m_good = false;
};

Error failure(const char* what) {
    return Error{
        ErrorCode::internal, std::string(what) + ": Windows error " + std::to_string(GetLastError()), {}};
}

/// Its end of a pipe may be inherited by the child, ours may not.
bool makePipe(Handle& read, Handle& write, Handle& ours) {
    SECURITY_ATTRIBUTES inherit{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    return CreatePipe(read.put(), write.put(), &inherit, 0) != 0 &&
           SetHandleInformation(ours.get(), HANDLE_FLAG_INHERIT, 0) != 0;
}

} // namespace

Result<ChildOutcome> runChild(const fs::path& program, const std::vector<std::string>& arguments,
                              std::span<const std::uint8_t> input, const ChildLimits& limits) {
    std::error_code ec;
    if (!fs::exists(program, ec))
        return Error{ErrorCode::programMissing, "no such program", {{"program", toUtf8(program.filename())}}};
    Handle inRead, inWrite, outRead, outWrite;
    if (!makePipe(inRead, inWrite, inWrite) || !makePipe(outRead, outWrite, outRead))
        return failure("pipe");
    Handle job(CreateJobObjectW(nullptr, nullptr));
    if (!job.get() || !limitJob(job.get(), limits.memoryBytes))
        return failure("job");
    InheritedHandles inherited({inRead.get(), outWrite.get()});
    if (!inherited.good())
        return failure("handles");
    STARTUPINFOEXW start{};
    start.StartupInfo.cb = sizeof start;
    start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    start.StartupInfo.hStdInput = inRead.get();
    start.StartupInfo.hStdOutput = outWrite.get();
    start.lpAttributeList = inherited.list();
    PROCESS_INFORMATION info{};
    std::wstring line = commandLine(program, arguments);
    std::wstring environment = smallEnvironment();
    if (!CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE,
                        CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT |
                            EXTENDED_STARTUPINFO_PRESENT,
                        environment.data(), nullptr, &start.StartupInfo, &info))
        return failure("process");
    Handle process(info.hProcess);
    Handle thread(info.hThread);
    if (!AssignProcessToJobObject(job.get(), process.get())) {
        const Error error = failure("job");
        TerminateProcess(process.get(), 1);
        return error;
    }
    ResumeThread(thread.get());
    inRead.close();
    outWrite.close();

    ChildOutcome outcome;
    std::atomic<bool> tooMuch{false};
    std::thread writer([&] {
        std::size_t at = 0;
        DWORD n = 0;
        while (at < input.size() &&
               WriteFile(inWrite.get(), input.data() + at,
                         static_cast<DWORD>(std::min<std::size_t>(input.size() - at, 1U << 20)), &n, nullptr))
            at += n;
        inWrite.close();
    });
    std::thread reader([&] {
        std::array<std::uint8_t, 65536> piece{};
        DWORD n = 0;
        while (ReadFile(outRead.get(), piece.data(), static_cast<DWORD>(piece.size()), &n, nullptr) &&
               n > 0) {
            if (outcome.output.size() + n > limits.outputBytes) {
                tooMuch = true;
                TerminateProcess(process.get(), 1);
                return;
            }
            outcome.output.insert(outcome.output.end(), piece.begin(), piece.begin() + n);
        }
    });
    const auto deadline = std::chrono::steady_clock::now() + limits.time;
    bool inTime = false;
    bool stopped = false;
    while (!inTime && !stopped) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now())
                .count();
        if (left <= 0)
            break;
        const long long most = limits.stopped ? kAskMs : left;
        inTime = WaitForSingleObject(process.get(), static_cast<DWORD>(std::min<long long>(left, most))) ==
                 WAIT_OBJECT_0;
        stopped = !inTime && limits.stopped && limits.stopped();
    }
    if (!inTime)
        TerminateProcess(process.get(), 1);
    writer.join();
    reader.join();
    DWORD code = 0;
    GetExitCodeProcess(process.get(), &code);
    outcome.exitCode = static_cast<int>(code);
    // Exceptions that nobody caught end a process with a code of this kind.
    const bool crashed = code >= 0xC0000000;
    outcome.end = tooMuch   ? ChildOutcome::End::tooMuchOutput
                  : stopped ? ChildOutcome::End::stopped
                  : !inTime ? ChildOutcome::End::outOfTime
                  : crashed ? ChildOutcome::End::killed
                            : ChildOutcome::End::exited;
    return outcome;
}

fs::path ownProgram(const std::string& name) {
    const auto file = executableDir() / (name + ".exe");
    std::error_code ec;
    return fs::exists(file, ec) ? file : fs::path();
}

} // namespace esek::platform
#endif
