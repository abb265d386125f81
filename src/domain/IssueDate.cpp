#include "domain/IssueDate.h"

#include "base/Format.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::domain {

namespace {

Error impossible(Date date, std::string reason) {
    return Error{ErrorCode::issueDateInvalid,
                 "a date of issue without sense",
                 {{"date", toPolish(date)}, {"reason", std::move(reason)}}};
}

} // namespace

std::optional<Error> clockFault(const IssueDateFacts& facts) {
    if (!facts.lastEntry || *facts.lastEntry <= facts.today)
        return std::nullopt;
    return Error{ErrorCode::clockSetBack,
                 "the clock is before the last entry",
                 {{"today", toPolish(facts.today)}, {"last", toPolish(*facts.lastEntry)}}};
}

std::optional<Error> issueDateFault(Date issuedOn, const IssueDateFacts& facts, bool earlierConfirmed) {
    const Date now = std::max(facts.today, facts.lastEntry.value_or(facts.today));
    if (std::chrono::sys_days(issuedOn) > std::chrono::sys_days(now) + kIssueDateAhead)
        return impossible(issuedOn,
                          format(fmt::runtime(tr("it is more than a year after {}")), toPolish(now)));
    if (facts.lastCard && issuedOn < *facts.lastCard && !earlierConfirmed)
        return Error{ErrorCode::issueDateEarlier,
                     "before the last card",
                     {{"date", toPolish(issuedOn)}, {"last", toPolish(*facts.lastCard)}}};
    return std::nullopt;
}

std::optional<Error> issueDateFault(Date issuedOn, std::optional<Date> birthDate) {
    if (!birthDate || issuedOn >= *birthDate)
        return std::nullopt;
    return impossible(issuedOn, format(fmt::runtime(tr("the pupil was born on {}")), toPolish(*birthDate)));
}

} // namespace esek::domain
