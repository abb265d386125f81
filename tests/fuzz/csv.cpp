// Lists of pupils as text: charset, separator, quotes, columns, rows.
#include "fuzz/Fuzz.h"
#include "roster/ImportPlan.h"
#include "roster/Mapping.h"
#include "roster/ParseRows.h"
#include "roster/Table.h"

using namespace esek;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::InputFile file("lista.csv");
    const auto table = roster::readTable(file.with(data, size));
    if (!table)
        return 0;
    if (const auto mapping = roster::guessMapping(*table, "auto"))
        static_cast<void>(roster::plan(roster::parseRows(*table, *mapping, dateFromIso("2026-11-27")), {}));
    return 0;
}
