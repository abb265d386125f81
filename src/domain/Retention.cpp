#include "domain/Retention.h"

#include "base/Format.h"
#include "base/Translate.h"

namespace esek::domain {

namespace {

constexpr const char* kKey = "retention";
constexpr const char* kRejected = "rejectedPhotoDays";
constexpr const char* kLeavers = "leaverPhotoDays";

Json laterOf(const School& school) {
    return school.laterFields.json.empty() ? Json::object() : parseJson(school.laterFields.json).value();
}

/// What another program wrote and this one cannot use counts as no rule: nothing is erased by it.
int daysIn(const Json& rules, const char* key) {
    const auto at = rules.find(key);
    if (at == rules.end() || !at->is_number_integer())
        return 0;
    const auto days = at->get<std::int64_t>();
    return days > 0 && days <= kLongestRetention ? static_cast<int>(days) : 0;
}

} // namespace

RetentionRules retentionOf(const School& school) {
    const Json later = laterOf(school);
    const auto at = later.find(kKey);
    if (at == later.end() || !at->is_object())
        return {};
    return {daysIn(*at, kRejected), daysIn(*at, kLeavers)};
}

Result<void> setRetention(School& school, const RetentionRules& rules) {
    for (const int days : {rules.rejectedPhotos, rules.photosOfLeavers})
        if (days < 0 || days > kLongestRetention)
            return Error{ErrorCode::valueInvalid,
                         "days",
                         {{"field", tr("time of keeping")},
                          {"reason", format(runtime(tr("type a number of days from 0 to {}, 0 for no rule")),
                                            kLongestRetention)}}};
    Json later = laterOf(school);
    if (rules == RetentionRules{})
        later.erase(kKey);
    else
        later[kKey] = {{kRejected, rules.rejectedPhotos}, {kLeavers, rules.photosOfLeavers}};
    school.laterFields.json = later.empty() ? std::string() : later.dump();
    return {};
}

} // namespace esek::domain
