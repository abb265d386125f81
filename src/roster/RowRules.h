#pragma once
#include "roster/Dates.h"
#include "roster/Field.h"
#include "roster/Mapping.h"
#include "roster/Table.h"

#include <array>
#include <optional>
#include <vector>

namespace esek::roster {

/// Where each field of a mapping stands.
class FieldColumns {
  public:
    FieldColumns(const Table&, const Mapping&);
    /// -1 when no column carries it.
    int of(Field f) const { return m_columns[static_cast<std::size_t>(f)]; }
    bool has(Field f) const { return of(f) >= 0; }
    /// Empty without such a column.
    const std::string& header(Field f) const;
    /// The cell; empty for a placeholder such as "brak", but not in columns of names ("Brak" is a surname).
    std::string_view text(std::size_t row, Field f) const;

  private:
    static constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::cardNumber) + 1;
    const Table& m_table;
    std::array<int, kFieldCount> m_columns{};
};

/// The column of births as a whole: what each row says and which of day and month comes first.
class BirthColumn {
  public:
    BirthColumn(const Table&, const FieldColumns&, std::optional<Date> today);

    struct Birth {
        std::optional<Date> date;
        const char* problem = nullptr; ///< with a date only to be flagged
    };
    /// The day of one row; `pesel` is that row's.
    Birth at(std::size_t row, const std::optional<domain::Pesel>& pesel) const;
    /// About the column, for the list of remarks; null: nothing.
    const char* remark() const;
    /// What no living pupil's birth can be, null otherwise. `today` null: only the past is judged.
    static const char* impossible(Date, std::optional<Date> today);
    /// A birth that a pupil rarely has: less than two years ago.
    static bool unlikely(Date, std::optional<Date> today);

  private:
    std::vector<DateReading> m_readings;
    DateOrder m_order;
};

} // namespace esek::roster
