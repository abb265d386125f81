#pragma once
#include "base/Result.h"
#include "base/platform/Files.h"
#include "spreadsheet/Cell.h"

#include <string_view>

namespace esek::spreadsheet {

// The one way in which tables of ours leave the program. What is text here is text in the file, and nothing
// that a person could have typed into a name may become a formula.

/// A table to be written; rows are as long as the header. UTF-8.
struct Sheet {
    std::string name; ///< of the sheet in a workbook, at most 31 characters, none of []:*?/\ in it
    std::vector<std::string> header;
    std::vector<Row> rows;
    Row totals = {}; ///< as long as the header, below the rows of a workbook; empty: there are none
    /// A second sheet of a workbook, which explains the first; nothing when it has no rows.
    std::string notesName = {};
    std::vector<Row> notes = {};
};

/// Would a spreadsheet program read the cell of a CSV file as a formula? That is so when it begins with = + -
/// @ or one of their full-width forms, also behind white space or control characters (OWASP, "CSV
/// Injection").
bool looksLikeFormula(std::string_view cell);

enum class ByteOrderMark { no, yes };

/// CSV with semicolons: RFC 4180 quoting of the cells that need it, CRLF. A text that looks like a formula
/// gets an apostrophe in front, control characters and line breaks become spaces. Dates are RRRR-MM-DD, money
/// has a decimal comma. Header and rows only, so that another program can read it.
std::string toCsv(const Sheet&, ByteOrderMark);

/// A workbook (Office Open XML): texts are strings in the format "text", dates, numbers and money are real
/// ones, no cell is a formula; the header is bold, stays in view and is printed on every page (A4). A text
/// longer than 16,000 characters (what a cell surely holds) is cut with "…". `scratch` is a folder that may
/// be written to: the library wants a file, which is gone afterwards. Errors: folderNotWritable, diskFull,
/// writeFailed.
Result<platform::Bytes> toXlsx(const Sheet&, const std::filesystem::path& scratch);

} // namespace esek::spreadsheet
