#pragma once
#include "base/Json.h"
#include "domain/Ids.h"

#include <string>

/// Reading of our own JSON: a missing or mistyped field throws jsonInvalid naming it. Internal to domain.
namespace esek::domain::fields {

[[noreturn]] inline void bad(const char* key) {
    throw Exception(Error{ErrorCode::jsonInvalid, std::string("bad field ") + key, {{"field", key}}});
}

inline const Json& at(const Json& j, const char* key) {
    const auto it = j.is_object() ? j.find(key) : j.end();
    if (!j.is_object() || it == j.end())
        bad(key);
    return *it;
}

inline bool has(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it != j.end() && !it->is_null();
}

inline std::string text(const Json& j, const char* key) {
    const Json& v = at(j, key);
    if (!v.is_string())
        bad(key);
    return v.get<std::string>();
}

/// Empty when missing.
inline std::string textOr(const Json& j, const char* key, std::string fallback = {}) {
    return has(j, key) ? text(j, key) : fallback;
}

inline std::int64_t integer(const Json& j, const char* key) {
    const Json& v = at(j, key);
    if (!v.is_number_integer())
        bad(key);
    return v.get<std::int64_t>();
}

inline std::int64_t integerOr(const Json& j, const char* key, std::int64_t fallback) {
    return has(j, key) ? integer(j, key) : fallback;
}

inline double number(const Json& j, const char* key) {
    const Json& v = at(j, key);
    if (!v.is_number())
        bad(key);
    return v.get<double>();
}

inline bool flag(const Json& j, const char* key) {
    if (!has(j, key))
        return false;
    if (!at(j, key).is_boolean())
        bad(key);
    return at(j, key).get<bool>();
}

template <class T>
T id(const Json& j, const char* key) {
    const auto parsed = T::parse(text(j, key));
    if (!parsed)
        bad(key);
    return *parsed;
}

inline Timestamp time(const Json& j, const char* key) {
    const auto t = timestampFromIso(text(j, key));
    if (!t)
        bad(key);
    return *t;
}

/// Unwraps a Result of a nested record.
template <class T>
T take(Result<T> result) {
    if (!result)
        throw Exception(result.error());
    return std::move(result).value();
}

/// Adds the key only when there is something to say, which keeps the audit small.
inline void put(Json& j, const char* key, const std::string& value) {
    if (!value.empty())
        j[key] = value;
}

} // namespace esek::domain::fields
