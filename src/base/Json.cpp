#include "base/Json.h"

#include "base/platform/Files.h"

namespace esek {

Result<Json> parseJson(std::string_view text) {
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::exception& e) {
        return Error{ErrorCode::jsonInvalid, e.what(), {}};
    }
}

Result<Json> readJsonFile(const std::filesystem::path& file) {
    auto bytes = platform::readFile(file);
    if (!bytes)
        return bytes.error();
    auto json = parseJson(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
    if (!json)
        return Error(json.error()).with("file", file.filename().string());
    return json;
}

} // namespace esek
