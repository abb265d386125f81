#pragma once
#include "domain/Student.h"

#include <string>
#include <vector>

namespace esek::roster {

enum class MatchHow { pesel, registerNumber, nameClass, none, ambiguous };
/// "pesel", "registerNumber", "nameClass", "none", "ambiguous".
std::string_view name(MatchHow);

struct PhotoMatch {
    std::string name; ///< as given
    MatchHow how = MatchHow::none;
    /// Matched: exactly one. Ambiguous: all that it may be. None: pupils to offer first when a person assigns
    /// the file by hand (same name, other or no class); often empty.
    std::vector<domain::StudentId> candidates;
};

/// The name of a file holds the PESEL, is the register number ("12-2020" for "12/2020"), or is `Nazwisko Imię
/// Klasa`: name parts in any order, without case and accents of any alphabet, separated by spaces, '-', '_',
/// '.'; the whole surname, the first given name, further ones optional; class as "1a" or "1 a", at the end or
/// as the name of the folder. A second ending (".jpg.jpg") and the mark of a copy (" - kopia", "(1)") do not
/// matter. Nothing is guessed: a register number in the folder of another class is ambiguous. Each name is
/// judged alone: that two files are for one pupil is the importer's to see. Pupils who left are not matched.
/// One answer for each name, in their order. Pure.
std::vector<PhotoMatch> matchPhotos(const std::vector<std::string>& names,
                                    const std::vector<domain::Student>&);

} // namespace esek::roster
