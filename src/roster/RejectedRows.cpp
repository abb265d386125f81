#include "roster/RejectedRows.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "roster/ColumnChoice.h"
#include "spreadsheet/Sheet.h"

#include <algorithm>
#include <map>

namespace esek::roster {

namespace {

constexpr std::size_t kNone = Issue::kNoRow;

std::size_t columnOf(const Mapping& mapping, Field field) {
    const auto found = std::find(mapping.columns.begin(), mapping.columns.end(), field);
    return found == mapping.columns.end() ? kNone : static_cast<std::size_t>(found - mapping.columns.begin());
}

/// For one line of a message.
std::string shortened(const std::string& text) {
    static constexpr std::size_t kCharacters = 100;
    if (text.size() <= kCharacters)
        return text;
    std::u32string characters = toUtf32(text);
    if (characters.size() <= kCharacters)
        return text;
    characters.resize(kCharacters);
    return toUtf8(characters) + "…";
}

} // namespace

std::string pupilOfRow(const Table& table, const Mapping& mapping, std::size_t row) {
    std::string name;
    for (const Field f : {Field::surname, Field::givenNames, Field::givenName, Field::surnameThenGiven,
                          Field::givenThenSurname}) {
        const std::size_t column = columnOf(mapping, f);
        const std::string& cell = table.cell(row, column);
        if (column == kNone || cell.empty() ||
            (f == Field::givenName && columnOf(mapping, Field::givenNames) != kNone))
            continue;
        if (isWholeName(f) && !name.empty())
            continue;
        name += (name.empty() ? "" : " ") + shortened(cell);
    }
    return name;
}

std::string valueOfIssue(const Table& table, const Mapping& mapping, const Issue& issue) {
    if (issue.row == kNone || issue.field == Field::ignore)
        return {};
    return shortened(table.cell(issue.row, columnOf(mapping, issue.field)));
}

std::string rejectedRowsCsv(const Table& table, const ImportPlan& plan) {
    std::map<std::size_t, std::vector<const Issue*>> byRow;
    for (const Issue& issue : plan.refused)
        if (issue.row != kNone)
            byRow[issue.row].push_back(&issue);
    const bool classes = std::any_of(table.classes.begin(), table.classes.end(),
                                     [](const auto& name) { return !name.empty(); });
    spreadsheet::Sheet sheet;
    sheet.header = table.header;
    if (classes) // of headings and names of sheets, which this list does not have
        sheet.header.push_back(tr("Class"));
    sheet.header.push_back(tr("Line"));
    sheet.header.push_back(tr("Reason"));
    for (const auto& [row, issues] : byRow) {
        spreadsheet::Row cells;
        for (std::size_t c = 0; c < table.header.size(); ++c)
            cells.push_back(table.cell(row, c));
        if (classes)
            cells.push_back(row < table.classes.size() ? table.classes[row] : std::string());
        std::string number = std::to_string(issues.front()->line);
        if (!issues.front()->sheet.empty())
            number += " (" + issues.front()->sheet + ")";
        cells.push_back(std::move(number));
        std::vector<std::string> reasons;
        for (const Issue* issue : issues)
            reasons.push_back(issue->column.empty() ? issue->reason()
                                                    : issue->column + ": " + issue->reason());
        cells.push_back(join(reasons, "; "));
        sheet.rows.push_back(std::move(cells));
    }
    return spreadsheet::toCsv(sheet, spreadsheet::ByteOrderMark::yes);
}

} // namespace esek::roster
