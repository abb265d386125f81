#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace esek::pdf {

/// Text as it can be drawn letter by letter: letters and their marks put together (files from macOS),
/// ligatures written out, white space squeezed in every line, empty lines dropped.
std::string drawableText(std::string_view utf8);

/// Can the character be drawn by itself? Not in scripts that join letters or run from right to left, no
/// combining marks, no invisible controls. A font may well have glyphs for them; the drawing would be wrong.
bool isDrawable(char32_t);

enum class BreakAt { spaces, spacesAndHyphens };

/// Pieces that may be put on separate lines, each with the space or hyphen it ends with.
std::vector<std::string> breakable(std::string_view line, BreakAt);

} // namespace esek::pdf
