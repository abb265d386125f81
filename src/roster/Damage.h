#pragma once
#include "roster/RawRows.h"

#include <string>
#include <string_view>

namespace esek::roster {

/// How much a text looks like names: letters of the Polish alphabet against signs inside of words ("B¹k",
/// "Ma³gorzata"), control characters and U+FFFD.
struct LetterCount {
    std::size_t polish = 0;
    std::size_t strange = 0;
};
LetterCount countLetters(std::u32string_view);

/// Bytes of a cell. No value of a list is so long: what is longer is neither repaired nor normalised, which
/// would take its time, and refused where it is read.
constexpr std::size_t kLongestMended = 4096;

/// Letters that were spoiled when the list was saved or opened by another program, put right where that can
/// be undone: UTF-8 that was read as Windows-1250, Windows-1252, ISO-8859-1, ISO-8859-2 or CP852 (also
/// twice), and one charset that was read as another. The second is judged over the whole list, because "ê"
/// alone may be a French name and together with "³" is "ę". Every cell that was changed gets a CellRemark
/// "text.repaired". Time and memory grow with the size of the rows only.
void repairLetters(RawRows&);

/// Whether a name or a class still holds what only damage leaves there: U+FFFD, control characters, signs
/// such as ¹ ³ £ ™ ‚ „ ├ in or beside a letter, a question mark between letters.
bool looksSpoiled(std::string_view utf8);

} // namespace esek::roster
