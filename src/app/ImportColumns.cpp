#include "app/ImportColumns.h"

#include "base/Json.h"
#include "base/Text.h"
#include "base/platform/Files.h"
#include "roster/Headers.h"

#include <algorithm>

namespace esek::app {

namespace {

constexpr std::size_t kKept = 40;
constexpr std::uint64_t kMaxFile = std::uint64_t{1} << 20;

std::string keyOf(const roster::Table& table) {
    std::vector<std::string> keys;
    for (const std::string& heading : table.header)
        keys.push_back(roster::headerKey(heading));
    return join(keys, "|");
}

/// A list of {headings, columns}, the newest last.
Json read(const std::filesystem::path& file) {
    const auto bytes = platform::readFile(file, kMaxFile);
    if (!bytes)
        return Json::array();
    const auto json =
        parseJson(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
    return json && json->is_array() ? *json : Json::array();
}

bool isFor(const Json& entry, const std::string& key) {
    return entry.is_object() && entry.contains("headings") && entry["headings"] == key &&
           entry.contains("columns") && entry["columns"].is_array();
}

} // namespace

ImportColumns::ImportColumns(const std::filesystem::path& schoolFolder)
    : m_file(schoolFolder / "import-columns.json") {}

std::optional<roster::Mapping> ImportColumns::find(const roster::Table& table) const {
    const std::string key = keyOf(table);
    for (const Json& entry : read(m_file)) {
        if (!isFor(entry, key) || entry["columns"].size() > table.header.size())
            continue;
        roster::Mapping mapping;
        mapping.columns.assign(table.header.size(), roster::Field::ignore);
        for (std::size_t i = 0; i < entry["columns"].size(); ++i) {
            const Json& name = entry["columns"][i];
            if (const auto field = roster::fieldFromName(name.is_string() ? name.get<std::string>() : ""))
                mapping.columns[i] = *field;
        }
        return mapping;
    }
    return std::nullopt;
}

Result<void> ImportColumns::keep(const roster::Table& table, const roster::Mapping& mapping) const {
    const std::string key = keyOf(table);
    Json kept = Json::array();
    for (const Json& entry : read(m_file))
        if (!isFor(entry, key))
            kept.push_back(entry);
    while (kept.size() >= kKept)
        kept.erase(kept.begin());
    Json columns = Json::array();
    for (std::size_t i = 0; i < std::min(mapping.columns.size(), table.header.size()); ++i)
        columns.push_back(std::string(roster::name(mapping.columns[i])));
    kept.push_back({{"headings", key}, {"columns", std::move(columns)}});
    return platform::writeFileAtomically(m_file, dumpJson(kept, 1));
}

} // namespace esek::app
