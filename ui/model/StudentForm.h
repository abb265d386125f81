#pragma once
#include "base/Result.h"
#include "domain/Student.h"

#include <map>
#include <optional>
#include <string>

namespace esek::ui::model {

/// A pupil's data as they are being typed. Pure.
struct StudentForm {
    std::string surname;
    std::string givenNames;
    std::string classUnit;
    std::string registerNumber;
    std::string birthDate;
    std::string pesel;
    std::string documentKind;
    std::string documentNumber;
    std::string cardType; ///< empty: the school's default
    bool needsNoCard = false;
    bool left = false;
    /// Why the photo may depart from the rules; empty: it may not.
    std::map<domain::PhotoExceptionKind, std::string> exceptions;

    bool operator==(const StudentForm&) const = default;
    static StudentForm of(const domain::Student&);

    /// `other`: a field without a place of its own for what is wrong; the sentence names it.
    enum class Field { surname, givenNames, birthDate, pesel, document, other };
    struct Checked {
        std::optional<domain::Student> student; ///< when nothing stands in the way
        std::map<Field, std::string> problems;  ///< must be mended
        std::map<Field, std::string> hints;     ///< worth a look
    };
    /// `base` gives id and version, and what the form does not show.
    Checked check(const domain::Student& base, Date today) const;
};

/// The label of an exception's reason.
std::string exceptionTitle(domain::PhotoExceptionKind);

/// What to say under the PESEL while it is typed.
struct PeselHint {
    std::string words;
    bool complaint = false;
};
PeselHint peselHint(const std::string& typed);

} // namespace esek::ui::model
