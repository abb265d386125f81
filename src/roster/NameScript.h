#pragma once
#include <string>
#include <string_view>

namespace esek::roster {

/// A name in which some letters come from another alphabet and look the same ("Kоwalski" with a Cyrillic
/// "о"): such a pupil is not found, and two records look like one. Pure functions on UTF-8.

/// In every word that has Latin letters the look-alikes become Latin; words wholly of another alphabet stay.
std::string withoutLookAlikes(std::string_view name);
/// Every letter is Cyrillic or Greek and has a Latin twin ("КОТ"): the word cannot tell what it is.
bool allLookAlikes(std::string_view name);
/// `name` in Latin letters; only for names of which allLookAlikes() holds.
std::string asLatin(std::string_view name);
bool hasLatin(std::string_view name);

} // namespace esek::roster
