#ifdef _WIN32
#include "base/Version.h"
#include "base/platform/Charset.h"
#include "base/platform/Files.h"
#include "base/platform/LocalTime.h"
#include "base/platform/Paths.h"

#include <ctime>
#include <vector>
#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX // libstdc++ of MinGW defines it
#define NOMINMAX
#endif
#include <windows.h>
// After windows.h, whose types it uses.
#include <psapi.h>

namespace esek::platform {

namespace fs = std::filesystem;

namespace {
std::wstring environment(const wchar_t* name) {
    std::vector<wchar_t> buffer(32768);
    const DWORD n = GetEnvironmentVariableW(name, buffer.data(), static_cast<DWORD>(buffer.size()));
    return {buffer.data(), n};
}
} // namespace

fs::path userDataDir() {
    // Of this computer: a roaming folder would be copied over the network at each login, photos and all.
    const std::wstring base = environment(L"LOCALAPPDATA");
    return base.empty() ? fs::path("e-Sekretariat") : fs::path(base) / "e-Sekretariat";
}

fs::path executableDir() {
    std::vector<wchar_t> buffer(32768);
    const DWORD n = GetModuleFileNameW(nullptr, buffer.data(), static_cast<DWORD>(buffer.size()));
    return fs::path(std::wstring(buffer.data(), n)).parent_path();
}

fs::path resourceDir() {
    if (const std::wstring set = environment(L"ESEKRETARIAT_RESOURCES"); !set.empty())
        return set;
    return executableDir() / "resources";
}

fs::path localeDir() {
    return executableDir() / "locale";
}

std::string workstation() {
    return toUtf8(fs::path(environment(L"COMPUTERNAME")));
}
std::string userName() {
    return toUtf8(fs::path(environment(L"USERNAME")));
}
void setEnvironment(const char* name, const char* value) {
    ::_putenv_s(name, value);
}
void useUtf8Console() {
    SetConsoleOutputCP(CP_UTF8);
}

std::uint64_t peakMemory() {
    PROCESS_MEMORY_COUNTERS counters{};
    GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof(counters));
    return counters.PeakWorkingSetSize;
}

std::optional<std::string> toUtf8(std::string_view bytes, Charset charset) {
    if (bytes.empty())
        return std::string();
    const UINT page = charset == Charset::windows1250 ? 1250 : charset == Charset::windows1252 ? 1252 : 28592;
    const int inSize = static_cast<int>(bytes.size());
    const int wide = MultiByteToWideChar(page, MB_ERR_INVALID_CHARS, bytes.data(), inSize, nullptr, 0);
    if (wide <= 0)
        return std::nullopt;
    std::wstring text(static_cast<std::size_t>(wide), L'\0');
    MultiByteToWideChar(page, MB_ERR_INVALID_CHARS, bytes.data(), inSize, text.data(), wide);
    return toUtf8(fs::path(text));
}

LocalTime toLocal(Timestamp t) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(t));
    std::tm tm{};
    ::localtime_s(&tm, &seconds);
    return {Date{std::chrono::year{tm.tm_year + 1900},
                 std::chrono::month{static_cast<unsigned>(tm.tm_mon + 1)},
                 std::chrono::day{static_cast<unsigned>(tm.tm_mday)}},
            tm.tm_hour, tm.tm_min, tm.tm_sec};
}

} // namespace esek::platform
#endif
