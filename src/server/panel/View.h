#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace esek::server {

/// What a template shows: texts by name, and sections that appear once for each View in them. Texts are data,
/// never HTML; the template escapes them by where it puts them.
class View {
  public:
    View& set(const std::string& name, std::string text) {
        m_texts[name] = std::move(text);
        return *this;
    }
    /// The section appears once, with the texts of this view.
    View& show(const std::string& section, bool shown = true) {
        if (shown)
            m_sections[section].emplace_back();
        return *this;
    }
    /// The section appears once more, with texts of its own beside those of this view. The reference is good
    /// until the next add() to the same section.
    View& add(const std::string& section) { return m_sections[section].emplace_back(); }

    const std::map<std::string, std::string>& texts() const { return m_texts; }
    const std::map<std::string, std::vector<View>>& sections() const { return m_sections; }

  private:
    std::map<std::string, std::string> m_texts;
    std::map<std::string, std::vector<View>> m_sections;
};

} // namespace esek::server
