#pragma once
#include "base/Clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace esek::domain {

enum class PeselProblem { length, notDigits, checksum, date };

/// PESEL: 11 digits RRMMDDZZZXQ. Month + 80 for 1800s, + 0 for 1900s, + 20 for 2000s, + 40 for 2100s, + 60
/// for 2200s; weights 1 3 7 9 1 3 7 9 1 3. Source: ustawa o ewidencji ludności, art. 15; README.md, PESEL.
class Pesel {
  public:
    /// Spaces at the ends are ignored. A wrong calendar date is a problem even when the checksum is right.
    static std::optional<Pesel> parse(std::string_view, PeselProblem* problem = nullptr);
    const std::string& text() const { return m_text; }
    Date birthDate() const { return m_birthDate; }
    bool female() const { return (m_text[9] - '0') % 2 == 0; }
    auto operator<=>(const Pesel& other) const { return m_text <=> other.m_text; }
    bool operator==(const Pesel& other) const { return m_text == other.m_text; }

  private:
    Pesel(std::string text, Date birth) : m_text(std::move(text)), m_birthDate(birth) {}
    std::string m_text;
    Date m_birthDate;
};

/// A spreadsheet drops leading zeros ("08..." becomes 10 digits, "00..." 9). Gives the PESEL back when
/// padding to 11 makes a valid one; the caller flags the row.
std::optional<Pesel> repairLostZeros(std::string_view);

/// The PESEL that this birth date, serial (0-9999, its last digit also tells the sex) gives; for the demo and
/// tests.
Pesel makePesel(Date birth, int serial);

} // namespace esek::domain
