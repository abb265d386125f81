#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace esek::roster {

/// What a column of a class list carries.
enum class Field {
    ignore,
    registerNumber,
    surname,
    givenName, ///< the first one only, or as many as the list happens to give
    secondName,
    thirdName,
    givenNames,       ///< all of them
    surnameThenGiven, ///< "Nazwisko Imię" in one column
    givenThenSurname, ///< "Imię Nazwisko" in one column
    birthDate,
    pesel,
    documentKind,
    documentNumber,
    classUnit,
    classLevel,  ///< "1" of "1A"
    classSymbol, ///< "A" of "1A"
    cardType,
    disability, ///< 0/1: the card of the "-N" type. Health data: never in lists or logs.
    cardNumber, ///< of the card that the pupil already has
};

/// Stable, for scripts and saved mappings: "registerNumber".
std::string_view name(Field);
std::optional<Field> fieldFromName(std::string_view);
/// For people, in the current language: "numer w księdze uczniów".
std::string title(Field);
/// In the order in which a list of choices shows them; `ignore` first.
const std::vector<Field>& allFields();

} // namespace esek::roster
