#pragma once
#include "base/Json.h"

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

inline std::int64_t integer(const Json& j, const char* key) {
    const Json& v = at(j, key);
    if (!v.is_number_integer())
        bad(key);
    return v.get<std::int64_t>();
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
