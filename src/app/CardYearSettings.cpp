#include "app/CardYearSettings.h"

#include "app/TypedList.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Duplicate.h"

#include <algorithm>
#include <charconv>

namespace esek::app {

using namespace domain;

namespace {

constexpr int kZloty = 100;
constexpr int kMostZloty = 1000; ///< a larger fee was mistyped

Error invalid(const std::string& field, const std::string& reason) {
    return Error{ErrorCode::valueInvalid, "setting", {{"field", field}, {"reason", reason}}};
}

/// Digits only; nothing for the rest.
std::optional<int> number(std::string_view text) {
    int value = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.empty() || text.front() == '-' || read.ec != std::errc() || read.ptr != end)
        return std::nullopt;
    return value;
}

std::string dayText(const ValidityEnd& end) {
    return format("{:02}.{:02}", end.day, end.month);
}

} // namespace

Result<int> groszeFromText(const std::string& text) {
    std::string amount = squeeze(text);
    if (amount.ends_with("zł"))
        amount = squeeze(amount.substr(0, amount.size() - std::string("zł").size()));
    std::ranges::replace(amount, '.', ',');
    const auto comma = amount.find(',');
    const std::string cents = comma == std::string::npos ? "00" : amount.substr(comma + 1);
    const auto zloty = number(std::string_view(amount).substr(0, comma));
    const auto grosze = number(cents);
    if (!zloty || !grosze || cents.size() != 2 || *zloty > kMostZloty)
        return invalid(tr("fee"), tr("type an amount from 0 to 1000 zł, such as 9,00"));
    return *zloty * kZloty + *grosze;
}

void setFee(School& school, Date from, int grosze) {
    auto& fees = school.duplicateFees;
    const auto at = std::ranges::find(fees, from, &FeeFrom::from);
    if (at != fees.end())
        at->grosze = grosze;
    else
        fees.push_back({from, grosze, {}});
    std::ranges::sort(fees, {}, &FeeFrom::from);
}

bool removeFee(School& school, Date from) {
    return std::erase_if(school.duplicateFees, [&](const FeeFrom& fee) { return fee.from == from; }) > 0;
}

std::optional<FeeFrom> latestFee(const School& school) {
    const auto at = std::ranges::max_element(school.duplicateFees, {}, &FeeFrom::from);
    return at == school.duplicateFees.end() ? std::nullopt : std::optional(*at);
}

std::string feesText(const School& school) {
    std::vector<FeeFrom> fees = school.duplicateFees;
    std::ranges::sort(fees, {}, &FeeFrom::from);
    std::string text = moneyText(kUsualDuplicateFee);
    for (const FeeFrom& fee : fees)
        text += ", " + format(runtime(tr("{} from {}")), moneyText(fee.grosze), toPolish(fee.from));
    return text;
}

Result<std::vector<ValidityEnd>> validityEndsFromText(const std::string& cardType, const std::string& days) {
    std::vector<ValidityEnd> ends;
    for (std::string day : typedList(days)) {
        if (day.ends_with('.'))
            day.pop_back();
        const auto dot = day.find('.');
        const auto d = number(std::string_view(day).substr(0, dot));
        const auto m =
            dot == std::string::npos ? std::nullopt : number(std::string_view(day).substr(dot + 1));
        // 2000 was a leap year: 29 February is a day of the year.
        if (!d || !m || *d < 1 || *m < 1 ||
            !Date(std::chrono::year(2000), std::chrono::month(static_cast<unsigned>(*m)),
                  std::chrono::day(static_cast<unsigned>(*d)))
                 .ok())
            return invalid(tr("validity mark"), tr("type days as dd.mm, such as 30.09 or 28.02 i 30.09"));
        ends.push_back({cardType, *m, *d, {}});
    }
    std::ranges::sort(ends, {}, [](const ValidityEnd& e) { return std::pair(e.month, e.day); });
    return ends;
}

void setValidityEnds(School& school, const std::string& cardType, const std::vector<ValidityEnd>& ends) {
    std::erase_if(school.validityEnds, [&](const ValidityEnd& e) { return e.cardType == cardType; });
    school.validityEnds.insert(school.validityEnds.end(), ends.begin(), ends.end());
}

std::string validityEndsText(const School& school, const std::string& cardType) {
    std::vector<std::string> days;
    for (const ValidityEnd& end : school.validityEnds)
        if (end.cardType == cardType)
            days.push_back(dayText(end));
    return days.empty() ? dayText({}) : join(days, ", ");
}

} // namespace esek::app
