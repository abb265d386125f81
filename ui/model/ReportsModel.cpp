#include "ui/model/ReportsModel.h"

#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>
#include <charconv>

namespace esek::ui::model {

namespace {

constexpr int kLetterWidth = 7, kLeast = 60, kMost = 320; // pixels
constexpr int kMostDays = 3650;
constexpr std::size_t kSampled = 200; ///< rows that say how wide a column is

Exception invalid(const std::string& field, const std::string& reason) {
    return Exception(
        Error{ErrorCode::valueInvalid, "a choice of a report", {{"field", field}, {"reason", reason}}});
}

std::optional<Date> dayFrom(const std::string& field, const std::string& typed) {
    if (trim(typed).empty())
        return std::nullopt;
    const auto day = dateFromText(typed);
    if (!day)
        throw invalid(field, tr("the date is not a calendar date"));
    return day;
}

std::optional<int> daysFrom(const std::string& typed) {
    const std::string text = trim(typed);
    if (text.empty())
        return std::nullopt;
    int days = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (error != std::errc() || end != text.data() + text.size() || days < 0 || days > kMostDays)
        throw invalid(tr("days"), tr("it is a whole number of days, such as 7"));
    return days;
}

} // namespace

Result<app::ReportQuery> reportQuery(const app::ReportKind& kind, const ReportChoices& choices) {
    return guarded([&] {
        app::ReportQuery query{kind.name};
        if (kind.byClass)
            query.classUnit = choices.classUnit;
        if (kind.byPeriod) {
            query.from = dayFrom(tr("From day"), choices.from);
            query.to = dayFrom(tr("To day"), choices.to);
            if (query.from && query.to && *query.to < *query.from)
                throw invalid(tr("To day"), tr("the period ends before it begins"));
        }
        if (kind.byDays)
            query.days = daysFrom(choices.days);
        if (kind.bySchoolYear)
            query.schoolYear = choices.schoolYear;
        if (kind.byPerson)
            query.person = squeeze(choices.person);
        return query;
    });
}

void ReportsModel::set(app::ReportTable table) {
    const bool same = table.name == m_table.name;
    m_table = std::move(table);
    if (!same || m_sort >= static_cast<long>(columns())) {
        m_sort = -1;
        m_ascending = true;
    } else if (m_sort >= 0) {
        app::ReportService::sort(m_table, static_cast<std::size_t>(m_sort), m_ascending);
    }
}

int ReportsModel::width(std::size_t column) const {
    std::size_t letters = characterCount(heading(column)) + 2; // and the arrow of the sort
    for (std::size_t row = 0; row < std::min(size(), kSampled); ++row)
        letters = std::max(letters, characterCount(text(row, column)));
    return std::clamp(static_cast<int>(letters) * kLetterWidth + 16, kLeast, kMost);
}

std::string ReportsModel::text(std::size_t row, std::size_t column) const {
    const auto& cells = row < m_table.rows.size() ? m_table.rows[row] : m_table.totals;
    return app::ReportService::shown(cells[column]);
}

std::string ReportsModel::definitions() const {
    std::string out;
    for (std::size_t i = 0; i < columns(); ++i)
        if (!definition(i).empty())
            out += (out.empty() ? "" : "\n\n") + heading(i) + " – " + definition(i);
    return out;
}

void ReportsModel::sortBy(std::size_t column) {
    m_ascending = m_sort != static_cast<long>(column) || !m_ascending;
    m_sort = static_cast<long>(column);
    app::ReportService::sort(m_table, column, m_ascending);
}

std::string ReportsModel::fileName(const app::ReportTable& table, const app::ReportQuery& query, Date today) {
    std::string name = table.name;
    if (!query.classUnit.empty())
        name += "-" + query.classUnit;
    name += "-" + toIso(today);
    std::replace_if(
        name.begin(), name.end(),
        [](char c) { return std::string_view("/\\:*?\"<>| ").find(c) != std::string_view::npos; }, '_');
    return name;
}

} // namespace esek::ui::model
