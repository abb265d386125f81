#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace esek {

/// A name stands on one line; a note may have several.
enum class TextShape { line, lines };

/// The form in which text comes in at every door (import, window, command line): composed (Unicode NFC),
/// without characters that nobody sees, with ligatures of fonts written out ("ﬁ" becomes "fi") and with one
/// plain space for every run of white space; `lines` keeps its line feeds. Characters that change the
/// direction of writing and control characters are not taken out, because the text would then read
/// differently: textFault() finds them. Bytes that are no UTF-8 become U+FFFD. Pure; any thread.
std::string normaliseText(std::string_view, TextShape = TextShape::line);

/// What keeps a text from being stored.
enum class TextFault {
    notUtf8,
    control,     ///< a control character, a line separator, a character of private use or none at all
    direction,   ///< a mark, embedding, override or isolate of the direction of writing
    invisible,   ///< zero width and the like; joiners are allowed between letters of scripts that need them
    notComposed, ///< not in Unicode NFC: two ways of writing one name must not be two names
    manyMarks,   ///< more than four marks over or under one letter
};
/// The first fault of the text, nothing when it may be stored. A normalised text has none but `control`,
/// `direction` and `manyMarks`. Pure; any thread.
std::optional<TextFault> textFault(std::string_view, TextShape = TextShape::line);

/// The text as it may be shown when it came from somewhere else and has a fault: every character that
/// textFault() would object to is replaced by U+FFFD, so that a terminal or a list is never led astray. Text
/// without a fault comes back unchanged. Pure; any thread.
std::string shownText(std::string_view, TextShape = TextShape::line);

/// A text that a machine gives and nobody can be asked about, such as the name of a file: on one line and
/// normalised, what cannot stand in a text replaced, and no longer than so many characters.
std::string fittedText(std::string_view raw, std::size_t characters);

} // namespace esek
