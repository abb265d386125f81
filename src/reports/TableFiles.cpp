#include "reports/TableFiles.h"

#include "base/Format.h"
#include "base/Overloaded.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "spreadsheet/Sheet.h"

#include <algorithm>

namespace esek::reports {

namespace {

std::string_view typeName(ColumnType type) {
    switch (type) {
    case ColumnType::text:
        return "text";
    case ColumnType::pesel:
        return "pesel";
    case ColumnType::date:
        return "date";
    case ColumnType::number:
        return "number";
    case ColumnType::money:
        return "money";
    case ColumnType::byHand:
        return "byHand";
    }
    return {};
}

Json jsonOf(const Cell& cell) {
    return std::visit(
        Overloaded{[](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); },
                   [](Date day) { return Json(toIso(day)); },
                   [](std::int64_t number) { return Json(number); },
                   [](Money money) {
                       std::string text = spreadsheet::shown(money);
                       text[text.find(',')] = '.';
                       return Json(std::move(text));
                   }},
        cell);
}

Json jsonOf(const Table& table, const Row& row) {
    Json out = Json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        out[table.columns[i].key] = jsonOf(row[i]);
    return out;
}

spreadsheet::Sheet sheetOf(const Table& table) {
    spreadsheet::Sheet sheet;
    sheet.name = tr("Report");
    for (const Column& column : table.columns)
        sheet.header.push_back(column.heading());
    sheet.rows = table.rows;
    sheet.totals = table.totals;
    sheet.notesName = tr("Explanations");
    sheet.notes.push_back({table.title, table.subtitle});
    if (!table.note.empty())
        sheet.notes.push_back({std::string(), table.note});
    for (const Column& column : table.columns)
        if (!column.definition.empty())
            sheet.notes.push_back({column.heading(), column.definition});
    return sheet;
}

} // namespace

std::string toCsv(const Table& table) {
    return spreadsheet::toCsv(sheetOf(table), spreadsheet::ByteOrderMark::yes);
}

std::string toTabs(const Table& table) {
    std::string out;
    const auto add = [&](const Row& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string text = spreadsheet::shown(row[i]);
            if (std::holds_alternative<std::string>(row[i]) && spreadsheet::looksLikeFormula(text))
                text.insert(0, 1, '\'');
            std::replace_if(
                text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
            out += (i == 0 ? "" : "\t") + text;
        }
        out += '\n';
    };
    Row header;
    for (const Column& column : table.columns)
        header.emplace_back(column.heading());
    add(header);
    for (const Row& row : table.rows)
        add(row);
    if (!table.totals.empty())
        add(table.totals);
    return out;
}

Result<platform::Bytes> toXlsx(const Table& table, const std::filesystem::path& scratch) {
    return spreadsheet::toXlsx(sheetOf(table), scratch);
}

Json toJson(const Table& table) {
    Json columns = Json::array(), rows = Json::array();
    for (const Column& c : table.columns)
        columns.push_back({{"key", c.key},
                           {"title", c.title},
                           {"type", typeName(c.type)},
                           {"unit", c.unit},
                           {"definition", c.definition}});
    for (const Row& row : table.rows)
        rows.push_back(jsonOf(table, row));
    Json totals = table.totals.empty() ? Json(nullptr) : jsonOf(table, table.totals);
    return {{"report", table.name},       {"title", table.title},          {"subtitle", table.subtitle},
            {"note", table.note},         {"columns", std::move(columns)}, {"rows", std::move(rows)},
            {"totals", std::move(totals)}};
}

} // namespace esek::reports
