#pragma once
#include "app/ValidityService.h"
#include "ui/model/CardsModel.h"

namespace esek::ui::model {

/// The year before, the year itself and the year after it, as "2026/2027".
std::vector<std::string> yearsAround(const std::string& schoolYear);

/// A cell of the list of marks: class, pupil, card number, mark of the year, next place.
std::string markCell(const app::ValidityService::Row&, long column);
/// "27 cards, 3 without a mark"
std::string markCounts(const std::vector<app::ValidityService::Row>&);
/// What entering the marks led to, with the reasons of the cards that were refused.
Summary marksSummary(const app::ValidityService::Outcome&);

} // namespace esek::ui::model
