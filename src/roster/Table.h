#pragma once
#include "base/Result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace esek::roster {

/// A list as it stands in the file: text only, UTF-8, ends of cells trimmed, empty lines left out.
struct Table {
    std::string file;                ///< its name without the folder, for messages
    std::vector<std::string> header; ///< the row that names the columns; lines above it (titles) are left out
    std::vector<std::vector<std::string>> rows; ///< may be shorter or longer than the header
    std::vector<std::size_t>
        lineNumbers;      ///< of each row: line in the file (1 = first), row number in a sheet
    std::string encoding; ///< "UTF-8", "UTF-16", "Windows-1250", "ISO-8859-2"; empty for XLSX
    char delimiter = 0;   ///< ';' ',' '\t'; 0 for XLSX
};

/// CSV, XLSX or OneRoster zip, recognised by content, not by name. Errors: fileNotFound, fileUnreadable,
/// fileEmpty, fileTooLarge, fileKindUnknown (context hint), fileEncrypted, fileCorrupt, textEncoding,
/// quoteNotClosed.
Result<Table> readTable(const std::filesystem::path&);

} // namespace esek::roster
