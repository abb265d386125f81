#include "base/Translate.h"
#include "domain/Entities.h"
#include "domain/Rebuild.h"
#include "domain/Rules.h"

namespace esek::domain {

namespace {

const DeliveryChange& deliveryChange(const Mutation& m) {
    const auto* change = std::get_if<DeliveryChange>(&m.change);
    if (!change)
        throw Exception(ErrorCode::internal, "not a change of a delivery");
    return *change;
}

const BookBlank& bookingOf(const Mutation& m) {
    const auto* book = std::get_if<BookBlank>(&m.change);
    if (!book)
        throw Exception(ErrorCode::internal, "not a change of a blank");
    return *book;
}

void require(const std::string& text, const char* field) {
    if (text.empty())
        throw Exception(Error{ErrorCode::valueRequired, "missing", {{"field", tr(field)}}});
}

void checkDelivery(const BlankDelivery& d, const Mutation& m) {
    requireSameRecord(m, d.id.uuid);
    requireDay(d.deliveredOn, ESEK_N_("date"));
    require(d.cardType, ESEK_N_("card type"));
    if (d.first < 0 || d.last < d.first || d.count() > kMostBlanks)
        throw Exception(Error{ErrorCode::valueInvalid,
                              "range of blanks",
                              {{"field", tr("numbers of the blanks")},
                               {"reason", d.last < d.first ? tr("the last number is before the first one")
                                                           : tr("so many blanks are never delivered")}}});
    if (d.id != deliveryIdOf(d.series, d.first, d.last) || !d.counts())
        throw Exception(ErrorCode::internal, "a delivery under another id");
}

bool mayBecome(BlankState from, BlankState to) {
    switch (to) {
    case BlankState::inStock:
        return false;
    case BlankState::used:
    case BlankState::returned:
        return from == BlankState::inStock;
    case BlankState::spoiled:
        return from == BlankState::inStock || from == BlankState::used;
    case BlankState::destroyed:
        return from == BlankState::inStock || from == BlankState::spoiled;
    }
    return false;
}

/// One that went back to the stock may belong to another delivery since: the first one was taken back.
bool samePaper(const Blank& now, const Blank& next) {
    return now.id == next.id && now.series == next.series && now.number == next.number &&
           (now.state == BlankState::inStock ||
            (now.delivery == next.delivery && now.cardType == next.cardType));
}

Blank booked(const Blank* current, const BookBlank& book, const Mutation& m) {
    const Blank& next = book.blank;
    requireSameRecord(m, next.id.uuid);
    requireDay(next.bookedOn, ESEK_N_("date"));
    if (next.id != blankIdOf(next.series, next.number) || (current && !samePaper(*current, next)))
        throw Exception(ErrorCode::internal, "a blank under another id");
    const BlankState from = current ? current->state : BlankState::inStock;
    const bool allowed =
        book.takesBack ? *book.takesBack == from && mayBecome(next.state, from) : mayBecome(from, next.state);
    if (!allowed)
        throw Exception(
            Error{ErrorCode::blankTaken,
                  "state",
                  {{"blank", next.text()}, {"state", label(from)}, {"wanted", label(next.state)}}});
    if (next.state == BlankState::spoiled || next.state == BlankState::returned)
        require(next.reason, ESEK_N_("reason"));
    if (next.state == BlankState::destroyed)
        require(next.protocol, ESEK_N_("number of the protocol"));
    return next;
}

} // namespace

Result<BlankDelivery> apply(const BlankDelivery* current, const Mutation& m) {
    return guarded([&] {
        const DeliveryChange& change = deliveryChange(m);
        requireOffice(m);
        checkVersion(m, current ? current->version : 0);
        BlankDelivery next;
        if (const auto* receive = std::get_if<ReceiveBlanks>(&change)) {
            next = receive->delivery;
            checkDelivery(next, m);
            if (current && current->counts())
                throw Exception(overlapError(next, *current));
        } else {
            if (!current || !current->counts())
                throw Exception(
                    Error{ErrorCode::unknownDelivery, "no delivery", {{"blank", m.entityId.toString()}}});
            next = *current;
            require(std::get<VoidDelivery>(change).reason, ESEK_N_("reason"));
            next.voided = std::get<VoidDelivery>(change).reason;
        }
        next.version = (current ? current->version : 0) + 1;
        return next;
    });
}

Result<Blank> apply(const Blank* current, const Mutation& m) {
    return guarded([&] {
        const BookBlank& book = bookingOf(m);
        requireOffice(m);
        checkVersion(m, current ? current->version : 0);
        Blank next = booked(current, book, m);
        next.version = (current ? current->version : 0) + 1;
        return next;
    });
}

Reconciled<BlankDelivery> reconcile(const BlankDelivery* now, const Mutation& mutation,
                                    const BlankDelivery*) {
    const Mutation m = unversioned(mutation);
    const DeliveryChange& change = deliveryChange(m);
    if (const auto* receive = std::get_if<ReceiveBlanks>(&change); receive && now && now->counts()) {
        if (now->cardType == receive->delivery.cardType)
            return same<BlankDelivery>();
        return conflict<BlankDelivery>(ErrorCode::changedElsewhere);
    }
    if (std::holds_alternative<VoidDelivery>(change) && now && !now->counts())
        return same<BlankDelivery>();
    return outcomeOf(apply(now, m));
}

Reconciled<Blank> reconcile(const Blank* now, const Mutation& mutation, const Blank* before) {
    const Mutation m = unversioned(mutation);
    const BookBlank& book = bookingOf(m);
    const BlankState seen = before ? before->state : BlankState::inStock;
    if (!now || now->state == seen)
        return outcomeOf(apply(now, m));
    if (now->state == book.blank.state && now->card == book.blank.card)
        return same<Blank>();
    return conflict<Blank>(ErrorCode::changedElsewhere);
}

Result<std::vector<Change>> redo(const BlankDelivery* now, const Mutation& mine, const BlankDelivery*) {
    return guarded([&] {
        std::vector<Change> way;
        if (now && now->counts() && std::holds_alternative<ReceiveBlanks>(deliveryChange(mine)))
            way.emplace_back(DeliveryChange(VoidDelivery{tr("another computer entered it in another way")}));
        way.emplace_back(deliveryChange(mine));
        return way;
    });
}

Result<std::vector<Change>> redo(const Blank* now, const Mutation& mine, const Blank*) {
    return guarded([&] {
        static_cast<void>(apply(now, unversioned(mine)).value()); // refuses what cannot come about
        return std::vector<Change>{mine.change};
    });
}

std::vector<RebuildStep> rebuild(const BlankDelivery& delivery, const Actor& by, Timestamp now) {
    BlankDelivery fresh = delivery;
    fresh.voided.clear();
    const Mutation receive{{}, now, by, delivery.id.uuid, std::nullopt, DeliveryChange{ReceiveBlanks{fresh}}};
    std::vector<RebuildStep> steps{{receive, Json()}};
    if (!delivery.counts()) {
        const BlankDelivery* none = nullptr;
        steps.push_back(
            {{{}, now, by, delivery.id.uuid, std::nullopt, DeliveryChange{VoidDelivery{delivery.voided}}},
             toJson(apply(none, receive).value())});
    }
    return steps;
}

/// A blank reaches each state from the stock in one step; that of a blank taken back, in two.
std::vector<RebuildStep> rebuild(const Blank& blank, const Actor& by, Timestamp now) {
    const auto mutation = [&](const Blank& b, std::optional<BlankState> takesBack) {
        return Mutation{{}, now, by, blank.id.uuid, std::nullopt, BookBlank{b, takesBack}};
    };
    if (blank.state != BlankState::inStock)
        return {{mutation(blank, std::nullopt), Json()}};
    Blank used = blank;
    used.state = BlankState::used;
    const RebuildStep first{mutation(used, std::nullopt), Json()};
    const Blank* none = nullptr;
    const Blank made = apply(none, first.mutation).value();
    return {first, {mutation(blank, BlankState::used), toJson(made)}};
}

} // namespace esek::domain
