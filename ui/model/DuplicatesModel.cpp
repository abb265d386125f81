#include "ui/model/DuplicatesModel.h"

#include "app/CardRules.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "ui/model/CardChoice.h"

#include <algorithm>
#include <set>

namespace esek::ui::model {

using app::DuplicateService;
using domain::DuplicateReason;

std::string duplicateCell(const DuplicateService::Row& row, long column) {
    const domain::DuplicateRequest& r = row.request;
    switch (column) {
    case 0:
        return row.old.contents.surname + " " + row.old.contents.givenNames;
    case 1:
        return row.old.classUnit;
    case 2:
        return row.old.number;
    case 3:
        return DuplicateService::reasonText(r);
    case 4:
        return toPolish(r.askedOn);
    case 5:
        return r.fee == 0 ? tr("free of charge") : domain::moneyText(r.fee);
    case 6:
        return r.owed() ? tr("not paid yet") : r.payment;
    default:
        if (!r.withdrawn.empty())
            return tr("withdrawn") + ": " + r.withdrawn;
        return row.newNumber.empty() ? tr("to be issued") : row.newNumber;
    }
}

std::string cardChoiceText(const domain::StudentCard& card) {
    return app::labelOf(card) + " – " + card.number + ", " + domain::label(card.state);
}

std::vector<domain::StudentCard> cardsToReplace(std::vector<domain::StudentCard> cards,
                                                const std::string& wanted, std::size_t most) {
    // A pupil who has a valid card gets a new one in place of that card, never of an earlier one.
    std::set<domain::StudentId> withValid;
    for (const domain::StudentCard& card : cards)
        if (card.valid())
            withValid.insert(card.student);
    std::erase_if(cards, [&](const domain::StudentCard& card) {
        return card.state == domain::CardState::spoiled || !fits(card, wanted) ||
               (!card.valid() && withValid.contains(card.student));
    });
    std::ranges::stable_sort(cards, [](const auto& a, const auto& b) { return a.valid() && !b.valid(); });
    if (cards.size() > most)
        cards.resize(most);
    return cards;
}

std::string feeText(DuplicateReason reason, int grosze) {
    if (domain::isFree(reason))
        return tr("For this reason the new card is free of charge.");
    return format(runtime(tr("Fee: {}")), domain::moneyText(grosze));
}

std::string oldCardText(DuplicateReason reason) {
    if (reason == DuplicateReason::lost || reason == DuplicateReason::stolen)
        return tr("The old card becomes invalid. If it is found, mark it as returned to the school.");
    return tr(
        "The old card becomes invalid. Take it back against the new one, and mark it as returned to the "
        "school.");
}

} // namespace esek::ui::model
