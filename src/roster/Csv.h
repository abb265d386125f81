#pragma once
#include "roster/RawRows.h"

#include <string>
#include <string_view>

namespace esek::roster {

/// UTF-8 in. The dialect is libcsv's: fields in quotation marks, doubled marks, line ends inside, CR, LF and
/// CRLF. Throws quoteNotClosed with the line where the row began, and listTooLong.
RawRows parseCsv(std::string_view text, char delimiter, const std::string& file);

/// ';' ',' tab or '|': the one that yields the most known column names, then the most even rows. An Excel
/// line "sep=;" decides at once.
char detectDelimiter(std::string_view text);

/// Length of a first line "sep=;" with its end, 0 without one.
std::size_t separatorLine(std::string_view text);

} // namespace esek::roster
