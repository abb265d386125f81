#include "ui/RecentSchools.h"

#include "base/platform/Files.h"
#include "ui/Preferences.h"

#include <algorithm>

namespace esek::ui {

namespace {
constexpr const char* kFolders = "recent.folders";
constexpr const char* kNames = "recent.names";
} // namespace

std::vector<RecentSchools::Entry> RecentSchools::all() const {
    const auto folders = m_preferences.texts(kFolders);
    const auto names = m_preferences.texts(kNames);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < folders.size(); ++i)
        entries.push_back({folders[i], i < names.size() ? names[i] : std::string()});
    return entries;
}

void RecentSchools::opened(const std::filesystem::path& folder, const std::string& name) {
    const std::string path = platform::toUtf8(folder);
    auto entries = all();
    std::erase_if(entries, [&](const Entry& e) { return e.folder == path; });
    entries.insert(entries.begin(), {path, name});
    entries.resize(std::min(entries.size(), kKept));
    std::vector<std::string> folders;
    std::vector<std::string> names;
    for (const Entry& e : entries) {
        folders.push_back(e.folder);
        names.push_back(e.name);
    }
    m_preferences.set(kFolders, folders);
    m_preferences.set(kNames, names);
}

} // namespace esek::ui
