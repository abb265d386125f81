#include "roster/Dates.h"

#include "base/Text.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace esek::roster {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

int toNumber(std::string_view digits) {
    int value = 0;
    for (const char c : digits)
        value = value * 10 + (c - '0');
    return value;
}

std::optional<Date> makeDate(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                    std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

/// Folded beginnings of names of months; a word that begins so names the month. Polish (both cases), English,
/// Ukrainian.
int monthOfName(std::string_view word) {
    struct Name {
        std::string_view begin;
        int month;
    };
    static constexpr std::array kNames{
        Name{"sty", 1},  Name{"jan", 1},  Name{"січ", 1},  Name{"lut", 2},  Name{"feb", 2},  Name{"лют", 2},
        Name{"mar", 3},  Name{"бер", 3},  Name{"kwi", 4},  Name{"apr", 4},  Name{"кві", 4},  Name{"maj", 5},
        Name{"may", 5},  Name{"тра", 5},  Name{"cze", 6},  Name{"jun", 6},  Name{"чер", 6},  Name{"lip", 7},
        Name{"jul", 7},  Name{"лип", 7},  Name{"sie", 8},  Name{"aug", 8},  Name{"сер", 8},  Name{"wrz", 9},
        Name{"sep", 9},  Name{"вер", 9},  Name{"paz", 10}, Name{"oct", 10}, Name{"жов", 10}, Name{"lis", 11},
        Name{"nov", 11}, Name{"лис", 11}, Name{"gru", 12}, Name{"dec", 12}, Name{"гру", 12}};
    for (const Name& name : kNames)
        if (startsWith(word, name.begin))
            return name.month;
    return 0;
}

int monthOfRoman(std::string_view word) {
    static constexpr std::array<std::string_view, 12> kRoman{"i",   "ii",   "iii", "iv", "v",  "vi",
                                                             "vii", "viii", "ix",  "x",  "xi", "xii"};
    const auto found = std::find(kRoman.begin(), kRoman.end(), word);
    return found == kRoman.end() ? 0 : static_cast<int>(found - kRoman.begin()) + 1;
}

struct Token {
    std::string text;
    bool number = false;
    std::string before; ///< signs between the token before and this one
};

// "12-go września", "September 12th"
bool isOrdinalEnding(const Token& t) {
    static constexpr std::array<std::string_view, 6> kEndings{"go", "ego", "th", "st", "nd", "rd"};
    return !t.number && std::find(kEndings.begin(), kEndings.end(), t.text) != kEndings.end();
}

std::vector<Token> tokens(std::string_view text) {
    const std::string folded = fold(toLower(text));
    std::vector<Token> out;
    std::string signs;
    for (std::size_t i = 0; i < folded.size();) {
        const bool number = isDigit(folded[i]);
        const auto isLetter = [](char c) {
            return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        };
        if (!number && !isLetter(folded[i])) {
            signs += folded[i++];
            continue;
        }
        std::size_t end = i;
        while (end < folded.size() && (number ? isDigit(folded[end]) : isLetter(folded[end])))
            ++end;
        Token token{folded.substr(i, end - i), number, std::move(signs)};
        signs.clear();
        if (out.empty() || !out.back().number || !isOrdinalEnding(token))
            out.push_back(std::move(token));
        i = end;
    }
    return out;
}

/// Cuts off "T00:00:00+02:00" and what follows; false when digits are left that are no time.
bool dropTime(std::vector<Token>& t) {
    const auto colon = std::find_if(t.begin(), t.end(), [](const Token& x) {
        return x.number && x.before.find(':') != std::string::npos;
    });
    if (colon == t.end())
        return true;
    if (colon == t.begin() || !(colon - 1)->number || (colon - 1)->text.size() > 2)
        return false;
    for (auto rest = colon; rest != t.end(); ++rest)
        if (rest->number && rest->before.find_first_of(":.+-") == std::string::npos)
            return false;
    t.erase(colon - 1, t.end());
    if (!t.empty() && (t.back().text == "t" || t.back().text == "godz" || t.back().text == "g"))
        t.pop_back();
    return true;
}

bool joinsDate(const std::string& signs) {
    return signs.size() <= 3 && signs.find_first_not_of(" .-/,'") == std::string::npos;
}

class Reader {
  public:
    Reader(std::vector<Token> tokens, int thisYear) : m_tokens(std::move(tokens)), m_thisYear(thisYear) {}

    DateReading read() {
        if (!dropTime(m_tokens))
            return {};
        std::size_t numbers = 0;
        for (const Token& t : m_tokens)
            numbers += t.number ? 1U : 0U;
        if (numbers == 3)
            threeNumbers();
        else if (numbers == 2)
            monthByName();
        else if (numbers == 1)
            oneNumber();
        return m_reading;
    }

  private:
    std::optional<int> year(const Token& t) {
        if (t.text.size() == 4)
            return toNumber(t.text);
        if (t.text.size() != 2)
            return std::nullopt;
        m_reading.twoDigitYear = true;
        const int short_ = toNumber(t.text);
        return short_ + (2000 + short_ <= m_thisYear ? 2000 : 1900);
    }
    static bool isShort(const Token& t) { return t.number && t.text.size() <= 2; }

    void threeNumbers() {
        for (std::size_t i = 0; i + 2 < m_tokens.size(); ++i) {
            const Token& a = m_tokens[i];
            const Token& b = m_tokens[i + 1];
            const Token& c = m_tokens[i + 2];
            if (!a.number || !b.number || !c.number || !joinsDate(b.before) || !joinsDate(c.before))
                continue;
            if (a.text.size() == 4 && isShort(b) && isShort(c)) {
                m_reading.dayFirst = makeDate(toNumber(a.text), toNumber(b.text), toNumber(c.text));
            } else if (isShort(a) && isShort(b)) {
                const auto y = year(c);
                if (!y)
                    return;
                m_reading.dayFirst = makeDate(*y, toNumber(b.text), toNumber(a.text));
                m_reading.slash = b.before.find('/') != std::string::npos;
                // Points and spaces stand in dates of countries that begin with the day.
                m_reading.orderMatters = m_reading.slash || b.before.find('-') != std::string::npos;
                if (m_reading.orderMatters)
                    m_reading.monthFirst = makeDate(*y, toNumber(a.text), toNumber(b.text));
            }
            return;
        }
    }

    // "12 września 2013", "2013-wrz-12", "wrz 12, 2013"
    void monthByName() {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            const bool between = i > 0 && i + 1 < m_tokens.size() && m_tokens[i - 1].number &&
                                 m_tokens[i + 1].number && joinsDate(m_tokens[i].before) &&
                                 joinsDate(m_tokens[i + 1].before);
            const bool first = i + 2 < m_tokens.size() && m_tokens[i + 1].number && m_tokens[i + 2].number &&
                               joinsDate(m_tokens[i + 1].before) && joinsDate(m_tokens[i + 2].before);
            if (m_tokens[i].number || !(between || first))
                continue;
            int month = monthOfName(m_tokens[i].text);
            if (month == 0 && between)
                month = monthOfRoman(m_tokens[i].text);
            if (month == 0)
                continue;
            const Token& a = m_tokens[between ? i - 1 : i + 1];
            const Token& b = m_tokens[between ? i + 1 : i + 2];
            const bool yearFirst = a.text.size() == 4;
            const Token& day = yearFirst ? b : a;
            const auto y = year(yearFirst ? a : b);
            if (y && isShort(day))
                m_reading.dayFirst = makeDate(*y, month, toNumber(day.text));
            return;
        }
    }

    void oneNumber() {
        const auto found =
            std::find_if(m_tokens.begin(), m_tokens.end(), [](const Token& t) { return t.number; });
        const std::string& n = found->text;
        const auto part = [&](std::size_t from, std::size_t size) {
            return toNumber(std::string_view(n).substr(from, size));
        };
        if (n.size() == 8) {
            const int century = part(0, 2);
            if (century == 19 || century == 20)
                m_reading.dayFirst = makeDate(part(0, 4), part(4, 2), part(6, 2));
            if (!m_reading.dayFirst)
                m_reading.dayFirst = makeDate(part(4, 4), part(2, 2), part(0, 2));
        } else if (n.size() == 5 && m_tokens.size() == 1) {
            // Days since 30.12.1899; the years in which pupils are born.
            constexpr int kFirst = 18'264; // 1.01.1950
            const int serial = part(0, 5);
            const Date date(std::chrono::sys_days(std::chrono::year{1899} / 12 / 30) +
                            std::chrono::days(serial));
            if (serial >= kFirst && int(date.year()) <= m_thisYear) {
                m_reading.dayFirst = date;
                m_reading.serial = true;
            }
        }
    }

    std::vector<Token> m_tokens;
    int m_thisYear;
    DateReading m_reading;
};

} // namespace

DateReading readDate(std::string_view text, int thisYear) {
    constexpr std::size_t kLongest = 100;
    if (text.size() > kLongest)
        return {};
    // Most lists: 2013-09-12, without a copy.
    if (text.size() == 10 && text[4] == '-')
        if (const auto date = dateFromIso(text))
            return {date, std::nullopt};
    auto found = tokens(text);
    if (std::any_of(found.begin(), found.end(), [](const Token& t) { return t.number && t.text.size() > 8; }))
        return {};
    return Reader(std::move(found), thisYear).read();
}

void DateOrder::take(const DateReading& r, const std::optional<domain::Pesel>& pesel) {
    if (!r.orderMatters || !r.any() || r.dayFirst == r.monthFirst)
        return;
    m_slash = m_slash || r.slash;
    if (!r.monthFirst)
        ++m_day;
    else if (!r.dayFirst)
        ++m_month;
    else if (pesel && pesel->birthDate() == *r.dayFirst)
        ++m_day;
    else if (pesel && pesel->birthDate() == *r.monthFirst)
        ++m_month;
    else
        ++m_open;
}

DateOrder::Verdict DateOrder::verdict() const {
    constexpr std::size_t kSlip = 10;
    if (m_day == 0 && m_month == 0)
        return Verdict::unknown;
    if (m_month * kSlip <= m_day)
        return Verdict::dayFirst;
    if (m_day * kSlip <= m_month)
        return Verdict::monthFirst;
    return Verdict::mixed;
}

} // namespace esek::roster
