#pragma once
#include <string>
#include <string_view>

namespace esek {

/// The form in which two spellings of one name are the same: lower case of every alphabet, no accents
/// ("Nguyễn" is "nguyen", "Łęcki" is "lecki") or invisible characters, every apostrophe as ', and Cyrillic or
/// Greek letters whose capitals look like Latin ones as those ("КОТ" typed with a Ukrainian keyboard is
/// "kot"). Only for comparing, never shown or stored. Pure; any thread.
std::string matchKey(std::string_view);

/// The Latin letter that a Cyrillic or Greek one cannot be told from on paper, 0 where there is none. Small
/// letters count only where they look alike too ("о", but not "н").
char32_t latinLookAlike(char32_t);

enum class Script { none, latin, cyrillic, greek, other };
/// Of a letter; `none` for everything that is no letter.
Script scriptOf(char32_t);

} // namespace esek
