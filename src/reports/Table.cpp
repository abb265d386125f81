#include "reports/Table.h"

#include "base/Error.h"
#include "base/Text.h"

#include <algorithm>
#include <numeric>

namespace esek::reports {

namespace {

bool isEmpty(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text && text->empty();
}

Cell sumOf(const Table& table, std::size_t column) {
    if (table.columns[column].type == ColumnType::money) {
        Money sum;
        for (const Row& row : table.rows)
            if (const auto* money = std::get_if<Money>(&row[column]))
                sum.grosze += money->grosze;
        return sum;
    }
    std::int64_t sum = 0;
    for (const Row& row : table.rows)
        if (const auto* number = std::get_if<std::int64_t>(&row[column]))
            sum += *number;
    return sum;
}

} // namespace

std::size_t Table::column(std::string_view key) const {
    const auto at =
        std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.key == key; });
    if (at == columns.end())
        throw Exception(ErrorCode::internal, "a report has no such column");
    return static_cast<std::size_t>(at - columns.begin());
}

Cell dayCell(const std::optional<Date>& day) {
    return day ? Cell(*day) : Cell(std::string());
}

void addTotals(Table& table, const std::string& label) {
    table.totals.assign(table.columns.size(), std::string());
    table.totals[0] = label;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].summed)
            table.totals[i] = sumOf(table, i);
}

void sortRows(std::vector<Row>& rows, std::size_t column, bool ascending) {
    // The keys are made once: a comparison of Polish texts walks over their letters.
    std::vector<std::string> keys;
    keys.reserve(rows.size());
    for (const Row& row : rows) {
        const auto* text = std::get_if<std::string>(&row[column]);
        keys.push_back(text ? polishSortKey(*text) : std::string());
    }
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Cell &left = rows[a][column], &right = rows[b][column];
        if (isEmpty(left) || isEmpty(right))
            return !isEmpty(left) && isEmpty(right);
        const bool bothTexts = left.index() == 0 && right.index() == 0;
        const bool less = bothTexts ? keys[a] < keys[b] : left < right;
        const bool more = bothTexts ? keys[b] < keys[a] : right < left;
        return ascending ? less : more;
    });
    std::vector<Row> sorted;
    sorted.reserve(rows.size());
    for (const std::size_t i : order)
        sorted.push_back(std::move(rows[i]));
    rows = std::move(sorted);
}

} // namespace esek::reports
