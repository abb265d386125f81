#pragma once
#include "base/Clock.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace esek::spreadsheet {

/// Złote in grosze, so that sums are exact.
struct Money {
    std::int64_t grosze = 0;
    auto operator<=>(const Money&) const = default;
};

/// What a cell holds. An empty text is an empty cell. Text stays text wherever it goes: neither a date is
/// made of "1/2026" nor a number of a PESEL with zeros in front.
using Cell = std::variant<std::string, Date, std::int64_t, Money>;
using Row = std::vector<Cell>;

/// As a Polish document writes it: 21.11.2026, 1234, 1234,50.
std::string shown(const Cell&);

} // namespace esek::spreadsheet
