#pragma once
#include "domain/School.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::app {

/// What a school sets for the year of its cards, as people write it: the fee of a duplicate with the day from
/// which it holds, and the days until which validity marks hold, by type of card. Pure; any thread.

/// "9", "9,50", "9.50 zł" in grosze. valueInvalid for what is no amount from 0 to 1000 zł.
Result<int> groszeFromText(const std::string&);
/// From this day on a duplicate costs so much; an amount that was set for the same day is replaced.
void setFee(domain::School&, Date from, int grosze);
/// False when nothing was set for this day.
bool removeFee(domain::School&, Date from);
/// The entry that begins last; none when the school has only the usual fee.
std::optional<domain::FeeFrom> latestFee(const domain::School&);
/// "9,00 zł, 12,00 zł from 01.09.2026": all of them in their order, with the usual fee in front.
std::string feesText(const domain::School&);

/// "30.09", "28.02 i 30.09": the days until which marks on cards of this type hold. Nothing written: the
/// usual day. valueInvalid for what is no day of the year.
Result<std::vector<domain::ValidityEnd>> validityEndsFromText(const std::string& cardType,
                                                              const std::string& days);
/// In place of what was set for this type.
void setValidityEnds(domain::School&, const std::string& cardType, const std::vector<domain::ValidityEnd>&);
/// "28.02, 30.09"; of a type for which nothing is set the usual day.
std::string validityEndsText(const domain::School&, const std::string& cardType);

} // namespace esek::app
