#pragma once
#include <cstdint>
#include <string>
#include <tuple>

namespace esek::domain {

/// Fields that a later version of this program knows: they are kept as they came and travel on.
struct LaterFields {
    std::string json; ///< an object with what is not known here, in its order; empty when there is nothing
    bool operator==(const LaterFields&) const = default;
};

/// How a field stands in JSON.
enum class Presence {
    required, ///< always written, must be there when read
    always,   ///< always written, keeps its default when missing
    ifSet,    ///< written only when it differs from its default; the choice for every new field
};

/// How two sides that changed one record come together.
enum class Merge {
    alone,    ///< the side that changed the field wins; both changed it to different values: a conflict
    identity, ///< who the record is about: all fields of this sort are one thing and are never mixed
    highest,  ///< the greater number
    never,    ///< id and version, which no side changes
};

/// One field of a record: everything that reads, writes, merges or stores the record goes over these.
template <class Record, class Value>
struct Field {
    const char* json;
    const char* column; ///< of the replica's table; null when the table keeps the record as one JSON text
    Value Record::*member;
    Presence presence;
    Merge merge;
};

/// `static constexpr std::tuple list{Field{...}, ...}`: the fields in the order of the JSON. New fields are
/// added at the end, before LaterFields: then a program that does not know them writes them back at the same
/// place.
template <class Record>
struct RecordFields;

/// Calls f(field) for each field of the record.
template <class Record, class F>
constexpr void visitFields(F&& f) {
    std::apply([&](const auto&... field) { (f(field), ...); }, RecordFields<Record>::list);
}

} // namespace esek::domain
