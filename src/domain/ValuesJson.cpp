#include "domain/ValuesJson.h"

#include "base/Text.h"

namespace esek::domain {

Json valueToJson(const Pesel& v) {
    return v.text();
}
void valueFromJson(const Json& j, const char* key, std::optional<Pesel>& v) {
    v = Pesel::parse(fields::text(j, key));
    if (!v)
        fields::bad(key);
}

Json valueToJson(const IdentityDocument& v) {
    return {{"kind", v.kind}, {"number", v.number}};
}
void valueFromJson(const Json& j, const char* key, IdentityDocument& v) {
    const Json& document = fields::at(j, key);
    v = {fields::text(document, "kind"), fields::text(document, "number")};
}

Json valueToJson(const std::vector<PhotoExceptionFlag>& v) {
    return toJson(v);
}
void valueFromJson(const Json& j, const char* key, std::vector<PhotoExceptionFlag>& v) {
    v = fields::take(photoExceptionsFromJson(fields::at(j, key)));
}

Json valueToJson(const Address& v) {
    return {{"street", v.street}, {"postcode", v.postcode}, {"city", v.city}};
}
void valueFromJson(const Json& j, const char* key, Address& v) {
    const Json& address = fields::at(j, key);
    if (address.is_string()) // a school.json may write it on one line
        v = {address.get<std::string>(), {}, {}};
    else
        v = {fields::textOr(address, "street"), fields::textOr(address, "postcode"),
             fields::textOr(address, "city")};
}

Json valueToJson(const CropParams& v) {
    return toJson(v);
}
void valueFromJson(const Json& j, const char* key, CropParams& v) {
    v = fields::take(cropFromJson(fields::at(j, key)));
}

Json valueToJson(CardState v) {
    return toString(v);
}
void valueFromJson(const Json& j, const char* key, CardState& v) {
    const auto state = cardStateFromString(fields::text(j, key));
    if (!state)
        fields::bad(key);
    v = *state;
}

Json valueToJson(GuardianRelation v) {
    return toString(v);
}
void valueFromJson(const Json& j, const char* key, GuardianRelation& v) {
    const auto relation = guardianRelationFromString(fields::text(j, key));
    if (!relation)
        fields::bad(key);
    v = *relation;
}

Json valueToJson(const CardContents& v) {
    return fields::recordToJson(v);
}
void valueFromJson(const Json& j, const char* key, CardContents& v) {
    v = fields::recordFromJson<CardContents>(fields::at(j, key));
}

Json reasonsToJson(const std::vector<RejectionReason>& reasons) {
    Json list = Json::array();
    for (const RejectionReason reason : reasons)
        list.push_back(toString(reason));
    return list;
}

std::vector<RejectionReason> reasonsFromJson(const Json& holder) {
    const Json& list = fields::at(holder, "reasons");
    if (!list.is_array())
        fields::bad("reasons");
    std::vector<RejectionReason> reasons;
    for (const Json& item : list) {
        const auto reason = item.is_string() ? reasonFromString(item.get<std::string>()) : std::nullopt;
        if (!reason)
            fields::bad("reasons");
        reasons.push_back(*reason);
    }
    return reasons;
}

} // namespace esek::domain
