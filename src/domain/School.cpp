#include "domain/School.h"

#include "base/Text.h"
#include "domain/ValuesJson.h"

namespace esek::domain {

namespace {

void require(std::string& value, const char* key) {
    value = squeeze(value);
    if (value.empty())
        throw Exception(Error{ErrorCode::valueRequired, std::string("missing ") + key, {{"field", key}}});
}

} // namespace

Result<School> schoolFromJson(const Json& j) {
    return guarded([&] {
        Json given = j; // people write the RSPO number without quotation marks
        if (given.is_object() && given.contains("rspo") && given["rspo"].is_number_unsigned())
            given["rspo"] = std::to_string(given["rspo"].get<std::uint64_t>());
        auto s = fields::recordFromJson<School>(given);
        require(s.name, "name");
        s.address = {squeeze(s.address.street), squeeze(s.address.postcode), squeeze(s.address.city)};
        if (s.address == Address{})
            throw Exception(Error{ErrorCode::valueRequired, "missing address", {{"field", "address"}}});
        s.rspo = squeeze(s.rspo);
        require(s.headteacher, "headteacher");
        fields::take(NumberPattern::parse(s.numberPattern));
        if (s.nextNumber < 0 || s.nextNumber > 999'999'999)
            throw Exception(Error{
                ErrorCode::valueInvalid, "nextNumber", {{"field", "nextNumber"}, {"reason", "0-999999999"}}});
        return s;
    });
}

Json toJson(const School& s) {
    return fields::recordToJson(s);
}

} // namespace esek::domain
