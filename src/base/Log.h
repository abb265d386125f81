#pragma once
#include <filesystem>
#include <string_view>

/// Technical log. Never a name, PESEL, file name of a photo or text that a person wrote: ids, codes, counts,
/// durations. Thread-safe.
namespace esek::log {
enum class Level { debug, info, warning, error };
/// Without a call messages at warning and above go to standard error.
void toFile(const std::filesystem::path&);
void setLevel(Level);
void write(Level, std::string_view message);
inline void debug(std::string_view m) {
    write(Level::debug, m);
}
inline void info(std::string_view m) {
    write(Level::info, m);
}
inline void warning(std::string_view m) {
    write(Level::warning, m);
}
inline void error(std::string_view m) {
    write(Level::error, m);
}
} // namespace esek::log
