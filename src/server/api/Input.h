#pragma once
#include "base/Json.h"
#include "server/api/Message.h"

#include <charconv>

/// Reading of what came over the wire; a fault throws jsonInvalid with the field.
namespace esek::server::input {

[[noreturn]] inline void bad(const char* field) {
    throw Exception(Error{ErrorCode::jsonInvalid, std::string("bad ") + field, {{"field", field}}});
}

inline std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    return ec == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// JSON of a sane depth: what recurses over it must not run out of stack.
inline Json json(const std::string& body) {
    static constexpr int kDepth = 64;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < body.size(); ++i) {
        const char c = body[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++depth > kDepth)
            bad("depth");
        else if (!quoted && (c == ']' || c == '}'))
            --depth;
    }
    auto parsed = parseJson(body);
    if (!parsed || !parsed->is_object())
        bad("body");
    return std::move(parsed).value();
}

inline std::string text(const Json& j, const char* field) {
    const auto it = j.find(field);
    if (it == j.end() || !it->is_string())
        bad(field);
    return it->get<std::string>();
}

inline std::int64_t integer(const Json& j, const char* field) {
    const auto it = j.find(field);
    if (it == j.end() || !it->is_number_integer())
        bad(field);
    return it->get<std::int64_t>();
}

} // namespace esek::server::input
