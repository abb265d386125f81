#include "base/Translate.h"
#include "domain/Entities.h"
#include "domain/Rebuild.h"
#include "domain/Rules.h"

namespace esek::domain {

namespace {

const DuplicateChange& changeOf(const Mutation& m) {
    const auto* change = std::get_if<DuplicateChange>(&m.change);
    if (!change)
        throw Exception(ErrorCode::internal, "not a change of a request for a duplicate");
    return *change;
}

void require(const std::string& text, const char* field) {
    if (text.empty())
        throw Exception(Error{ErrorCode::valueRequired, "missing", {{"field", tr(field)}}});
}

void checkFee(const DuplicateRequest& r) {
    if (r.fee >= 0 && (r.fee == 0 || !isFree(r.reason)))
        return;
    throw Exception(Error{ErrorCode::valueInvalid,
                          "fee",
                          {{"field", tr("fee")},
                           {"reason", r.fee < 0 ? tr("it is less than nothing")
                                                : tr("for this reason the card is free of charge")}}});
}

std::string stateText(const DuplicateRequest& r) {
    return r.newCard ? tr("the new card was issued") : tr("it was withdrawn");
}

[[noreturn]] void closed(const DuplicateRequest& r) {
    throw Exception(Error{ErrorCode::requestClosed, "closed", {{"state", stateText(r)}}});
}

/// One function per change on a request that is there.
struct Step {
    DuplicateRequest next;

    DuplicateRequest operator()(const AskDuplicate&) const {
        refuse(ErrorCode::internal); // apply() makes the new record itself
    }
    DuplicateRequest operator()(const NotePayment& p) {
        if (!next.withdrawn.empty())
            closed(next);
        if (next.fee == 0)
            throw Exception(Error{ErrorCode::valueInvalid,
                                  "nothing to pay",
                                  {{"field", tr("proof of payment")},
                                   {"reason", tr("for this reason the card is free of charge")}}});
        require(p.payment, ESEK_N_("proof of payment"));
        requireDay(p.paidOn, ESEK_N_("date"));
        next.payment = p.payment;
        next.paidOn = p.paidOn;
        return next;
    }
    DuplicateRequest operator()(const FulfilDuplicate& f) {
        if (!next.open())
            closed(next);
        if (f.newCard == next.id)
            throw Exception(ErrorCode::internal, "a card in place of itself");
        next.newCard = f.newCard;
        return next;
    }
    DuplicateRequest operator()(const WithdrawDuplicate& w) {
        if (!next.open())
            closed(next);
        require(w.reason, ESEK_N_("reason"));
        next.withdrawn = w.reason;
        return next;
    }
};

DuplicateRequest asked(const DuplicateRequest* current, const AskDuplicate& ask, const Mutation& m) {
    if (current && current->withdrawn.empty())
        throw Exception(
            Error{ErrorCode::duplicateExists, "asked for already", {{"date", toPolish(current->askedOn)}}});
    DuplicateRequest next = ask.request;
    requireSameRecord(m, next.id.uuid);
    requireDay(next.askedOn, ESEK_N_("date"));
    if (next.paidOn)
        requireDay(*next.paidOn, ESEK_N_("date"));
    if (next.reason == DuplicateReason::other)
        require(next.note, ESEK_N_("reason for the duplicate"));
    if (next.newCard || !next.withdrawn.empty())
        throw Exception(ErrorCode::internal, "a new request that is closed");
    checkFee(next);
    return next;
}

bool sameRequest(const DuplicateRequest& a, const DuplicateRequest& b) {
    return a.reason == b.reason && a.note == b.note && a.fee == b.fee;
}

/// Another office went another way since this one looked: what stands is told as a conflict, or it is the
/// very same.
struct Meeting {
    const DuplicateRequest& now;
    const DuplicateRequest* before;
    using Verdict = std::optional<domain::Verdict>; ///< nothing: the rules decide

    static Verdict differs(bool sameThing) {
        return sameThing ? Verdict::value_type::same : Verdict::value_type::conflict;
    }
    Verdict operator()(const AskDuplicate& ask) const {
        if (!now.withdrawn.empty())
            return std::nullopt;
        return differs(sameRequest(now, ask.request));
    }
    Verdict operator()(const NotePayment& p) const {
        if (before && before->payment == now.payment && before->withdrawn == now.withdrawn)
            return std::nullopt;
        return differs(now.payment == p.payment && now.withdrawn.empty());
    }
    Verdict operator()(const FulfilDuplicate& f) const {
        return now.open() ? std::nullopt : differs(now.newCard == f.newCard);
    }
    Verdict operator()(const WithdrawDuplicate&) const {
        return now.open() ? std::nullopt : differs(!now.withdrawn.empty());
    }
};

} // namespace

Result<DuplicateRequest> apply(const DuplicateRequest* current, const Mutation& m) {
    return guarded([&] {
        const DuplicateChange& change = changeOf(m);
        requireOffice(m);
        checkVersion(m, current ? current->version : 0);
        DuplicateRequest next;
        if (const auto* ask = std::get_if<AskDuplicate>(&change)) {
            next = asked(current, *ask, m);
        } else if (!current) {
            throw Exception(
                Error{ErrorCode::unknownRequest, "no request", {{"number", m.entityId.toString()}}});
        } else {
            next = std::visit(Step{*current}, change);
        }
        next.version = (current ? current->version : 0) + 1;
        return next;
    });
}

Reconciled<DuplicateRequest> reconcile(const DuplicateRequest* now, const Mutation& mutation,
                                       const DuplicateRequest* before) {
    const Mutation m = unversioned(mutation);
    if (now) {
        const auto verdict = std::visit(Meeting{*now, before}, changeOf(m));
        if (verdict == Verdict::same)
            return same<DuplicateRequest>();
        if (verdict == Verdict::conflict)
            return conflict<DuplicateRequest>(ErrorCode::changedElsewhere);
    }
    return outcomeOf(apply(now, m));
}

Result<std::vector<Change>> redo(const DuplicateRequest* now, const Mutation& mine, const DuplicateRequest*) {
    return guarded([&] {
        const DuplicateChange& change = changeOf(mine);
        std::vector<Change> way;
        if (std::holds_alternative<AskDuplicate>(change) && now && now->open())
            way.emplace_back(
                DuplicateChange(WithdrawDuplicate{tr("another computer entered it in another way")}));
        else if (now && !now->open() && !std::holds_alternative<NotePayment>(change) &&
                 now->withdrawn.empty())
            throw Exception(ErrorCode::nothingToDo, "the card was replaced already");
        way.emplace_back(change);
        Mutation m = unversioned(mine);
        std::optional<DuplicateRequest> record = now ? std::optional(*now) : std::nullopt;
        for (const Change& step : way) { // also refuses what cannot come about
            m.change = step;
            record = apply(record ? &*record : nullptr, m).value();
        }
        return way;
    });
}

std::vector<RebuildStep> rebuild(const DuplicateRequest& request, const Actor& by, Timestamp now) {
    DuplicateRequest fresh = request;
    fresh.newCard.reset();
    fresh.withdrawn.clear();
    std::vector<DuplicateChange> changes{AskDuplicate{fresh}};
    if (request.newCard)
        changes.emplace_back(FulfilDuplicate{*request.newCard});
    if (!request.withdrawn.empty())
        changes.emplace_back(WithdrawDuplicate{request.withdrawn});
    std::vector<RebuildStep> steps;
    std::optional<DuplicateRequest> record;
    for (DuplicateChange& change : changes) {
        const Mutation m{{}, now, by, request.id.uuid, std::nullopt, std::move(change)};
        steps.push_back({m, record ? toJson(*record) : Json()});
        record = apply(record ? &*record : nullptr, m).value();
    }
    return steps;
}

} // namespace esek::domain
