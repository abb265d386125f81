#pragma once
#include "fuzz/Fuzz.h"
#include "roster/ImportPlan.h"
#include "roster/Mapping.h"
#include "roster/ParseRows.h"
#include "roster/Table.h"

namespace esek::fuzz {

/// A list of pupils as far as an import goes before anything is written: table, columns, rows, plan.
inline void importList(const std::filesystem::path& file) {
    const auto table = roster::readTable(file);
    if (!table)
        return;
    if (const auto mapping = roster::guessMapping(*table, "auto"))
        static_cast<void>(roster::plan(roster::parseRows(*table, *mapping, dateFromIso("2026-11-27")), {}));
}

} // namespace esek::fuzz
