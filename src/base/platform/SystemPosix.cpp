#ifndef _WIN32
#include "base/Version.h"
#include "base/platform/Charset.h"
#include "base/platform/LocalTime.h"
#include "base/platform/Paths.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <iconv.h>
#include <pwd.h>
#include <sys/resource.h>
#include <unistd.h>

namespace esek::platform {

namespace fs = std::filesystem;

namespace {
std::string environment(const char* name) {
    const char* v = std::getenv(name);
    return v ? v : "";
}

/// Beside the program where it is installed, else where it was built. An installed program has no other
/// place.
fs::path installedOr(const char* built) {
    const fs::path installed = executableDir().parent_path() / "share/esekretariat";
    std::error_code ec;
    return *built == '\0' || fs::exists(installed, ec) ? installed : fs::path(built);
}
} // namespace

fs::path userDataDir() {
    if (const auto xdg = environment("XDG_DATA_HOME"); !xdg.empty())
        return fs::path(xdg) / "esekretariat";
    if (const auto home = environment("HOME"); !home.empty())
        return fs::path(home) / ".local/share/esekretariat";
    return fs::path(".esekretariat");
}

fs::path executableDir() {
    std::error_code ec;
    const fs::path self = fs::read_symlink("/proc/self/exe", ec);
    return ec ? fs::current_path() : self.parent_path();
}

fs::path resourceDir() {
    if (const auto set = environment("ESEKRETARIAT_RESOURCES"); !set.empty())
        return set;
    return installedOr(sourceResourceDir());
}

fs::path localeDir() {
    return installedOr(buildResourceDir()) / "locale";
}

std::string workstation() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string userName() {
    if (const auto set = environment("USER"); !set.empty())
        return set;
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
    return found ? found->pw_name : "";
}

void setEnvironment(const char* name, const char* value) {
    ::setenv(name, value, 1);
}

void useUtf8Console() {}

std::uint64_t peakMemory() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

std::optional<std::string> toUtf8(std::string_view bytes, Charset charset) {
    const char* const name = charset == Charset::windows1250   ? "CP1250"
                             : charset == Charset::windows1252 ? "CP1252"
                                                               : "ISO-8859-2";
    const iconv_t cd = ::iconv_open("UTF-8", name);
    if (cd == reinterpret_cast<iconv_t>(-1))
        return std::nullopt;
    std::string in(bytes);
    std::string out(bytes.size() * 3 + 4, '\0');
    char* from = in.data();
    std::size_t fromLeft = in.size();
    char* to = out.data();
    std::size_t toLeft = out.size();
    const bool good = ::iconv(cd, &from, &fromLeft, &to, &toLeft) != static_cast<std::size_t>(-1);
    ::iconv_close(cd);
    if (!good)
        return std::nullopt;
    out.resize(out.size() - toLeft);
    return out;
}

LocalTime toLocal(Timestamp t) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(t));
    std::tm tm{};
    ::localtime_r(&seconds, &tm);
    return {Date{std::chrono::year{tm.tm_year + 1900},
                 std::chrono::month{static_cast<unsigned>(tm.tm_mon + 1)},
                 std::chrono::day{static_cast<unsigned>(tm.tm_mday)}},
            tm.tm_hour, tm.tm_min, tm.tm_sec};
}

} // namespace esek::platform
#endif
