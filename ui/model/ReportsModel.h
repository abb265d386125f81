#pragma once
#include "app/ReportService.h"

#include <string>
#include <vector>

namespace esek::ui::model {

/// What a person has chosen, as it is typed.
struct ReportChoices {
    std::string name;
    std::string classUnit;
    std::string from, to, days, person;
    std::string schoolYear; ///< empty: the report's own choice
};
/// What the chosen report takes of it; the rest is left out. valueInvalid names the field that cannot be
/// read.
Result<app::ReportQuery> reportQuery(const app::ReportKind&, const ReportChoices&);

/// A report on the screen: its rows in the chosen order, the totals below them. Interface thread only.
class ReportsModel {
  public:
    void set(app::ReportTable table);
    const app::ReportTable& table() const { return m_table; }
    std::size_t columns() const { return m_table.columns.size(); }
    std::string heading(std::size_t column) const { return m_table.columns[column].heading(); }
    bool toTheRight(std::size_t column) const { return m_table.columns[column].isFigure(); }
    /// Pixels for text of normal size, by what stands in the column.
    int width(std::size_t column) const;
    /// Rows and the totals.
    std::size_t size() const { return m_table.rows.size() + (m_table.totals.empty() ? 0 : 1); }
    std::string text(std::size_t row, std::size_t column) const;
    /// What a column means; empty when its title says it.
    std::string definition(std::size_t column) const { return m_table.columns[column].definition; }
    /// All of them, a paragraph each.
    std::string definitions() const;

    /// The same column again turns the order round.
    void sortBy(std::size_t column);
    long sortColumn() const { return m_sort; } ///< -1: as the report gives them
    bool ascending() const { return m_ascending; }

    /// "card-register-1A-2026-09-01", without an ending.
    static std::string fileName(const app::ReportTable&, const app::ReportQuery&, Date today);

  private:
    app::ReportTable m_table;
    long m_sort = -1;
    bool m_ascending = true;
};

} // namespace esek::ui::model
