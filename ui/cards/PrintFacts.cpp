#include "ui/cards/PrintFacts.h"

#include "app/BlankService.h"
#include "base/Describe.h"
#include "ui/model/PrintWords.h"

namespace esek::ui {

using app::CardPrinter;

namespace {

/// The first blank in stock for cards of this type, of the oldest delivery that has one.
std::string nextBlank(app::Office& office, const std::string& cardType) {
    std::string next;
    if (const auto stock = app::BlankService(office).stock()) // the newest delivery first
        for (const auto& row : *stock)
            if (row.delivery.cardType == cardType && !row.next.empty())
                next = row.next;
    return next;
}

} // namespace

PrintFacts readPrintFacts(app::Office& office, const std::vector<domain::CardId>& cards) {
    PrintFacts known;
    CardPrinter printer(office);
    if (auto queues = printer.queues())
        known.queues = std::move(*queues);
    else
        known.trouble = CardPrinter::stopWords(queues.error());
    if (auto job = printer.job())
        known.job = std::move(*job);
    else
        known.trouble = describe(job.error());
    for (const auto& queue : known.queues) {
        const auto suits = cards.empty() ? Result<void>() : printer.suits(queue.name, cards.front());
        known.complaints.push_back(suits ? std::string() : model::complaint(suits.error()));
    }
    if (!cards.empty())
        if (const auto card = office.replica().cards().get(cards.front()))
            known.nextBlank = nextBlank(office, card->cardType);
    for (std::size_t i = 0; known.job && i < known.job->cards.size(); ++i) {
        const auto& place = known.job->cards[i];
        const auto card = office.replica().cards().get(place.id);
        known.lines.push_back(model::placeLine(
            i + 1, place, card ? card->contents.surname + " " + card->contents.givenNames : ""));
    }
    return known;
}

} // namespace esek::ui
