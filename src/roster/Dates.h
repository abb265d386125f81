#pragma once
#include "base/Clock.h"
#include "domain/Pesel.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace esek::roster {

/// What a cell of the column "date of birth" may mean.
struct DateReading {
    std::optional<Date> dayFirst;   ///< as Polish texts write it, and every form with one meaning only
    std::optional<Date> monthFirst; ///< 11/25/2013; only where numbers leave the order open
    bool orderMatters = false;      ///< day and month are both numbers before the year
    bool slash = false;
    bool twoDigitYear = false; ///< the century was guessed
    bool serial = false;       ///< the number of a day, as a spreadsheet counts them
    bool any() const { return dayFirst || monthFirst; }
};

/// Reads 12.09.2013, 12-09-2013, 12/9/2013, 2013-09-12, 20130912, 12 09 2013, 12 IX 2013, 12 września 2013
/// r., 12-wrz-13, September 12, 2013, 12 вересня 2013 and a spreadsheet's day number 41529; a time of day,
/// "r.", "ur." and the name of a place beside the date do not matter. `thisYear` decides the century of a
/// year of two digits: never in the future. Only days of the calendar. Pure.
DateReading readDate(std::string_view text, int thisYear);

/// Whether day or month comes first is judged over a whole column: one value cannot tell.
class DateOrder {
  public:
    enum class Verdict { dayFirst, monthFirst, mixed, unknown };
    void take(const DateReading&, const std::optional<domain::Pesel>&);
    /// A tenth of contrary values is taken for slips of the pen.
    Verdict verdict() const;
    /// Values that may be read both ways.
    std::size_t openValues() const { return m_open; }
    bool slashes() const { return m_slash; }

  private:
    std::size_t m_day = 0;
    std::size_t m_month = 0;
    std::size_t m_open = 0;
    bool m_slash = false;
};

} // namespace esek::roster
