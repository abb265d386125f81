#include "app/OfficePrivacy.h"

#include "base/platform/Privacy.h"

#include <array>

namespace esek::app {

namespace {

/// Beginnings of the names of everything that the program keeps in an office's folder.
constexpr std::array<std::string_view, 12> kOurs{
    "backup.json", "blobs",    "cache",        "desktop.lock", "import-columns.json", "incoming",
    "print",       "replica.", "server-token", "templates",    "unfinished-backup",   "year-change.json"};

} // namespace

Result<void> closeToOthers(const Office& office) {
    return platform::closeToOthers(office.dir(), kOurs);
}

} // namespace esek::app
