#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace esek::cards {

/// Text as it can be drawn letter by letter: white space squeezed in every line, empty lines dropped, Polish
/// letters written as letter and combining mark (files from macOS) put together.
std::string drawableText(std::string_view utf8);

/// The first character that cannot be drawn letter by letter, as UTF-8: scripts that join letters or run from
/// right to left, combining marks, invisible controls. A font may well have glyphs for them; the drawing
/// would be wrong.
std::optional<std::string> firstUndrawable(std::string_view utf8);

enum class BreakAt { spaces, spacesAndHyphens };

/// Pieces that may be put on separate lines, each with the space or hyphen it ends with.
std::vector<std::string> breakable(std::string_view line, BreakAt);

} // namespace esek::cards
