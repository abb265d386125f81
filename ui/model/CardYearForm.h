#pragma once
#include "domain/School.h"

#include <map>
#include <string>
#include <vector>

namespace esek::ui::model {

/// What a school sets for the year of its cards, as it is being typed in the settings: the fee of a duplicate
/// and the days until which validity marks hold. Pure.
struct CardYearForm {
    std::string fee;               ///< the one that begins last
    std::string feeFrom;           ///< empty while the school has only the usual fee
    std::vector<std::string> ends; ///< by type, as cardTypes() lists them
    bool operator==(const CardYearForm&) const = default;

    static CardYearForm of(const domain::School&);

    /// The fields with something wrong: fee, day, then one number for each type of card.
    enum Field : int { kFee, kFeeFrom, kFirstEnd };
    using Problems = std::map<int, std::string>;
    /// Puts what was typed into the school; with a problem the school stays as it is. A fee for the day of an
    /// earlier one replaces that; without an amount the fee of that day is taken out.
    Problems apply(domain::School&) const;
};

} // namespace esek::ui::model
