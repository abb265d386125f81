#include "ui/Preferences.h"

#include "base/platform/Files.h"
#include "base/platform/Paths.h"

namespace esek::ui {

Preferences::Preferences(std::filesystem::path file) : m_file(std::move(file)) {
    if (m_file.empty())
        return;
    if (auto read = readJsonFile(m_file); read && read->is_object())
        m_values = std::move(*read);
}

std::filesystem::path Preferences::defaultFile() {
    return platform::userDataDir() / "desktop.json";
}

const Json* Preferences::find(std::string_view key) const {
    const auto it = m_values.find(std::string(key));
    return it == m_values.end() ? nullptr : &*it;
}

std::string Preferences::text(std::string_view key, std::string fallback) const {
    const Json* v = find(key);
    return v && v->is_string() ? v->get<std::string>() : fallback;
}

int Preferences::number(std::string_view key, int fallback) const {
    const Json* v = find(key);
    return v && v->is_number_integer() ? v->get<int>() : fallback;
}

double Preferences::real(std::string_view key, double fallback) const {
    const Json* v = find(key);
    return v && v->is_number() ? v->get<double>() : fallback;
}

bool Preferences::flag(std::string_view key, bool fallback) const {
    const Json* v = find(key);
    return v && v->is_boolean() ? v->get<bool>() : fallback;
}

std::vector<std::string> Preferences::texts(std::string_view key) const {
    std::vector<std::string> all;
    const Json* v = find(key);
    if (v && v->is_array())
        for (const Json& text : *v)
            if (text.is_string())
                all.push_back(text.get<std::string>());
    return all;
}

Result<void> Preferences::save() const {
    if (m_file.empty())
        return {};
    if (auto made = platform::ensureFolder(m_file.parent_path()); !made)
        return made;
    return platform::writeFileAtomically(m_file, std::string_view(dumpJson(m_values, 2) + "\n"));
}

} // namespace esek::ui
