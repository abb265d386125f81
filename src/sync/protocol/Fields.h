#pragma once
#include "base/Json.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

/// Reading of JSON that came over the wire: whatever is missing, mistyped or too long throws jsonInvalid.
namespace esek::sync::fields {

[[noreturn]] inline void bad(const char* key) {
    throw Exception(Error{ErrorCode::jsonInvalid, std::string("bad field ") + key, {{"field", key}}});
}

inline const Json& at(const Json& j, const char* key) {
    if (!j.is_object())
        bad(key);
    const auto it = j.find(key);
    if (it == j.end())
        bad(key);
    return *it;
}

inline std::string asText(const Json& v, const char* key) {
    if (!v.is_string())
        bad(key);
    return v.get<std::string>();
}

inline std::string text(const Json& j, const char* key) {
    return asText(at(j, key), key);
}

inline std::string textOr(const Json& j, const char* key) {
    return j.is_object() && j.contains(key) ? text(j, key) : std::string();
}

/// What is larger than a signed number of 64 bits would come out as a negative one.
inline std::int64_t integer(const Json& j, const char* key,
                            std::int64_t lowest = std::numeric_limits<std::int64_t>::min(),
                            std::int64_t highest = std::numeric_limits<std::int64_t>::max()) {
    const Json& v = at(j, key);
    if (!v.is_number_integer() ||
        (v.is_number_unsigned() &&
         v.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())))
        bad(key);
    const auto number = v.get<std::int64_t>();
    if (number < lowest || number > highest)
        bad(key);
    return number;
}

/// A word of the server that goes into a request, a header or the database: printable ASCII without blanks.
inline std::string token(const Json& j, const char* key, std::size_t most) {
    std::string v = text(j, key);
    if (v.size() > most || !std::all_of(v.begin(), v.end(), [](char c) { return c > ' ' && c < 0x7F; }))
        bad(key);
    return v;
}

inline bool flag(const Json& j, const char* key) {
    const Json& v = at(j, key);
    if (!v.is_boolean())
        bad(key);
    return v.get<bool>();
}

inline const Json& list(const Json& j, const char* key, std::size_t most) {
    const Json& v = at(j, key);
    if (!v.is_array() || v.size() > most)
        bad(key);
    return v;
}

template <class T>
T known(std::optional<T> value, const char* key) {
    if (!value)
        bad(key);
    return *value;
}

template <class T>
T id(const Json& j, const char* key) {
    return known(T::parse(text(j, key)), key);
}

} // namespace esek::sync::fields
