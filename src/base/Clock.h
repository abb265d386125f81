#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace esek {

/// UTC, milliseconds.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
/// A calendar date without a zone.
using Date = std::chrono::year_month_day;

/// The one source of time; no now() elsewhere. Thread-safe.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
    /// Today's date in the office's local time zone.
    virtual Date today() const = 0;
};

class SystemClock final : public Clock {
  public:
    Timestamp now() const override;
    Date today() const override;
};

/// "2026-11-21T12:34:56.789Z"
std::string toIso(Timestamp);
std::optional<Timestamp> timestampFromIso(std::string_view);
/// "2026-11-21"
std::string toIso(Date);
std::optional<Date> dateFromIso(std::string_view);
/// "21.11.2026", as Polish documents write it.
std::string toPolish(Date);
/// Accepts dd.mm.rrrr, d.m.rrrr, dd-mm-rrrr, dd/mm/rrrr and rrrr-mm-dd (also rrrr/mm/dd, rrrr.mm.dd); only
/// real calendar dates.
std::optional<Date> dateFromText(std::string_view);
/// Local time "12.09.2024; 12:11:32", as the photo review shows it.
std::string toPolishLocal(Timestamp);

} // namespace esek
