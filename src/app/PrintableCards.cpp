#include "app/PrintableCards.h"

#include "app/CardRules.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <set>

namespace esek::app {

using namespace domain;

namespace {

/// A spoiled card is printed again on a new blank, unless the pupil has got another card since.
std::optional<Error> siblingObstacle(Office& office, const StudentCard& card) {
    if (card.valid())
        return std::nullopt;
    const storage::StudentRow row = office.replica().students().get(card.student).value();
    if (!row.card)
        return std::nullopt;
    return Error{ErrorCode::cardAlreadyIssued,
                 "another card is valid",
                 {{"student", labelOf(card)}, {"number", row.cardNumber}}};
}

} // namespace

std::vector<StudentCard> loadCards(Office& office, const std::vector<CardId>& ids) {
    if (ids.empty())
        throw Exception(ErrorCode::nothingToDo, "no card is named");
    std::vector<StudentCard> cards;
    for (const CardId& id : ids)
        cards.push_back(office.replica().cards().get(id).value());
    return cards;
}

PrintableCards printableCards(Office& office, const std::vector<CardId>& ids) {
    PrintableCards result;
    for (StudentCard& card : loadCards(office, ids)) {
        const PhotoFile file = office.replica().photos().file(card.student).value();
        auto obstacle = printObstacle(card, file);
        if (!obstacle)
            obstacle = siblingObstacle(office, card);
        if (!obstacle && !office.replica().blobs().has(card.contents.photo))
            obstacle = Error{ErrorCode::photoErased, "no bytes", {{"student", labelOf(card)}}};
        if (obstacle)
            result.refused.push_back({card.student, labelOf(card), std::move(*obstacle)});
        else
            result.cards.push_back(std::move(card));
    }
    return result;
}

void requireOneType(const std::vector<StudentCard>& cards) {
    std::set<std::string> types;
    for (const StudentCard& card : cards)
        types.insert(card.cardType);
    if (types.size() > 1)
        throw Exception(
            Error{ErrorCode::valueInvalid,
                  "several types",
                  {{"field", tr("type of card")},
                   {"reason",
                    format(fmt::runtime(tr("the cards are of several types ({}); save each type by itself")),
                           join({types.begin(), types.end()}, ", "))}}});
}

} // namespace esek::app
