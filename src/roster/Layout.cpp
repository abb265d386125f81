#include "roster/Layout.h"

#include "base/Error.h"
#include "base/Text.h"
#include "roster/ClassNames.h"
#include "roster/Csv.h"
#include "roster/Headers.h"

#include <algorithm>
#include <map>
#include <set>

namespace esek::roster {

namespace {

using Row = std::vector<std::string>;

std::size_t filledCells(const Row& row) {
    return static_cast<std::size_t>(
        std::count_if(row.begin(), row.end(), [](const auto& c) { return !c.empty(); }));
}

std::string joinedCells(const Row& row) {
    std::string text;
    for (const std::string& cell : row)
        if (!cell.empty())
            text += (text.empty() ? "" : " ") + cell;
    return text;
}

// "Nazwisko;Imię;Klasa" in one cell: quoted as a whole, or pasted into a spreadsheet.
void splitWholeRows(RawRows& raw, const std::string& file) {
    std::string text;
    for (const Row& row : raw.rows) {
        if (filledCells(row) != 1)
            return;
        std::string line = joinedCells(row);
        std::replace(line.begin(), line.end(), '\n', ' ');
        std::replace(line.begin(), line.end(), '\r', ' ');
        text += line + '\n';
    }
    const char delimiter = detectDelimiter(text);
    if (text.find(delimiter) == std::string::npos)
        return;
    RawRows parts;
    try {
        parts = parseCsv(text, delimiter, file);
    } catch (const Exception& e) {
        if (e.error().code == ErrorCode::quoteNotClosed)
            return; // titles or notes, no rows
        throw;
    }
    const std::size_t known = findHeader(parts.rows).known;
    if (known < 2 || known <= findHeader(raw.rows).known)
        return;
    for (std::size_t& line : parts.lines)
        line = raw.lines.at(line - 1);
    raw = std::move(parts);
}

struct Heading {
    std::size_t row = 0;    ///< first of its rows
    std::size_t height = 1; ///< rows
    Row names;
    std::size_t known = 0;
};

std::size_t knownFields(const Row& names) {
    std::set<Field> fields;
    for (const std::string& name : names)
        fields.insert(fieldOfHeader(name));
    fields.erase(Field::ignore);
    return fields.size();
}

// "Uczeń" above "Nazwisko" and "Imię"; a group stands above its first column only, or above each of them.
Row combined(const Row& upper, const Row& lower) {
    Row names(std::max(upper.size(), lower.size()));
    std::string group;
    for (std::size_t c = 0; c < names.size(); ++c) {
        const std::string up = c < upper.size() ? upper[c] : std::string();
        const std::string low = c < lower.size() ? lower[c] : std::string();
        if (!up.empty())
            group = up;
        const bool tells = !low.empty() && meaningOfHeader(group).whose != Whose::unsaid;
        names[c] = low.empty() ? up : tells && group != low ? group + " – " + low : low;
    }
    return names;
}

bool namesPerson(const Row& row) {
    return std::any_of(row.begin(), row.end(),
                       [](const auto& c) { return meaningOfHeader(c).whose != Whose::unsaid; });
}

Heading findHeading(const RawRows& raw) {
    const HeaderPlace place = findHeader(raw.rows);
    Heading best{place.row, 1, raw.rows[place.row], place.known};
    for (const std::size_t upper : {place.row - 1, place.row}) {
        if (upper >= raw.rows.size() || upper + 1 >= raw.rows.size())
            continue;
        const Row names = combined(raw.rows[upper], raw.rows[upper + 1]);
        const std::size_t known = knownFields(names);
        // One more field, or as many and whose the columns are.
        const bool tellsWhose = upper + 1 == place.row && filledCells(raw.rows[upper]) > 1 && known > 0 &&
                                known >= best.known && namesPerson(raw.rows[upper]);
        if (known > best.known || tellsWhose)
            best = {upper, 2, names, known};
    }
    while (!best.names.empty() && best.names.back().empty())
        best.names.pop_back();
    return best;
}

// "Klasa 4B" alone in its row, or "Klasa:" and "4B" in two cells.
std::optional<std::string> classHeading(const Row& row) {
    const std::size_t filled = filledCells(row);
    if (filled == 0 || filled > 2)
        return std::nullopt;
    if (filled == 2) {
        const auto first = std::find_if(row.begin(), row.end(), [](const auto& c) { return !c.empty(); });
        const std::string key = headerKey(*first);
        if (key != "klasa" && key != "oddzial" && key != "kl")
            return std::nullopt;
    }
    return classInTitle(joinedCells(row));
}

std::string classOfTitles(const RawRows& raw, std::size_t headingRow) {
    for (std::size_t r = headingRow; r-- > 0;)
        if (const auto name = classInTitle(joinedCells(raw.rows[r])))
            return *name;
    return {};
}

bool hasFilledColumn(const Table& table, Field field) {
    for (std::size_t c = 0; c < table.header.size(); ++c)
        if (fieldOfHeader(table.header[c]) == field &&
            std::any_of(table.rows.begin(), table.rows.end(),
                        [&](const Row& row) { return c < row.size() && !row[c].empty(); }))
            return true;
    return false;
}

} // namespace

Table layOut(RawRows&& raw, const std::string& file, const std::string& sheet, std::size_t* known) {
    if (raw.rows.empty())
        throw Exception(Error{ErrorCode::fileEmpty, "no rows", {{"file", file}}});
    splitWholeRows(raw, file);
    normaliseCells(raw);
    Heading heading = findHeading(raw);
    if (known)
        *known = heading.known;
    Table table;
    table.file = file;
    table.header = std::move(heading.names);
    const std::size_t body = heading.row + heading.height;
    std::map<std::size_t, std::size_t> places; // row of the file -> row of the table
    std::string group;
    for (std::size_t r = body; r < raw.rows.size(); ++r) {
        if (auto name = classHeading(raw.rows[r])) {
            group = std::move(*name);
            continue;
        }
        if (!raw.remarks.empty())
            places.emplace(r, table.rows.size());
        table.rows.push_back(std::move(raw.rows[r]));
        table.lineNumbers.push_back(raw.lines[r]);
        table.classes.push_back(group);
    }
    for (const CellRemark& remark : raw.remarks)
        if (const auto at = places.find(remark.row); at != places.end())
            table.cellRemarks.push_back({at->second, remark.column, remark.kind});
    std::stable_sort(table.cellRemarks.begin(), table.cellRemarks.end(),
                     [](const CellRemark& a, const CellRemark& b) { return a.row < b.row; });
    if (!hasFilledColumn(table, Field::classUnit) && !hasFilledColumn(table, Field::classLevel)) {
        std::string common = classOfTitles(raw, heading.row);
        if (common.empty())
            common = classInTitle(sheet).value_or(std::string());
        for (std::string& name : table.classes)
            if (name.empty())
                name = common;
    }
    return table;
}

void append(Table& whole, Table&& more) {
    // The n-th column of a heading is the n-th one of that heading in the whole.
    std::map<std::pair<std::string, std::size_t>, std::size_t> columns;
    std::map<std::string, std::size_t> seen;
    for (std::size_t c = 0; c < whole.header.size(); ++c) {
        const std::string key = headerKey(whole.header[c]);
        columns.emplace(std::pair(key, seen[key]++), c);
    }
    seen.clear();
    std::vector<std::size_t> to;
    for (const std::string& name : more.header) {
        const std::string key = headerKey(name);
        const auto [at, fresh] = columns.emplace(std::pair(key, seen[key]++), whole.header.size());
        if (fresh)
            whole.header.push_back(name);
        to.push_back(at->second);
    }
    const std::size_t offset = whole.rows.size();
    for (Row& row : more.rows) {
        Row moved;
        for (std::size_t c = 0; c < std::min(row.size(), to.size()); ++c) {
            if (row[c].empty())
                continue;
            if (moved.size() <= to[c])
                moved.resize(to[c] + 1);
            moved[to[c]] = std::move(row[c]);
        }
        whole.rows.push_back(std::move(moved));
    }
    for (const CellRemark& remark : more.cellRemarks)
        if (remark.column < to.size())
            whole.cellRemarks.push_back({remark.row + offset, to[remark.column], remark.kind});
    whole.lineNumbers.insert(whole.lineNumbers.end(), more.lineNumbers.begin(), more.lineNumbers.end());
    std::move(more.classes.begin(), more.classes.end(), std::back_inserter(whole.classes));
    std::move(more.rowSheets.begin(), more.rowSheets.end(), std::back_inserter(whole.rowSheets));
}

} // namespace esek::roster
