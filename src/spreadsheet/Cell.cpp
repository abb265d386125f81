#include "spreadsheet/Cell.h"

#include "base/Format.h"
#include "base/Overloaded.h"

namespace esek::spreadsheet {

std::string shown(const Cell& cell) {
    return std::visit(
        Overloaded{[](const std::string& text) { return text; }, [](Date day) { return toPolish(day); },
                   [](std::int64_t number) { return std::to_string(number); },
                   [](Money money) {
                       const std::int64_t size = money.grosze < 0 ? -money.grosze : money.grosze;
                       return format("{}{},{:02}", money.grosze < 0 ? "-" : "", size / 100, size % 100);
                   }},
        cell);
}

} // namespace esek::spreadsheet
