#pragma once
#include "reports/Table.h"

#include <utility>

namespace esek::reports {

/// A plain count, whose sum stands in the totals. `key` and `definition` as in Column.
inline Column countColumn(const char* key, std::string title, std::string definition) {
    return {.key = key,
            .title = std::move(title),
            .type = ColumnType::number,
            .definition = std::move(definition),
            .summed = true};
}

} // namespace esek::reports
