#pragma once
#include "domain/Pesel.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace esek::roster {

/// A value or the code of what is wrong with it (an Issue kind).
template <class T>
struct Checked {
    std::optional<T> value;
    const char* problem = nullptr; ///< with a value: only to be flagged
};

constexpr std::size_t kMaxNameCharacters = 100;
constexpr std::size_t kMaxValueCharacters = 60;

/// "-", "brak", "nie dotyczy" ...: written where there is no value.
bool isPlaceholder(std::string_view);
/// One space between words, "Nowak - Kowalska" and "Nowak–Kowalska" as "Nowak-Kowalska"; the case stays.
/// text.spoiled, name.characters, name.tooLong; name.lookAlike comes with the value in Latin letters.
Checked<std::string> checkName(std::string_view);
/// Squeezed; text.spoiled, value.characters, value.tooLong.
Checked<std::string> checkValue(std::string_view);
/// Spaces inside are ignored. pesel.*; pesel.zerosRestored comes with a value.
Checked<domain::Pesel> checkPesel(std::string_view);
/// "I/1", "MEiN I/1", "mein-i/1" -> "MEiN-I/1"; cardType.unknown.
Checked<std::string> checkCardType(std::string_view);
/// 0/1, tak/nie, t/n, x; disability.unknown.
Checked<bool> checkYesNo(std::string_view);

struct SplitName {
    std::string surname;
    std::string givenNames;
    bool certain = true;
};
/// Particles in small letters ("von", "de la") and hyphens belong to the surname; a comma ends it. Three
/// words and more are not certain.
SplitName splitSurnameFirst(std::string_view name);
SplitName splitSurnameLast(std::string_view name);

} // namespace esek::roster
