#pragma once
#include "base/Result.h"
#include "base/platform/Files.h"

#include <string>
#include <string_view>
#include <vector>

namespace esek::spreadsheet {

// The one way in which tables of ours leave the program. Every value is text: a spreadsheet program must make
// neither a date of "1/2026" nor a number of a PESEL with zeros in front, and nothing that a person could
// have typed into a name may become a formula.

/// A table to be written; rows are as long as the header. UTF-8.
struct Sheet {
    std::string name; ///< of the sheet in a workbook, at most 31 characters, none of []:*?/\ in it
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// Would a spreadsheet program read the cell of a CSV file as a formula? That is so when it begins with = + -
/// @ or one of their full-width forms, also behind white space or control characters (OWASP, "CSV
/// Injection").
bool looksLikeFormula(std::string_view cell);

enum class ByteOrderMark { no, yes };

/// CSV with semicolons: RFC 4180 quoting of the cells that need it, CRLF. A cell that looks like a formula
/// gets an apostrophe in front, control characters and line breaks become spaces.
std::string toCsv(const Sheet&, ByteOrderMark);

/// A workbook of one sheet (Office Open XML), in which every cell is a string in the format "text" and the
/// header is bold and stays in view. `scratch` is a folder that may be written to: the library wants a file,
/// which is gone afterwards. Errors: folderNotWritable, diskFull, writeFailed.
Result<platform::Bytes> toXlsx(const Sheet&, const std::filesystem::path& scratch);

} // namespace esek::spreadsheet
