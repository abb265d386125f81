#pragma once
#include "base/Result.h"
#include "roster/Issue.h"
#include "roster/RawRows.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace esek::roster {

/// A sheet of a workbook, for the choice of those to read.
struct SheetInfo {
    std::string name;
    bool hidden = false;
    bool list = false; ///< has headings of a list of pupils
    bool read = false; ///< its rows are in the table
    std::size_t rows = 0;
};

/// A list as it stands in the file: text only, UTF-8, ends of cells trimmed, letters in one form, empty lines
/// left out. Several sheets are one list; columns of one heading are one column.
struct Table {
    std::string file;                ///< its name without the folder, for messages
    std::vector<std::string> header; ///< the row that names the columns; lines above it (titles) are left out
    std::vector<std::vector<std::string>> rows; ///< may be shorter or longer than the header
    std::vector<std::size_t>
        lineNumbers; ///< of each row: line in the file (1 = first), row number in a sheet
    /// For each row the class that a heading, a title or the name of its sheet gives; empty: none does.
    std::vector<std::string> classes;
    std::vector<std::string> rowSheets;  ///< of each row; no elements when one sheet was read
    std::vector<CellRemark> cellRemarks; ///< by row
    std::vector<Issue> remarks;          ///< about the list as a whole
    std::vector<SheetInfo> sheets;       ///< of the workbook; none for text files
    std::string
        encoding;       ///< "UTF-8", "UTF-16", "Windows-1250", "ISO-8859-2", "CP852", "Mazovia"; empty: XLSX
    char delimiter = 0; ///< ';' ',' '|' '\t'; 0 for XLSX

    /// The text of a cell, empty beyond the end of its row.
    const std::string& cell(std::size_t row, std::size_t column) const;
    std::string sheetOf(std::size_t row) const {
        return row < rowSheets.size() ? rowSheets[row] : std::string();
    }
};

struct ReadOptions {
    /// Sheets to read, as they are called; none: every visible sheet that is a list of pupils.
    std::vector<std::string> sheets;
};

/// CSV, XLSX or OneRoster zip, recognised by content, not by name. Errors: fileNotFound, fileUnreadable,
/// fileEmpty, fileTooLarge, fileKindUnknown (context hint), fileEncrypted, fileCorrupt, textEncoding,
/// quoteNotClosed, listTooLong, listWithoutPupils, sheetMissing. Time and memory are bounded by the size of
/// the file.
Result<Table> readTable(const std::filesystem::path&, const ReadOptions& = {});

} // namespace esek::roster
