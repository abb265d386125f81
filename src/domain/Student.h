#pragma once
#include "base/Clock.h"
#include "base/Json.h"
#include "domain/Fields.h"
#include "domain/Ids.h"
#include "domain/Pesel.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::domain {

/// Identity document of a pupil without PESEL: printed in its place.
struct IdentityDocument {
    std::string kind; ///< "paszport", "karta pobytu" ...
    std::string number;
    bool operator==(const IdentityDocument&) const = default;
};

/// What the school allows on a pupil's photo against the rules of the profile.
enum class PhotoExceptionKind { headwear, glasses, other };
std::string_view toString(PhotoExceptionKind); ///< "headwear", "glasses", "other"
std::optional<PhotoExceptionKind> photoExceptionKindFromString(std::string_view);
const std::vector<PhotoExceptionKind>& allPhotoExceptionKinds();
std::string label(PhotoExceptionKind); ///< for people, in the current language

/// Sensitive (religion, health: RODO art. 9): shown only where that pupil is edited or that photo is judged,
/// never in lists, logs or exports.
struct PhotoExceptionFlag {
    PhotoExceptionKind kind = PhotoExceptionKind::headwear;
    std::string reason; ///< never empty
    bool operator==(const PhotoExceptionFlag&) const = default;
};

struct Student {
    StudentId id;
    std::string registerNumber; ///< numer w księdze uczniów; unique in the school when not empty
    std::string surname;
    std::string givenNames; ///< all of them, in order, one space between
    std::optional<Date> birthDate;
    std::optional<Pesel> pesel;
    std::optional<IdentityDocument> document;
    std::string classUnit; ///< oddział, e.g. "1A"
    std::string
        cardType; ///< empty: the school's default. "-N" types are health data: never in lists or logs.
    bool needsNoCard = false;
    bool left = false;                               ///< no longer a pupil of this school
    std::vector<PhotoExceptionFlag> photoExceptions; ///< at most one of a kind, in the order of the kinds
    LaterFields laterFields;
    std::int64_t version = 0;
    bool operator==(const Student&) const = default;

    std::string fullName() const { return givenNames + " " + surname; } ///< as on the card
    std::string listName() const { return surname + " " + givenNames; } ///< as in lists
};

template <>
struct RecordFields<Student> {
    template <class Value>
    using F = Field<Student, Value>;
    static constexpr std::tuple list{
        F<StudentId>{"id", "id", &Student::id, Presence::required, Merge::never},
        F<std::string>{"registerNumber", "register_number", &Student::registerNumber, Presence::ifSet,
                       Merge::identity},
        F<std::string>{"surname", "surname", &Student::surname, Presence::required, Merge::identity},
        F<std::string>{"givenNames", "given_names", &Student::givenNames, Presence::required,
                       Merge::identity},
        F<std::optional<Date>>{"birthDate", "birth_date", &Student::birthDate, Presence::ifSet,
                               Merge::identity},
        F<std::optional<Pesel>>{"pesel", "pesel", &Student::pesel, Presence::ifSet, Merge::identity},
        F<std::optional<IdentityDocument>>{"document", "document_kind, document_number", &Student::document,
                                           Presence::ifSet, Merge::identity},
        F<std::string>{"class", "class_unit", &Student::classUnit, Presence::ifSet, Merge::alone},
        F<std::string>{"cardType", "card_type", &Student::cardType, Presence::ifSet, Merge::alone},
        F<bool>{"needsNoCard", "needs_no_card", &Student::needsNoCard, Presence::ifSet, Merge::alone},
        F<bool>{"left", "has_left", &Student::left, Presence::ifSet, Merge::alone},
        F<std::vector<PhotoExceptionFlag>>{"photoExceptions", "photo_exceptions", &Student::photoExceptions,
                                           Presence::ifSet, Merge::alone},
        F<LaterFields>{nullptr, "later_fields", &Student::laterFields, Presence::ifSet, Merge::alone},
        F<std::int64_t>{"version", "version", &Student::version, Presence::always, Merge::never},
    };
};

/// Empty text takes the exception away.
void setPhotoException(Student&, PhotoExceptionKind, const std::string& reason);
/// Empty when there is none.
std::string photoException(const Student&, PhotoExceptionKind);

/// A list as in the pupil's JSON. An unknown kind, an empty reason or a kind twice: jsonInvalid.
Json toJson(const std::vector<PhotoExceptionFlag>&);
Result<std::vector<PhotoExceptionFlag>> photoExceptionsFromJson(const Json&);

Json toJson(const Student&);
Result<Student> studentFromJson(const Json&);

/// Order of oddziały: by the number, then by letters ("2B" before "10A").
bool classLess(std::string_view, std::string_view);
std::string classSortKey(std::string_view);

} // namespace esek::domain
