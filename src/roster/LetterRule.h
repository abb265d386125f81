#pragma once
#include "roster/ParseRows.h"

#include <functional>

namespace esek::roster {

/// The letters of a text that no card can show, beside each other; empty when there are none.
using LettersMissing = std::function<std::string(std::string_view)>;

/// Refuses the rows whose names or document hold such a letter: the card would be refused months later. Pure,
/// as far as `missing` is.
void refuseMissingLetters(ParseResult&, const LettersMissing& missing);

} // namespace esek::roster
