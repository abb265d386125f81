#pragma once
#include "base/Result.h"
#include "domain/School.h"
#include "domain/Student.h"

#include <string>
#include <string_view>
#include <vector>

namespace esek::app {

// The doors where names come in (the pupil's form, lists, the school's form, `init`) ask here, so that a
// letter that no card can show is refused while the person who typed it is there, not months later. Any
// thread.

/// Letters of the text that the fonts of the cards lack, each once, as people can see them: a character
/// without a shape of its own as "U+0301".
std::vector<std::string> lettersMissingOnCard(std::string_view text);

/// "The font of the card has no character “⚓”." in the current language, for a form; empty when the card can
/// show all.
std::string letterComplaint(std::string_view text);

/// What is printed of a pupil and of a school. valueInvalid names the field and the letter.
Result<void> checkLetters(const domain::Student&);
Result<void> checkLetters(const domain::School&);

} // namespace esek::app
