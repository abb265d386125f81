#pragma once
#include "base/Json.h"
#include "server/store/Rows.h"

#include <optional>

namespace esek::server {

/// The record of a row, or nothing when it cannot be read: work for many families goes on without one that is
/// spoiled, of which `verify` tells. `read` is the record's own reader, such as domain::studentFromJson.
template <class T>
std::optional<T> readable(const RecordRow& row, Result<T> (*read)(const Json&)) {
    const auto json = parseJson(row.body);
    auto record = json ? read(*json) : Result<T>(json.error());
    return record ? std::optional<T>(std::move(record).value()) : std::nullopt;
}

} // namespace esek::server
