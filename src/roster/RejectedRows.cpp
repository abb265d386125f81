#include "roster/RejectedRows.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "roster/ColumnChoice.h"

#include <algorithm>
#include <map>

namespace esek::roster {

namespace {

constexpr std::size_t kNone = Issue::kNoRow;

std::size_t columnOf(const Mapping& mapping, Field field) {
    const auto found = std::find(mapping.columns.begin(), mapping.columns.end(), field);
    return found == mapping.columns.end() ? kNone : static_cast<std::size_t>(found - mapping.columns.begin());
}

// A spreadsheet takes a cell that begins so for a formula; the apostrophe keeps it text and is dropped when
// the list is read again.
bool mayBeFormula(const std::string& cell) {
    return cell.size() > 1 && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos;
}

std::string quoted(const std::string& cell) {
    std::string text = mayBeFormula(cell) ? "'" + cell : cell;
    if (text.find_first_of(";\"\r\n") == std::string::npos)
        return text;
    for (auto at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2))
        text.insert(at, 1, '"');
    return '"' + text + '"';
}

std::string line(const std::vector<std::string>& cells) {
    std::vector<std::string> out;
    for (const std::string& cell : cells)
        out.push_back(quoted(cell));
    return join(out, ";") + "\r\n";
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
        name += (name.empty() ? "" : " ") + cell;
    }
    return name;
}

std::string valueOfIssue(const Table& table, const Mapping& mapping, const Issue& issue) {
    if (issue.row == kNone || issue.field == Field::ignore)
        return {};
    return table.cell(issue.row, columnOf(mapping, issue.field));
}

std::string rejectedRowsCsv(const Table& table, const ImportPlan& plan) {
    std::map<std::size_t, std::vector<const Issue*>> byRow;
    for (const Issue& issue : plan.refused)
        if (issue.row != kNone)
            byRow[issue.row].push_back(&issue);
    const bool classes = std::any_of(table.classes.begin(), table.classes.end(),
                                     [](const auto& name) { return !name.empty(); });
    std::vector<std::string> header = table.header;
    if (classes) // of headings and names of sheets, which this list does not have
        header.push_back(tr("Class"));
    header.push_back(tr("Line"));
    header.push_back(tr("Reason"));
    std::string out = "\xEF\xBB\xBF" + line(header);
    for (const auto& [row, issues] : byRow) {
        std::vector<std::string> cells;
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
        out += line(cells);
    }
    return out;
}

} // namespace esek::roster
