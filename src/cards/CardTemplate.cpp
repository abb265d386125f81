#include "cards/CardTemplate.h"

#include "base/Text.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "cards/TemplateReader.h"

#include <algorithm>

namespace esek::cards {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kTemplateLimit = 1 << 20;
constexpr int kDeepestExtends = 5;

fs::path bundledFolder() {
    return platform::resourceDir() / "cards";
}

/// A relative name without "..": a template must not read around on the disk.
bool plainName(const std::string& name) {
    return !name.empty() && name.find("..") == std::string::npos && name.find('\\') == std::string::npos &&
           name.find(':') == std::string::npos && name.front() != '/';
}

Json withBase(const Json& json, const fs::path& folder, const std::string& name, int depth = 0) {
    if (!json.is_object() || !json.contains("extends"))
        return json;
    const Error broken{ErrorCode::templateInvalid,
                       "template " + name + ": extends",
                       {{"template", name}, {"reason", "extends"}}};
    if (depth >= kDeepestExtends || !json["extends"].is_string())
        throw Exception(broken);
    const std::string base = json["extends"].get<std::string>();
    if (!plainName(base))
        throw Exception(broken);
    fs::path file = folder / platform::pathFromUtf8(base + ".json");
    if (std::error_code ec; !fs::exists(file, ec))
        file = bundledFolder() / platform::pathFromUtf8(base + ".json");
    const Json parent = readJsonFile(file).value();
    Json own = json;
    own.erase("extends");
    // The parent's own "extends" is looked up beside the same folder: names are relative to it, not to the
    // parent.
    return TemplateReader::merged(withBase(parent, folder, name, depth + 1), own);
}

} // namespace

Result<CardTemplate> CardTemplate::fromJson(const Json& json, std::string_view name) {
    return guarded(
        [&] { return TemplateReader(name).read(withBase(json, bundledFolder(), std::string(name))); });
}

Result<CardTemplate> CardTemplate::loadFile(const fs::path& file) {
    return guarded([&] {
        const auto bytes = platform::readFile(file, kTemplateLimit).value();
        const std::string name = platform::toUtf8(file.stem());
        auto json = parseJson({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (!json)
            throw Exception(Error{json.error()}.with("file", platform::toUtf8(file.filename())));
        return TemplateReader(name).read(withBase(*json, file.parent_path(), name));
    });
}

Result<CardTemplate> CardTemplate::load(std::string_view nameOrCardType) {
    std::string name = toLower(nameOrCardType);
    std::replace(name.begin(), name.end(), '/', '-');
    const auto names = available();
    if (std::find(names.begin(), names.end(), name) == names.end())
        return Error{ErrorCode::unknownTemplate,
                     "no such card template",
                     {{"template", std::string(nameOrCardType)}, {"choices", join(names, ", ")}}};
    return loadFile(bundledFolder() / platform::pathFromUtf8(name + ".json"));
}

Result<pdf::FontMetrics> CardTemplate::fonts() const {
    const auto folder = platform::resourceDir() / "fonts";
    return pdf::FontMetrics::load(folder / m_regularFont, folder / m_boldFont);
}

std::vector<std::string> CardTemplate::available() {
    std::vector<std::string> names;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(bundledFolder(), ec)) {
        const std::string name = platform::toUtf8(entry.path().filename());
        if (name.size() > 5 && name.ends_with(".json") && !name.ends_with(".schema.json") &&
            entry.is_regular_file(ec))
            names.push_back(name.substr(0, name.size() - 5));
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace esek::cards
