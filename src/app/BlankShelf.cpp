#include "app/BlankShelf.h"

#include "base/Translate.h"

namespace esek::app {

using namespace domain;

BlankShelf::BlankShelf(Office& office) : m_deliveries(office.replica().cardYear().deliveries().value()) {
    std::erase_if(m_deliveries, [](const BlankDelivery& d) { return !d.counts(); });
    for (Blank& blank : office.replica().cardYear().bookedBlanks().value()) {
        if (blank.state == BlankState::used && blank.card)
            m_byCard[*blank.card] = blank.id;
        if (blank.state != BlankState::inStock)
            m_booked[{blank.series, blank.number}] = blank.state;
        m_blanks.emplace(blank.id, std::move(blank));
    }
}

const BlankDelivery& BlankShelf::deliveryOf(const BlankNumber& number) const {
    const BlankDelivery* found = nullptr;
    for (const BlankDelivery& d : m_deliveries) {
        if (!d.holds(number.series.empty() ? d.series : number.series, number.number))
            continue;
        if (found && number.series.empty() && found->series != d.series)
            throw Exception(
                Error{ErrorCode::valueInvalid,
                      "two series",
                      {{"field", tr("number of the blank")},
                       {"reason", tr("two series have this number; write the series before it")}}});
        found = &d;
    }
    if (!found)
        throw Exception(Error{ErrorCode::unknownDelivery, "no delivery", {{"blank", toText(number)}}});
    return *found;
}

Blank BlankShelf::blank(const BlankDelivery& d, std::int64_t number) const {
    const BlankId id = blankIdOf(d.series, number);
    Blank blank;
    if (const auto it = m_blanks.find(id); it != m_blanks.end())
        blank = it->second;
    if (blank.state != BlankState::inStock)
        return blank;
    blank.id = id;
    blank.delivery = d.id;
    blank.series = d.series;
    blank.number = number;
    blank.digits = d.digits;
    blank.cardType = d.cardType;
    return blank;
}

BlankState BlankShelf::stateOf(const BlankDelivery& d, std::int64_t number) const {
    const auto it = m_booked.find({d.series, number});
    return it == m_booked.end() ? BlankState::inStock : it->second;
}

std::map<std::int64_t, BlankState> BlankShelf::booked(const BlankDelivery& d) const {
    std::map<std::int64_t, BlankState> states;
    for (auto it = m_booked.lower_bound({d.series, d.first});
         it != m_booked.end() && d.holds(it->first.first, it->first.second); ++it)
        states.emplace(it->first.second, it->second);
    return states;
}

const Blank* BlankShelf::blankOf(const CardId& card) const {
    const auto it = m_byCard.find(card);
    return it == m_byCard.end() ? nullptr : &m_blanks.at(it->second);
}

} // namespace esek::app
