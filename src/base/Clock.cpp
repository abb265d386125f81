#include "base/Clock.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/platform/LocalTime.h"

#include <charconv>

namespace esek {

namespace {

std::optional<int> number(std::string_view text) {
    int v = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (ec != std::errc() || end != text.data() + text.size() || text.empty() || text[0] == '-')
        return std::nullopt;
    return v;
}

std::optional<Date> makeDate(std::string_view y, std::string_view m, std::string_view d) {
    const auto yy = number(y);
    const auto mm = number(m);
    const auto dd = number(d);
    if (y.size() != 4 || m.empty() || m.size() > 2 || d.empty() || d.size() > 2 || !yy || !mm || !dd)
        return std::nullopt;
    const Date date{std::chrono::year{*yy}, std::chrono::month{static_cast<unsigned>(*mm)},
                    std::chrono::day{static_cast<unsigned>(*dd)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

} // namespace

Timestamp SystemClock::now() const {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Date SystemClock::today() const {
    return platform::toLocal(now()).date;
}

namespace {
/// Every row of the audit has such texts: digits by hand take a tenth of the time of a format string.
void putDigits(std::string& out, unsigned value, int count) {
    char digits[10];
    for (int i = count; i-- > 0; value /= 10)
        digits[i] = static_cast<char>('0' + value % 10);
    out.append(digits, static_cast<std::size_t>(count));
}
} // namespace

std::string toIso(Timestamp t) {
    const auto day = std::chrono::floor<std::chrono::days>(t);
    const auto ms = static_cast<unsigned>((t - day).count());
    std::string out = toIso(Date(day));
    out.reserve(24);
    out += 'T';
    putDigits(out, ms / 3600000, 2);
    out += ':';
    putDigits(out, ms / 60000 % 60, 2);
    out += ':';
    putDigits(out, ms / 1000 % 60, 2);
    out += '.';
    putDigits(out, ms % 1000, 3);
    out += 'Z';
    return out;
}

std::optional<Timestamp> timestampFromIso(std::string_view s) {
    if (s.size() != 24 || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[19] != '.' || s[23] != 'Z')
        return std::nullopt;
    const auto date = dateFromIso(s.substr(0, 10));
    const auto h = number(s.substr(11, 2));
    const auto m = number(s.substr(14, 2));
    const auto sec = number(s.substr(17, 2));
    const auto ms = number(s.substr(20, 3));
    if (!date || !h || !m || !sec || !ms || *h > 23 || *m > 59 || *sec > 60)
        return std::nullopt;
    return std::chrono::sys_days(*date) + std::chrono::hours(*h) + std::chrono::minutes(*m) +
           std::chrono::seconds(*sec) + std::chrono::milliseconds(*ms);
}

std::string toIso(Date d) {
    const int year = int(d.year());
    if (year < 0 || year > 9999)
        return format("{:04}-{:02}-{:02}", year, unsigned(d.month()), unsigned(d.day()));
    std::string out;
    out.reserve(10);
    putDigits(out, static_cast<unsigned>(year), 4);
    out += '-';
    putDigits(out, unsigned(d.month()), 2);
    out += '-';
    putDigits(out, unsigned(d.day()), 2);
    return out;
}

std::optional<Date> dateFromIso(std::string_view s) {
    if (s.size() != 10 || s[4] != '-' || s[7] != '-')
        return std::nullopt;
    return makeDate(s.substr(0, 4), s.substr(5, 2), s.substr(8, 2));
}

std::string toPolish(Date d) {
    return format("{:02}.{:02}.{:04}", unsigned(d.day()), unsigned(d.month()), int(d.year()));
}

std::optional<Date> dateFromText(std::string_view raw) {
    const std::string s = trim(raw);
    for (const char separator : {'.', '-', '/'}) {
        const auto parts = split(s, separator);
        if (parts.size() != 3)
            continue;
        return parts[0].size() == 4 ? makeDate(parts[0], parts[1], parts[2])
                                    : makeDate(parts[2], parts[1], parts[0]);
    }
    return std::nullopt;
}

std::string toPolishLocal(Timestamp t) {
    const platform::LocalTime l = platform::toLocal(t);
    return format("{}; {:02}:{:02}:{:02}", toPolish(l.date), l.hour, l.minute, l.second);
}

} // namespace esek
