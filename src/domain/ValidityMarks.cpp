#include "domain/ValidityMarks.h"

#include "domain/FieldsJson.h"

#include <algorithm>

namespace esek::domain {

const ValidityMark* ValidityMarks::until(Date day) const {
    const auto it =
        std::ranges::find_if(marks, [&](const ValidityMark& m) { return m.counts() && m.validUntil == day; });
    return it == marks.end() ? nullptr : &*it;
}

const ValidityMark* ValidityMarks::at(int place) const {
    const auto it =
        std::ranges::find_if(marks, [&](const ValidityMark& m) { return m.counts() && m.place == place; });
    return it == marks.end() ? nullptr : &*it;
}

int ValidityMarks::places() const {
    return static_cast<int>(std::ranges::count_if(marks, &ValidityMark::counts));
}

std::optional<int> ValidityMarks::nextPlace() const {
    int last = 0;
    for (const ValidityMark& m : marks)
        if (m.counts())
            last = std::max(last, m.place);
    if (last < kMarkPlaces)
        return last + 1;
    for (int place = 1; place <= kMarkPlaces; ++place)
        if (!at(place))
            return place;
    return std::nullopt;
}

std::optional<int> schoolYearStart(std::string_view text) {
    constexpr std::size_t kYear = 4;
    if (text.size() != 2 * kYear + 1 || text[kYear] != '/')
        return std::nullopt;
    const auto year = [](std::string_view digits) {
        return std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })
                   ? std::stoi(std::string(digits))
                   : 0;
    };
    const int first = year(text.substr(0, kYear));
    return first > 0 && year(text.substr(kYear + 1)) == first + 1 ? std::optional(first) : std::nullopt;
}

std::vector<Date> validityEnds(const School& school, std::string_view cardType, std::string_view year) {
    using namespace std::chrono;
    const auto start = schoolYearStart(year);
    if (!start)
        return {};
    // A mark of the year holds until a day after its beginning: 30 September is that of the next autumn.
    const auto dayIn = [](int y, int month, int day) {
        const Date d(std::chrono::year(y), std::chrono::month(static_cast<unsigned>(month)),
                     std::chrono::day(static_cast<unsigned>(day)));
        return d.ok() ? d : Date(sys_days(d.year() / d.month() / last)); // 29 February, 31 September
    };
    const Date begin(std::chrono::year(*start), October, std::chrono::day(1));
    const auto end = [&](int month, int day) {
        const Date d = dayIn(*start, month, day);
        return d < begin ? dayIn(*start + 1, month, day) : d;
    };
    std::vector<Date> ends;
    for (const ValidityEnd& e : school.validityEnds)
        if (e.cardType == cardType && e.month >= 1 && e.month <= 12)
            ends.push_back(end(e.month, e.day));
    if (ends.empty())
        ends.push_back(end(9, 30));
    std::ranges::sort(ends);
    return ends;
}

Result<void> checkMarkedCard(const StudentCard* card) {
    if (!card)
        return Error{ErrorCode::unknownCard, "a mark on a card that is not there", {{"number", ""}}};
    if (card->state == CardState::printed || card->state == CardState::handedOver)
        return {};
    return Error{ErrorCode::cardWrongState,
                 "a mark on a card that is not in use",
                 {{"number", card->number}, {"state", label(card->state)}}};
}

Json toJson(const ValidityMarks& m) {
    return fields::recordToJson(m);
}
Result<ValidityMarks> validityMarksFromJson(const Json& j) {
    return guarded([&] { return fields::recordFromJson<ValidityMarks>(j); });
}
Json toJson(const ValidityMark& m) {
    return fields::recordToJson(m);
}
Result<ValidityMark> validityMarkFromJson(const Json& j) {
    return guarded([&] { return fields::recordFromJson<ValidityMark>(j); });
}

} // namespace esek::domain
