#include "server/central/Push.h"

namespace esek::server {

using domain::Blank;
using domain::BlankDelivery;
using domain::DuplicateRequest;
using domain::Mutation;
using domain::StudentCard;
using domain::ValidityMarks;
using domain::Verdict;

namespace {

constexpr std::int64_t kPageRows = 500;
constexpr std::size_t kMostDeliveries = 2000; ///< of one school, which gets a few in a year

template <class T>
const T* orNull(const std::optional<T>& value) {
    return value ? &*value : nullptr;
}

} // namespace

Push::Outcome Push::hindered(const Error& error, Verdict verdict) {
    return {verdict, error, false};
}

Push::Outcome Push::settle(Of<ValidityMarks>, std::size_t, const Mutation& m, const Json& before) {
    const std::string id = m.entityId.toString();
    const auto reconciled = meeting(stored<ValidityMarks>(id), m, madeOn<ValidityMarks>(before));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    if (std::holds_alternative<domain::PlaceMark>(std::get<domain::MarkChange>(m.change))) {
        const auto card = stored<StudentCard>(id);
        // The office looked at a card in use: another one has ended its use since.
        if (const auto fit = domain::checkMarkedCard(orNull(card)); !fit)
            return hindered(fit.error(), card ? Verdict::conflict : Verdict::rejected);
    }
    write(Kind::validityMarks, id, domain::toJson(*reconciled.next).dump(), m, before, {});
    return {Verdict::applied, std::nullopt, true};
}

Push::Outcome Push::settle(Of<DuplicateRequest>, std::size_t, const Mutation& m, const Json& before) {
    const std::string id = m.entityId.toString();
    const auto reconciled = meeting(stored<DuplicateRequest>(id), m, madeOn<DuplicateRequest>(before));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    const DuplicateRequest& next = *reconciled.next;
    const auto card = stored<StudentCard>(id);
    const auto fresh = next.newCard ? stored<StudentCard>(next.newCard->toString()) : std::nullopt;
    if (const auto fit = domain::checkCards(next, orNull(card), orNull(fresh)); !fit)
        return hindered(fit.error(), Verdict::rejected);
    write(Kind::duplicateRequest, id, domain::toJson(next).dump(), m, before, {});
    return {Verdict::applied, std::nullopt, true};
}

std::vector<BlankDelivery>& Push::deliveries() {
    if (m_deliveries)
        return *m_deliveries;
    m_deliveries.emplace();
    for (std::string after;;) {
        const auto rows = m_tx.records(m_school.id, Kind::blankDelivery, after, kPageRows);
        if (rows.empty())
            return *m_deliveries;
        for (const RecordRow& row : rows)
            if (auto delivery = domain::blankDeliveryFromJson(parseJson(row.body).value()))
                m_deliveries->push_back(std::move(*delivery)); // verify tells which cannot be read
        after = rows.back().id;
    }
}

Push::Outcome Push::settle(Of<BlankDelivery>, std::size_t, const Mutation& m, const Json& before) {
    const std::string id = m.entityId.toString();
    const auto now = stored<BlankDelivery>(id);
    const auto reconciled = meeting(now, m, madeOn<BlankDelivery>(before));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    const BlankDelivery& next = *reconciled.next;
    auto& all = deliveries();
    if (!now && all.size() >= kMostDeliveries)
        return rejected(ErrorCode::valueInvalid, {{"field", "delivery"}, {"reason", "> 2000"}});
    // Two offices entered the same package in two ways: both stay to be seen, and a person takes one back.
    Outcome out{Verdict::applied, std::nullopt, true};
    if (const auto* other = next.counts() ? domain::overlapping(next, all) : nullptr)
        out.error = domain::overlapError(next, *other);
    write(Kind::blankDelivery, id, domain::toJson(next).dump(), m, before, {});
    std::erase_if(all, [&](const BlankDelivery& d) { return d.id == next.id; });
    all.push_back(next);
    return out;
}

Push::Outcome Push::settle(Of<Blank>, std::size_t, const Mutation& m, const Json& before) {
    const std::string id = m.entityId.toString();
    const auto reconciled = meeting(stored<Blank>(id), m, madeOn<Blank>(before));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    const Blank& next = *reconciled.next;
    const auto delivery = stored<BlankDelivery>(next.delivery.toString());
    const auto card = next.card ? stored<StudentCard>(next.card->toString()) : std::nullopt;
    // A delivery that another office took back meanwhile is the others' doing.
    if (const auto fit = domain::checkBlank(next, orNull(delivery), orNull(card)); !fit)
        return hindered(fit.error(), delivery ? Verdict::conflict : Verdict::rejected);
    write(Kind::blank, id, domain::toJson(next).dump(), m, before, {});
    return {Verdict::applied, std::nullopt, true};
}

} // namespace esek::server
