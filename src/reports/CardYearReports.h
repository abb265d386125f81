#pragma once
#include "domain/ValidityMarks.h"
#include "reports/Table.h"

namespace esek::reports {

// What a school year did to the cards. As the other reports (Reports.h): pure functions, any thread.

/// A pupil's card that has no mark of the school year.
struct UnmarkedLine {
    std::string name, classUnit, number;
    std::optional<Date> lastUntil; ///< until when its latest mark held
    int places = 0;                ///< taken on the reverse
    bool inUse = false;            ///< printed or handed over
};
Table validity(const std::vector<UnmarkedLine>&, const std::string& schoolYear);

/// A pupil of a school year, with the cards and the marks of that year.
struct YearLine {
    std::string classUnit, name, registerNumber;
    std::string cards, marks; ///< in words; empty: none
    bool left = false;        ///< in the course of the year
};
Table schoolYear(const std::vector<YearLine>&, const std::string& schoolYear);

/// A delivery of blanks and what became of them.
struct StockLine {
    std::string range, cardType, document;
    Date deliveredOn{};
    std::int64_t received = 0, used = 0, spoiled = 0, returned = 0, destroyed = 0, inStock = 0;
    std::string next; ///< the first blank in stock
};
/// The ledger of blanks; its totals are the stock that must lie in the cupboard.
Table blanks(const std::vector<StockLine>&);

/// A blank that was destroyed.
struct DestroyedLine {
    std::string blank, cardType, reason;
};
/// The protocol that the commission signs. It names no cards: with their types they would tell health data.
Table destructionProtocol(const std::vector<DestroyedLine>&, const std::string& number, Date day);

} // namespace esek::reports
