#include "app/PrintBlanks.h"

#include "app/BlankService.h"
#include "app/BlankShelf.h"
#include "app/CardRules.h"
#include "app/EntryDay.h"
#include "base/Format.h"
#include "base/Translate.h"

namespace esek::app {

using namespace domain;

namespace {

constexpr std::int64_t kMostSpoiledAtOnce = 10;

Error missing(const BlankDelivery& delivery, const std::string& from, std::size_t needed,
              std::size_t inStock) {
    return Error{ErrorCode::blanksMissing,
                 "not enough blanks",
                 {{"needed", std::to_string(needed)},
                  {"count", std::to_string(inStock)},
                  {"type", delivery.cardType},
                  {"blank", from}}};
}

Error numberError(std::string reason) {
    return Error{ErrorCode::valueInvalid,
                 "a blank",
                 {{"field", tr("number of the blank")}, {"reason", std::move(reason)}}};
}

} // namespace

std::vector<CardService::Refusal> PrintBlanks::refuseBooked(std::vector<StudentCard>& cards) {
    std::vector<CardService::Refusal> refused;
    std::vector<StudentCard> left;
    const BlankShelf shelf(m_office);
    for (StudentCard& card : cards) {
        const Blank* const on = shelf.blankOf(card.id);
        if (on && card.state != CardState::spoiled) {
            refused.push_back(
                {card.student, labelOf(card),
                 numberError(format(
                     fmt::runtime(tr("card {} is on the blank {} already; book that blank as spoiled first")),
                     card.number, on->text()))});
            continue;
        }
        if (on)
            spoil(card.id, card.stateReason);
        left.push_back(std::move(card));
    }
    cards = std::move(left);
    return refused;
}

void PrintBlanks::plan(PrintJob& job, std::size_t from, const std::string& first) {
    entryDay(m_office).value(); // each blank is booked with the day on which its card comes out
    const BlankShelf shelf(m_office);
    const BlankNumber number = blankNumberFromText(first).value();
    const BlankDelivery& delivery = shelf.deliveryOf(number);
    if (const BlankState state = shelf.stateOf(delivery, number.number); state != BlankState::inStock)
        throw Exception(Error{ErrorCode::blankTaken,
                              "not in stock",
                              {{"blank", toText({delivery.series, number.number, delivery.digits})},
                               {"state", label(state)},
                               {"wanted", label(BlankState::used)}}});
    std::int64_t next = number.number;
    std::vector<std::string> blanks;
    for (std::size_t i = from; i < job.cards.size(); ++i, ++next) {
        while (next <= delivery.last && shelf.stateOf(delivery, next) != BlankState::inStock)
            ++next;
        if (next > delivery.last)
            throw Exception(missing(delivery, first, job.cards.size() - from, blanks.size()));
        const Blank blank = shelf.blank(delivery, next);
        const StudentCard card = m_office.replica().cards().get(job.cards[i].id).value();
        checkBlank(blank, &delivery, &card).value();
        blanks.push_back(blank.text());
    }
    for (std::size_t i = from; i < job.cards.size(); ++i)
        job.cards[i].blank = std::move(blanks[i - from]);
}

std::string PrintBlanks::nextInStock(const std::string& from) {
    const BlankShelf shelf(m_office);
    const BlankNumber number = blankNumberFromText(from).value();
    const BlankDelivery& delivery = shelf.deliveryOf(number);
    for (std::int64_t next = number.number; next <= delivery.last; ++next)
        if (shelf.stateOf(delivery, next) == BlankState::inStock)
            return toText({delivery.series, next, delivery.digits});
    throw Exception(missing(delivery, from, 1, 0));
}

bool PrintBlanks::use(const PrintJob::Card& card) {
    const BlankShelf shelf(m_office);
    const BlankNumber number = blankNumberFromText(card.blank).value();
    Blank blank = shelf.blank(shelf.deliveryOf(number), number.number);
    if (blank.state != BlankState::inStock)
        return blank.state == BlankState::used && blank.card == card.id;
    blank.state = BlankState::used;
    blank.card = card.id;
    blank.reason.clear();
    blank.bookedOn = m_office.clock().today();
    m_office.replica().commit(m_office.mutation(blank.id.uuid, Change(BookBlank{blank}))).value();
    return true;
}

void PrintBlanks::spoil(const CardId& card, const std::string& reason) {
    if (const Blank* const on = BlankShelf(m_office).blankOf(card))
        BlankService(m_office).book(on->text(), BlankState::spoiled, reason).value();
}

void PrintBlanks::spoilBetween(const std::string& first, const std::string& next) {
    const BlankShelf shelf(m_office);
    const BlankNumber from = blankNumberFromText(first).value();
    const BlankNumber to = blankNumberFromText(next).value();
    const BlankDelivery& delivery = shelf.deliveryOf(from);
    std::string numbers;
    std::int64_t count = 0;
    for (std::int64_t n = from.number; &delivery == &shelf.deliveryOf(to) && n < to.number; ++n) {
        if (shelf.stateOf(delivery, n) != BlankState::inStock)
            continue;
        numbers += (numbers.empty() ? "" : ", ") + toText({delivery.series, n, delivery.digits});
        ++count;
    }
    if (count > kMostSpoiledAtOnce)
        throw Exception(numberError(
            format(fmt::runtime(tr("{} blanks lie between {} and {}; look at the number of the blank in the "
                                   "printer, or book the spoiled ones first")),
                   count, first, next)));
    if (count > 0)
        BlankService(m_office)
            .book(numbers, BlankState::spoiled, tr("spoiled when the printer stopped"))
            .value();
}

} // namespace esek::app
