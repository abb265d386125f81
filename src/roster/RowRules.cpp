#include "roster/RowRules.h"

#include "roster/Values.h"

namespace esek::roster {

namespace {

// Without a clock every year of two digits up to 49 is of this century.
constexpr int kYearWithoutClock = 2049;

bool isName(Field f) {
    return f == Field::surname || f == Field::givenName || f == Field::surnameThenGiven ||
           f == Field::givenThenSurname;
}

} // namespace

FieldColumns::FieldColumns(const Table& table, const Mapping& mapping) : m_table(table) {
    m_columns.fill(-1);
    for (std::size_t i = 0; i < mapping.columns.size(); ++i) {
        int& column = m_columns[static_cast<std::size_t>(mapping.columns[i])];
        if (column < 0)
            column = static_cast<int>(i);
    }
}

const std::string& FieldColumns::header(Field f) const {
    static const std::string kNone;
    const auto column = static_cast<std::size_t>(of(f));
    return has(f) && column < m_table.header.size() ? m_table.header[column] : kNone;
}

std::string_view FieldColumns::text(std::size_t row, Field f) const {
    if (!has(f))
        return {};
    const std::string_view text = m_table.cell(row, static_cast<std::size_t>(of(f)));
    return !isName(f) && isPlaceholder(text) ? std::string_view() : text;
}

BirthColumn::BirthColumn(const Table& table, const FieldColumns& columns, std::optional<Date> today) {
    if (!columns.has(Field::birthDate))
        return;
    const int year = today ? int(today->year()) : kYearWithoutClock;
    m_readings.reserve(table.rows.size());
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        m_readings.push_back(readDate(columns.text(r, Field::birthDate), year));
        // A PESEL is only asked where it can decide; reading it for every row would take as long as all else.
        if (m_readings.back().orderMatters)
            m_order.take(m_readings.back(), checkPesel(columns.text(r, Field::pesel)).value);
    }
}

BirthColumn::Birth BirthColumn::at(std::size_t row, const std::optional<domain::Pesel>& pesel) const {
    const DateReading& r = m_readings.at(row);
    const char* const flag = r.twoDigitYear ? "birthDate.twoDigitYear"
                             : r.serial     ? "birthDate.serial"
                                            : nullptr;
    if (!r.any())
        return {std::nullopt, "birthDate.invalid"};
    if (!r.orderMatters || r.dayFirst == r.monthFirst)
        return {r.dayFirst, flag};
    if (pesel && (pesel->birthDate() == r.dayFirst || pesel->birthDate() == r.monthFirst))
        return {pesel->birthDate(), flag};
    switch (m_order.verdict()) {
    case DateOrder::Verdict::mixed:
        if (r.dayFirst && r.monthFirst)
            return {std::nullopt, "birthDate.orderMixed"};
        return {r.dayFirst ? r.dayFirst : r.monthFirst, flag};
    case DateOrder::Verdict::monthFirst:
        if (!r.monthFirst)
            return {std::nullopt, "birthDate.orderOther"};
        return {r.monthFirst, flag};
    case DateOrder::Verdict::dayFirst:
    case DateOrder::Verdict::unknown:
        break;
    }
    if (!r.dayFirst)
        return {std::nullopt, "birthDate.orderOther"};
    return {r.dayFirst, flag};
}

const char* BirthColumn::remark() const {
    switch (m_order.verdict()) {
    case DateOrder::Verdict::monthFirst:
        return "birthDate.monthFirst";
    case DateOrder::Verdict::unknown:
        return m_order.slashes() && m_order.openValues() > 0 ? "birthDate.orderUnknown" : nullptr;
    default:
        return nullptr;
    }
}

const char* BirthColumn::impossible(Date date, std::optional<Date> today) {
    using namespace std::chrono;
    if (today && sys_days(date) > sys_days(*today))
        return "birthDate.future";
    return date < Date(year{1920} / 1 / 1) ? "birthDate.impossible" : nullptr;
}

bool BirthColumn::unlikely(Date date, std::optional<Date> today) {
    using namespace std::chrono;
    return today && sys_days(date) > sys_days(*today) - days(2 * 365);
}

} // namespace esek::roster
