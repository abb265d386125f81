#pragma once
#include "base/Clock.h"
#include "base/Json.h"
#include "domain/Ids.h"
#include "domain/Pesel.h"

#include <optional>
#include <string>

namespace esek::domain {

/// Identity document of a pupil without PESEL: printed in its place.
struct IdentityDocument {
    std::string kind; ///< "paszport", "karta pobytu" ...
    std::string number;
    bool operator==(const IdentityDocument&) const = default;
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
    bool left = false; ///< no longer a pupil of this school
    std::int64_t version = 0;
    bool operator==(const Student&) const = default;

    std::string fullName() const { return givenNames + " " + surname; } ///< as on the card
    std::string listName() const { return surname + " " + givenNames; } ///< as in lists
};

Json toJson(const Student&);
Result<Student> studentFromJson(const Json&);

/// Order of oddziały: by the number, then by letters ("2B" before "10A").
bool classLess(std::string_view, std::string_view);
std::string classSortKey(std::string_view);

} // namespace esek::domain
