#pragma once
#include "base/Clock.h"
#include "base/Json.h"
#include "domain/Fields.h"
#include "domain/Ids.h"

#include <vector>

namespace esek::domain {

struct Address {
    std::string street; ///< with the number
    std::string postcode;
    std::string city;
    bool operator==(const Address&) const = default;
};

/// What a duplicate of a card costs from a day on.
struct FeeFrom {
    Date from{};
    int grosze = 0;
    LaterFields laterFields;
    bool operator==(const FeeFrom&) const = default;
};
template <>
struct RecordFields<FeeFrom> {
    template <class Value>
    using F = Field<FeeFrom, Value>;
    static constexpr std::tuple list{
        F<Date>{"from", nullptr, &FeeFrom::from, Presence::required, Merge::never},
        F<int>{"grosze", nullptr, &FeeFrom::grosze, Presence::always, Merge::never},
        F<LaterFields>{nullptr, nullptr, &FeeFrom::laterFields, Presence::ifSet, Merge::never},
    };
};

/// The day of the year until which a validity mark holds, for one type of card.
struct ValidityEnd {
    std::string cardType;
    int month = 9;
    int day = 30;
    LaterFields laterFields;
    bool operator==(const ValidityEnd&) const = default;
};
template <>
struct RecordFields<ValidityEnd> {
    template <class Value>
    using F = Field<ValidityEnd, Value>;
    static constexpr std::tuple list{
        F<std::string>{"cardType", nullptr, &ValidityEnd::cardType, Presence::required, Merge::never},
        F<int>{"month", nullptr, &ValidityEnd::month, Presence::required, Merge::never},
        F<int>{"day", nullptr, &ValidityEnd::day, Presence::required, Merge::never},
        F<LaterFields>{nullptr, nullptr, &ValidityEnd::laterFields, Presence::ifSet, Merge::never},
    };
};

/// The school whose office this is. Names as they are printed on cards.
struct School {
    SchoolId id;
    std::string name;
    Address address;
    std::string rspo;        ///< number in the Rejestr Szkół i Placówek Oświatowych; may be empty
    std::string headteacher; ///< name as printed after "Dyrektor szkoły"
    /// How card numbers look (NumberPattern in Card.h), e.g. "{n}/{year}".
    std::string numberPattern = "{n}/{year}";
    int nextNumber = 1; ///< running number that the next card gets
    std::string defaultCardType = "MEiN-I/1";
    std::string photoProfile = "gov-pl"; ///< name of a file in resources/profiles
    std::vector<FeeFrom> duplicateFees;  ///< empty: kUsualDuplicateFee (Duplicate.h)
    /// Several of one type for schools whose marks hold for half a year; a type that is not here: 30
    /// September (README.md, Cards and law).
    std::vector<ValidityEnd> validityEnds;
    LaterFields laterFields;
    std::int64_t version = 0;
    bool operator==(const School&) const = default;
};

template <>
struct RecordFields<School> {
    template <class Value>
    using F = Field<School, Value>;
    static constexpr std::tuple list{
        F<SchoolId>{"id", nullptr, &School::id, Presence::ifSet, Merge::never},
        F<std::string>{"name", nullptr, &School::name, Presence::always, Merge::alone},
        F<Address>{"address", nullptr, &School::address, Presence::always, Merge::alone},
        F<std::string>{"rspo", nullptr, &School::rspo, Presence::always, Merge::alone},
        F<std::string>{"headteacher", nullptr, &School::headteacher, Presence::always, Merge::alone},
        F<std::string>{"numberPattern", nullptr, &School::numberPattern, Presence::always, Merge::alone},
        F<int>{"nextNumber", nullptr, &School::nextNumber, Presence::always, Merge::highest},
        F<std::string>{"cardType", nullptr, &School::defaultCardType, Presence::always, Merge::alone},
        F<std::string>{"photoProfile", nullptr, &School::photoProfile, Presence::always, Merge::alone},
        F<std::vector<FeeFrom>>{"duplicateFees", nullptr, &School::duplicateFees, Presence::ifSet,
                                Merge::alone},
        F<std::vector<ValidityEnd>>{"validityEnds", nullptr, &School::validityEnds, Presence::ifSet,
                                    Merge::alone},
        F<LaterFields>{nullptr, nullptr, &School::laterFields, Presence::ifSet, Merge::alone},
        F<std::int64_t>{"version", nullptr, &School::version, Presence::always, Merge::never},
    };
};

/// school.json, the input of `init --school`: {"name", "address": {"street", "postcode", "city"}, "rspo",
/// "headteacher", "numberPattern", "nextNumber", "cardType"}. Missing name, address or headteacher:
/// valueRequired; a bad pattern: valueInvalid. The id may be missing: then it stays nil.
Result<School> schoolFromJson(const Json&);
Json toJson(const School&);

} // namespace esek::domain
