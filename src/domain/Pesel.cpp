#include "domain/Pesel.h"

#include "base/Error.h"
#include "base/Format.h"
#include "base/Text.h"

#include <algorithm>
#include <array>

namespace esek::domain {

namespace {

constexpr std::array<int, 10> kWeights{1, 3, 7, 9, 1, 3, 7, 9, 1, 3};

int checkDigit(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i)
        sum += kWeights[i] * (digits[i] - '0');
    return (10 - sum % 10) % 10;
}

std::optional<Date> birthDateOf(std::string_view t) {
    const int year = (t[0] - '0') * 10 + (t[1] - '0');
    const int coded = (t[2] - '0') * 10 + (t[3] - '0');
    const int day = (t[4] - '0') * 10 + (t[5] - '0');
    static constexpr std::array<int, 5> kCenturies{1900, 2000, 2100, 2200, 1800};
    const int month = coded % 20;
    const Date date{std::chrono::year{kCenturies[static_cast<std::size_t>(coded / 20)] + year},
                    std::chrono::month{static_cast<unsigned>(month)},
                    std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

} // namespace

std::optional<Pesel> Pesel::parse(std::string_view raw, PeselProblem* problem) {
    const auto fail = [&](PeselProblem p) {
        if (problem)
            *problem = p;
        return std::nullopt;
    };
    std::string text = trim(raw);
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return fail(PeselProblem::notDigits);
    if (text.size() != 11)
        return fail(PeselProblem::length);
    if (checkDigit(text) != text[10] - '0')
        return fail(PeselProblem::checksum);
    const auto birth = birthDateOf(text);
    if (!birth)
        return fail(PeselProblem::date);
    return Pesel(std::move(text), *birth);
}

std::optional<Pesel> repairLostZeros(std::string_view raw) {
    std::string text = trim(raw);
    if (text.size() != 9 && text.size() != 10)
        return std::nullopt;
    text.insert(0, 11 - text.size(), '0');
    return Pesel::parse(text);
}

Pesel makePesel(Date birth, int serial) {
    const int year = int(birth.year());
    const int offset = year < 1900 ? 80 : (year - 1900) / 100 * 20;
    std::string text = format("{:02}{:02}{:02}{:04}", year % 100, int(unsigned(birth.month())) + offset,
                              unsigned(birth.day()), serial % 10000);
    text += static_cast<char>('0' + checkDigit(text));
    auto pesel = Pesel::parse(text);
    if (!pesel)
        throw Exception(ErrorCode::internal, "birth date without a PESEL");
    return *pesel;
}

} // namespace esek::domain
