#pragma once
#include "domain/CropParams.h"
#include "domain/Fields.h"
#include "domain/JsonFields.h"

#include <limits>
#include <vector>

/// JSON of records from their fields. Internal to domain: each record offers toJson() and a fromJson
/// function.
namespace esek::domain::fields {

template <class Record>
Json recordToJson(const Record&);
template <class Record>
Record recordFromJson(const Json&);

/// A value that has fields of its own.
template <class T>
concept HasFields = requires {
    RecordFields<T>::list;
};

inline Json valueToJson(const std::string& v) {
    return v;
}
inline Json valueToJson(bool v) {
    return v;
}
inline Json valueToJson(int v) {
    return v;
}
inline Json valueToJson(std::int64_t v) {
    return v;
}
inline Json valueToJson(const Date& v) {
    return toIso(v);
}
inline Json valueToJson(Timestamp v) {
    return toIso(v);
}
inline Json valueToJson(const BlobId& v) {
    return v.toString();
}
template <class Tag>
Json valueToJson(const Id<Tag>& v) {
    return v.toString();
}
template <HasFields T>
Json valueToJson(const std::vector<T>& list) {
    Json items = Json::array();
    for (const T& item : list)
        items.push_back(recordToJson(item));
    return items;
}
template <class T>
Json valueToJson(const std::optional<T>& v) {
    return valueToJson(*v); // fields without a value are not written
}

inline void valueFromJson(const Json& j, const char* key, std::string& v) {
    v = text(j, key);
}
inline void valueFromJson(const Json& j, const char* key, bool& v) {
    v = flag(j, key);
}
inline void valueFromJson(const Json& j, const char* key, std::int64_t& v) {
    v = integer(j, key);
}
inline void valueFromJson(const Json& j, const char* key, int& v) {
    const std::int64_t number = integer(j, key);
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max())
        bad(key);
    v = static_cast<int>(number);
}
inline void valueFromJson(const Json& j, const char* key, Date& v) {
    const auto date = dateFromIso(text(j, key));
    if (!date)
        bad(key);
    v = *date;
}
inline void valueFromJson(const Json& j, const char* key, Timestamp& v) {
    v = time(j, key);
}
inline void valueFromJson(const Json& j, const char* key, BlobId& v) {
    v = id<BlobId>(j, key);
}
template <class Tag>
void valueFromJson(const Json& j, const char* key, Id<Tag>& v) {
    v = id<Id<Tag>>(j, key);
}
template <HasFields T>
void valueFromJson(const Json& j, const char* key, std::vector<T>& list) {
    const Json& items = at(j, key);
    if (!items.is_array())
        bad(key);
    list.clear();
    for (const Json& item : items)
        list.push_back(recordFromJson<T>(item));
}
template <class T>
void valueFromJson(const Json& j, const char* key, std::optional<T>& v) {
    valueFromJson(j, key, v.emplace());
}

template <class Record, class Value>
void write(Json& j, const Record& r, const Field<Record, Value>& field) {
    const Value& value = r.*field.member;
    if (field.presence != Presence::ifSet || !(value == Value{}))
        j[field.json] = valueToJson(value);
}
template <class Record>
void write(Json& j, const Record& r, const Field<Record, LaterFields>& field) {
    const LaterFields& later = r.*field.member;
    if (later.json.empty())
        return;
    const Json unknown = parseJson(later.json).value();
    for (const auto& [key, value] : unknown.items())
        j[key] = value;
}

template <class Record>
Json recordToJson(const Record& r) {
    Json j = Json::object();
    visitFields<Record>([&](const auto& field) { write(j, r, field); });
    return j;
}

template <class Record>
bool isKnown(std::string_view key) {
    bool known = false;
    visitFields<Record>([&](const auto& field) { known = known || (field.json && key == field.json); });
    return known;
}

template <class Record, class Value>
void read(const Json& j, Record& r, const Field<Record, Value>& field) {
    if (field.presence == Presence::required || has(j, field.json))
        valueFromJson(j, field.json, r.*field.member);
}
template <class Record>
void read(const Json& j, Record& r, const Field<Record, LaterFields>& field) {
    Json unknown = Json::object();
    for (const auto& [key, value] : j.items())
        if (!isKnown<Record>(key))
            unknown[key] = value;
    if (!unknown.empty())
        (r.*field.member).json = unknown.dump();
}

/// Throws jsonInvalid naming the field.
template <class Record>
Record recordFromJson(const Json& j) {
    if (!j.is_object())
        bad("record");
    Record r;
    visitFields<Record>([&](const auto& field) { read(j, r, field); });
    return r;
}

} // namespace esek::domain::fields
