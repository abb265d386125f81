#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace esek::ui {

class Preferences;

/// The schools that were opened on this computer, the last one first; demo schools are not among them.
/// Interface thread only.
class RecentSchools {
  public:
    explicit RecentSchools(Preferences& preferences) : m_preferences(preferences) {}
    static constexpr std::size_t kKept = 8;
    struct Entry {
        std::string folder; ///< UTF-8
        std::string name;
        bool operator==(const Entry&) const = default;
    };
    std::vector<Entry> all() const;
    void opened(const std::filesystem::path& folder, const std::string& name);

  private:
    Preferences& m_preferences;
};

} // namespace esek::ui
