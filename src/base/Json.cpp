#include "base/Json.h"

#include "base/platform/Files.h"

namespace esek {

namespace {

/// What of the budget is exceeded; empty when nothing is. Counts on the text, before memory is taken. In a
/// text that is no JSON the count may be wrong, but it is never too low for what the parser builds of it.
std::string_view exceeded(std::string_view text, const JsonBudget& budget) {
    std::size_t depth = 0;
    std::size_t nodes = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (text[i]) {
        case '"':
            for (++i; i < text.size() && text[i] != '"'; ++i)
                if (text[i] == '\\')
                    ++i;
            break;
        case '[':
        case '{':
            ++nodes;
            if (++depth > budget.depth)
                return "too deep";
            break;
        case ']':
        case '}':
            depth -= depth > 0 ? 1 : 0;
            break;
        case ',':
        case ':':
            ++nodes;
            break;
        default:
            break;
        }
        if (nodes > budget.nodes)
            return "too many values";
    }
    return {};
}

} // namespace

Result<Json> parseJson(std::string_view text, const JsonBudget& budget) {
    if (text.find('\0') != std::string_view::npos) // the parser would take it for the end of the text
        return Error{ErrorCode::jsonInvalid, "a NUL character", {}};
    if (const auto reason = exceeded(text, budget); !reason.empty())
        return Error{ErrorCode::jsonInvalid, std::string(reason), {}};
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::parse_error& e) {
        // What the parser says quotes the text, and messages go to logs.
        return Error{ErrorCode::jsonInvalid, "no JSON at byte " + std::to_string(e.byte), {}};
    } catch (const nlohmann::json::exception&) {
        return Error{ErrorCode::jsonInvalid, "no JSON", {}};
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

std::string dumpJson(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace esek
