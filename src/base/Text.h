#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace esek {

/// UTF-8 helpers for Polish text. fold() and the order of the alphabet leave letters outside Latin-1 and
/// Latin Extended-A as they are; stored search words and sort keys depend on that.
bool isValidUtf8(std::string_view);
/// Of every alphabet that has both cases.
std::string toLower(std::string_view);
std::string toUpper(std::string_view);
/// Lower case, without diacritics ("Żółć" -> "zolc", also ł): the form in which names are searched and
/// matched.
std::string fold(std::string_view);
/// Without white space (also no-break space) at the ends.
std::string trim(std::string_view);
/// trim, and inner runs of white space become one space.
std::string squeeze(std::string_view);
std::vector<std::string> split(std::string_view, char separator);
std::string join(const std::vector<std::string>&, std::string_view separator);
bool startsWith(std::string_view text, std::string_view prefix);
std::u32string toUtf32(std::string_view); ///< invalid bytes become U+FFFD
std::string toUtf8(std::u32string_view);  ///< halves of UTF-16 pairs become U+FFFD
std::size_t characterCount(std::string_view);
/// Polish alphabetical order (a ą b c ć ...), without regard to case; a strict weak order, ties by bytes.
bool polishLess(std::string_view, std::string_view);
/// A key whose byte order is Polish alphabetical order; for SQLite columns.
std::string polishSortKey(std::string_view);

} // namespace esek
