#pragma once
#include "domain/Entities.h"
#include "storage/Connection.h"

namespace esek::storage {

/// Kinds whose table is named as the kind and keeps a record as one JSON text under its id: id and body_json,
/// and columns computed from the body. Inside a transaction; throws.
template <class T>
concept HasBodyTable = std::same_as<T, domain::ValidityMarks> || std::same_as<T, domain::DuplicateRequest> ||
    std::same_as<T, domain::BlankDelivery> || std::same_as<T, domain::Blank>;

template <HasBodyTable T>
T bodyFrom(std::string_view json) {
    return domain::EntityTraits<T>::rowFromJson(parseJson(json).value()).value();
}

template <HasBodyTable T>
std::string bodyTable() {
    return std::string(domain::EntityTraits<T>::name);
}

template <HasBodyTable T>
std::optional<T> loadBody(Connection& c, const typename domain::EntityTraits<T>::Id& id) {
    static const std::string kSql = "SELECT body_json FROM " + bodyTable<T>() + " WHERE id = ?";
    Query q = c.prepared(kSql.c_str());
    q.bind(id);
    if (!q.step())
        return std::nullopt;
    return bodyFrom<T>(q.view(0));
}

template <HasBodyTable T>
std::vector<T> allBodies(Connection& c) {
    std::vector<T> records;
    Query q = c.query("SELECT body_json FROM " + bodyTable<T>());
    while (q.step())
        records.push_back(bodyFrom<T>(q.view(0)));
    return records;
}

template <HasBodyTable T>
void saveBody(Connection& c, const T& record) {
    const std::string body = domain::toJson(record).dump();
    static const std::string kSql =
        "INSERT INTO " + bodyTable<T>() +
        " (id, body_json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body_json = excluded.body_json";
    c.prepared(kSql.c_str()).bind(record.id).bind(body).run();
}

} // namespace esek::storage
