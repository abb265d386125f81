#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace esek::roster {

/// One spelling of a class: "1 a", "kl. 1a", "1.A", "1-A", "1 „A”" and a Cyrillic "1А" become "1A"; "IV b"
/// and "IV-B" become "IV B". What may tell one class from another in a complex of schools stays: "1A LO".
std::string normalizeClass(std::string_view);

/// The number and letters of a class without the ways of writing them ("I A", "1A SP", "2026/1A" and "1A"
/// have one key): classes with one key are probably the same class. Empty for an empty name.
std::string classLikenessKey(std::string_view normalized);

/// "4B", "IV B", "kl. 4b", "1TI", "0", "zerówka": text that may stand for a class by itself, normalised.
std::optional<std::string> classByItself(std::string_view);

/// The class that a title names: "Lista uczniów klasy: 4B", "Oddział 4b, wychowawca: ...", "Klasa 4B".
std::optional<std::string> classInTitle(std::string_view);

/// A value that a spreadsheet made of something else: "2026-02-01" of 1/2, "kwi.20" of 4/20, "1E+01" of 1E1.
/// For columns that never hold dates: class, register number, number of a card.
bool spreadsheetChanged(std::string_view value);

} // namespace esek::roster
