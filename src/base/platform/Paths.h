#pragma once
#include <filesystem>
#include <string>

namespace esek::platform {

/// $XDG_DATA_HOME/esekretariat or ~/.local/share/esekretariat; %LOCALAPPDATA%\e-Sekretariat on Windows.
std::filesystem::path userDataDir();
/// Folder of the running program.
std::filesystem::path executableDir();
/// resources/ as installed (../share/esekretariat) or in the source tree; ESEKRETARIAT_RESOURCES overrides
/// both.
std::filesystem::path resourceDir();
/// Compiled message catalogues (locale/pl/LC_MESSAGES/esekretariat.mo): installed or in the build tree.
std::filesystem::path localeDir();
/// Name of this computer, for the audit ("stanowisko").
std::string workstation();
/// Name of the user who is logged in to this computer.
std::string userName();
/// For libraries that are steered by the environment (gettext). Before other threads start.
void setEnvironment(const char* name, const char* value);
/// Terminal output in UTF-8 (needed on Windows only).
void useUtf8Console();
/// Highest resident memory of this process so far, bytes.
std::uint64_t peakMemory();

} // namespace esek::platform
