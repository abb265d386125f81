#pragma once
#include "app/CardService.h"

namespace esek::app {

/// The cards that may be printed, and why the others may not: the pupil asked for deletion or change
/// meanwhile, the photo is no longer the accepted one or gone, the card is spent, or the pupil has another
/// valid card beside a spoiled one.
struct PrintableCards {
    std::vector<domain::StudentCard> cards;
    std::vector<CardService::Refusal> refused;
};

/// The cards in the order of the ids. Throws unknownCard, and nothingToDo when none is named. Any thread.
std::vector<domain::StudentCard> loadCards(Office&, const std::vector<domain::CardId>&);
/// Throws as loadCards. Any thread.
PrintableCards printableCards(Office&, const std::vector<domain::CardId>&);
/// Cards of different types go on different blanks: throws valueInvalid when they are of several.
void requireOneType(const std::vector<domain::StudentCard>&);

} // namespace esek::app
