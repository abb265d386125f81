#pragma once
#include "base/CleanText.h"
#include "base/Result.h"

namespace esek::domain {

/// What a text field of a record may hold.
struct TextRule {
    const char* field;      ///< its name for people, an English text of the catalogue
    std::size_t characters; ///< at most so many
    TextShape shape = TextShape::line;
};

/// The one check of every text that enters a record, whichever door it comes through: import, window, command
/// line, push. A door normalises what a person gave it first (normaliseText); this function refuses what is
/// left. Errors: valueInvalid with `field` and `reason` in the current language. Pure; any thread.
Result<void> checkText(std::string_view text, const TextRule&);

inline constexpr std::size_t kNameCharacters = 100;   ///< surname or given names of one person
inline constexpr std::size_t kValueCharacters = 60;   ///< class, register number, number of a document
inline constexpr std::size_t kTitleCharacters = 300;  ///< the name of a school or a line of its address
inline constexpr std::size_t kNoteCharacters = 2'000; ///< a note or reason that a person typed

} // namespace esek::domain
