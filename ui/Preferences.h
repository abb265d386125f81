#pragma once
#include "base/Json.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace esek::ui {

/// What this desktop remembers between runs: window places, columns, text size, language, offset of the
/// printer. One JSON file, flat keys such as "frame.width". No data of pupils. Interface thread only.
class Preferences {
  public:
    /// A missing or damaged file gives the defaults. An empty path remembers nothing.
    explicit Preferences(std::filesystem::path file = {});
    /// The file of this computer's user.
    static std::filesystem::path defaultFile();

    std::string text(std::string_view key, std::string fallback = {}) const;
    int number(std::string_view key, int fallback = 0) const;
    double real(std::string_view key, double fallback = 0) const;
    bool flag(std::string_view key, bool fallback = false) const;
    std::vector<std::string> texts(std::string_view key) const; ///< what is no text in the list is left out
    void set(std::string_view key, const std::vector<std::string>& value) {
        m_values[std::string(key)] = value;
    }
    void set(std::string_view key, const std::string& value) { m_values[std::string(key)] = value; }
    void set(std::string_view key, const char* value) { m_values[std::string(key)] = value; }
    void set(std::string_view key, int value) { m_values[std::string(key)] = value; }
    void set(std::string_view key, double value) { m_values[std::string(key)] = value; }
    void set(std::string_view key, bool value) { m_values[std::string(key)] = value; }

    /// Written at once and whole.
    Result<void> save() const;
    const std::filesystem::path& file() const { return m_file; }

  private:
    const Json* find(std::string_view key) const;
    std::filesystem::path m_file;
    Json m_values = Json::object();
};

} // namespace esek::ui
