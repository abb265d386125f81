#pragma once
#include "base/Json.h"
#include "base/platform/Files.h"
#include "reports/Table.h"

namespace esek::reports {

// The writers of a report. Each takes the same Table, so that no two files of one report can differ in what
// they say.

/// UTF-8 with a byte order mark, `;`. Header and rows; titles and totals would be rows of data to the program
/// that reads it.
std::string toCsv(const Table&);

/// Header, rows and totals with tabs between the cells, for the clipboard; a text that a spreadsheet program
/// would take for a formula gets an apostrophe in front.
std::string toTabs(const Table&);

/// A workbook; its second sheet says what the report shows and what each column means. `scratch` is a folder
/// that may be written to. Errors: those of spreadsheet::toXlsx.
Result<platform::Bytes> toXlsx(const Table&, const std::filesystem::path& scratch);

/// {"report", "title", "subtitle", "note", "columns": [{"key", "title", "type", "unit", "definition"}],
/// "rows": [{key: value}], "totals": {key: value}}. Dates are "RRRR-MM-DD", money is a number of złote with
/// two decimals as text ("9.00"), an empty cell is null.
Json toJson(const Table&);

/// Who made the document and when, at the foot of each page.
struct PaperMarks {
    std::string school;
    Date printedOn{};
};

/// A4 pages, upright or on their side as the columns need it: title, repeated header, totals, the meaning of
/// the columns at the end, "page X of Y". A letter that the font lacks is drawn as "□". The file appears
/// whole or not at all. Errors: diskFull, folderNotWritable, writeFailed.
Result<void> writePdf(const std::filesystem::path&, const Table&, const PaperMarks&);

} // namespace esek::reports
