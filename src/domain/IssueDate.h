#pragma once
#include "base/Clock.h"
#include "base/Error.h"

#include <optional>

namespace esek::domain {

/// How far ahead of today a card may be dated: schools prepare cards in the summer for the school year that
/// begins in September, never further.
inline constexpr std::chrono::days kIssueDateAhead{366};

/// What the school's records say about days. All dates are local calendar days.
struct IssueDateFacts {
    Date today{};                  ///< by the computer's clock
    std::optional<Date> lastEntry; ///< of the school's journal of changes
    std::optional<Date> lastCard;  ///< the latest date of issue in the register of cards
};

/// The date of a card that a person has not given is today. clockSetBack when the clock is before the last
/// entry: the date and the number's year would be wrong.
std::optional<Error> clockFault(const IssueDateFacts&);

/// May a card get this date? issueDateInvalid when it lies further ahead than kIssueDateAhead from today (or
/// from the last entry, when the clock is before it); issueDateEarlier when it is before that of the last
/// card and `earlierConfirmed` is false, because the register goes on in time.
std::optional<Error> issueDateFault(Date issuedOn, const IssueDateFacts&, bool earlierConfirmed);

/// May this pupil's card get this date? issueDateInvalid on a day before the birth.
std::optional<Error> issueDateFault(Date issuedOn, std::optional<Date> birthDate);

} // namespace esek::domain
