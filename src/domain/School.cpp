#include "domain/School.h"

#include "base/Text.h"
#include "domain/Card.h"
#include "domain/JsonFields.h"

namespace esek::domain {

namespace {

std::string required(const Json& j, const char* key) {
    std::string value = squeeze(fields::textOr(j, key));
    if (value.empty())
        throw Exception(Error{ErrorCode::valueRequired, std::string("missing ") + key, {{"field", key}}});
    return value;
}

} // namespace

Result<School> schoolFromJson(const Json& j) {
    return guarded([&] {
        if (!j.is_object())
            fields::bad("school");
        School s;
        if (fields::has(j, "id"))
            s.id = fields::id<SchoolId>(j, "id");
        s.name = required(j, "name");
        if (!fields::has(j, "address"))
            throw Exception(Error{ErrorCode::valueRequired, "missing address", {{"field", "address"}}});
        const Json& address = fields::at(j, "address");
        if (address.is_string()) {
            s.address.street = squeeze(address.get<std::string>());
        } else {
            s.address = {squeeze(fields::textOr(address, "street")),
                         squeeze(fields::textOr(address, "postcode")),
                         squeeze(fields::textOr(address, "city"))};
        }
        if (s.address == Address{})
            throw Exception(Error{ErrorCode::valueRequired, "missing address", {{"field", "address"}}});
        s.rspo = squeeze(fields::textOr(j, "rspo"));
        s.headteacher = required(j, "headteacher");
        s.numberPattern = fields::textOr(j, "numberPattern", s.numberPattern);
        fields::take(NumberPattern::parse(s.numberPattern));
        const std::int64_t next = fields::integerOr(j, "nextNumber", 1);
        if (next < 0 || next > 999'999'999)
            throw Exception(Error{
                ErrorCode::valueInvalid, "nextNumber", {{"field", "nextNumber"}, {"reason", "0-999999999"}}});
        s.nextNumber = static_cast<int>(next);
        s.defaultCardType = fields::textOr(j, "cardType", s.defaultCardType);
        s.photoProfile = fields::textOr(j, "photoProfile", s.photoProfile);
        s.version = fields::integerOr(j, "version", 0);
        return s;
    });
}

Json toJson(const School& s) {
    Json j;
    if (!s.id.isNil())
        j["id"] = s.id.toString();
    j["name"] = s.name;
    j["address"] = {{"street", s.address.street}, {"postcode", s.address.postcode}, {"city", s.address.city}};
    j["rspo"] = s.rspo;
    j["headteacher"] = s.headteacher;
    j["numberPattern"] = s.numberPattern;
    j["nextNumber"] = s.nextNumber;
    j["cardType"] = s.defaultCardType;
    j["photoProfile"] = s.photoProfile;
    j["version"] = s.version;
    return j;
}

} // namespace esek::domain
