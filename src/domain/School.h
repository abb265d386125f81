#pragma once
#include "base/Json.h"
#include "domain/Ids.h"

namespace esek::domain {

struct Address {
    std::string street; ///< with the number
    std::string postcode;
    std::string city;
    bool operator==(const Address&) const = default;
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
    std::int64_t version = 0;
    bool operator==(const School&) const = default;
};

/// school.json, the input of `init --school`: {"name", "address": {"street", "postcode", "city"}, "rspo",
/// "headteacher", "numberPattern", "nextNumber", "cardType"}. Missing name, address or headteacher:
/// valueRequired; a bad pattern: valueInvalid. The id may be missing: then it stays nil.
Result<School> schoolFromJson(const Json&);
Json toJson(const School&);

} // namespace esek::domain
