#include "base/Translate.h"
#include "domain/Entities.h"
#include "domain/Rebuild.h"
#include "domain/Rules.h"

namespace esek::domain {

namespace {

const MarkChange& changeOf(const Mutation& m) {
    const auto* change = std::get_if<MarkChange>(&m.change);
    if (!change)
        throw Exception(ErrorCode::internal, "not a change of validity marks");
    return *change;
}

Error markError(ErrorCode code, const ValidityMark& there) {
    return Error{code,
                 std::string(name(code)),
                 {{"place", std::to_string(there.place)}, {"until", toPolish(there.validUntil)}}};
}

[[noreturn]] void badValue(const char* field, std::string reason) {
    throw Exception(
        Error{ErrorCode::valueInvalid, "mark", {{"field", tr(field)}, {"reason", std::move(reason)}}});
}

void checkValues(const ValidityMark& mark) {
    if (!schoolYearStart(mark.schoolYear))
        badValue(ESEK_N_("school year"), tr("a school year looks like 2026/2027"));
    requireDay(mark.validUntil, ESEK_N_("date"));
    requireDay(mark.placedOn, ESEK_N_("date"));
    if (!mark.counts())
        badValue(ESEK_N_("mark"), tr("a new mark is not voided"));
}

void place(ValidityMarks& marks, const ValidityMark& mark) {
    checkValues(mark);
    if (const ValidityMark* there = marks.until(mark.validUntil))
        throw Exception(markError(ErrorCode::markExists, *there));
    if (marks.places() >= kMarkPlaces)
        throw Exception(
            Error{ErrorCode::markPlacesFull, "no place is left", {{"count", std::to_string(kMarkPlaces)}}});
    if (mark.place < 1 || mark.place > kMarkPlaces)
        badValue(ESEK_N_("place of the mark"), tr("the card has the places 1 to 8"));
    if (const ValidityMark* there = marks.at(mark.place))
        throw Exception(markError(ErrorCode::markPlaceTaken, *there));
    marks.marks.push_back(mark);
}

void takeOff(ValidityMarks& marks, const VoidMark& change) {
    if (change.reason.empty())
        throw Exception(Error{ErrorCode::valueRequired, "no reason", {{"field", tr("reason")}}});
    for (ValidityMark& mark : marks.marks)
        if (mark.counts() && mark.validUntil == change.validUntil) {
            mark.voided = change.reason;
            return;
        }
    refuse(ErrorCode::nothingToUndo);
}

} // namespace

Result<ValidityMarks> apply(const ValidityMarks* current, const Mutation& m) {
    return guarded([&] {
        const MarkChange& change = changeOf(m);
        requireOffice(m);
        ValidityMarks next = current ? *current : ValidityMarks{};
        next.id = CardId{m.entityId};
        checkVersion(m, next.version);
        if (const auto* placed = std::get_if<PlaceMark>(&change))
            place(next, placed->mark);
        else
            takeOff(next, std::get<VoidMark>(change));
        next.version += 1;
        return next;
    });
}

Reconciled<ValidityMarks> reconcile(const ValidityMarks* now, const Mutation& mutation,
                                    const ValidityMarks* before) {
    const Mutation m = unversioned(mutation);
    const MarkChange& change = changeOf(m);
    const auto seen = [&](const ValidityMark& mark) {
        return before && before->until(mark.validUntil) && before->at(mark.place);
    };
    if (const auto* placed = std::get_if<PlaceMark>(&change); placed && now) {
        const ValidityMark* year = now->until(placed->mark.validUntil);
        if (year && year->place == placed->mark.place)
            return same<ValidityMarks>();
        const ValidityMark* there = year ? year : now->at(placed->mark.place);
        if (there && !seen(*there))
            return conflict<ValidityMarks>(ErrorCode::changedElsewhere);
    }
    if (const auto* off = std::get_if<VoidMark>(&change);
        off && now && !now->until(off->validUntil) && before && before->until(off->validUntil))
        return same<ValidityMarks>();
    return outcomeOf(apply(now, m));
}

Result<std::vector<Change>> redo(const ValidityMarks* now, const Mutation& mine, const ValidityMarks*) {
    return guarded([&] {
        const MarkChange& change = changeOf(mine);
        std::vector<Change> way;
        if (const auto* placed = std::get_if<PlaceMark>(&change))
            if (const ValidityMark* there = now ? now->until(placed->mark.validUntil) : nullptr)
                way.emplace_back(MarkChange(
                    VoidMark{there->validUntil, tr("another place was entered by another computer")}));
        way.emplace_back(change);
        Mutation m = unversioned(mine);
        std::optional<ValidityMarks> record = now ? std::optional(*now) : std::nullopt;
        for (const Change& step : way) { // also refuses what cannot come about
            m.change = step;
            record = apply(record ? &*record : nullptr, m).value();
        }
        return way;
    });
}

std::vector<RebuildStep> rebuild(const ValidityMarks& marks, const Actor& by, Timestamp now) {
    std::vector<RebuildStep> steps;
    std::optional<ValidityMarks> record;
    const auto add = [&](MarkChange change) {
        const Mutation m{{}, now, by, marks.id.uuid, std::nullopt, std::move(change)};
        steps.push_back({m, record ? toJson(*record) : Json()});
        record = apply(record ? &*record : nullptr, m).value();
    };
    for (const ValidityMark& mark : marks.marks) {
        ValidityMark fresh = mark;
        fresh.voided.clear();
        add(PlaceMark{fresh});
        if (!mark.counts())
            add(VoidMark{mark.validUntil, mark.voided});
    }
    return steps;
}

} // namespace esek::domain
