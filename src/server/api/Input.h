#pragma once
#include "base/Json.h"
#include "server/http/Message.h"

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

/// The object that a request consists of. A push of 250 changes has about 25,000 values.
inline Json json(const std::string& body) {
    static constexpr JsonBudget kBudget{64, 200'000};
    auto parsed = parseJson(body, kBudget);
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
