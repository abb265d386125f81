#include "domain/Reconcile.h"

#include "domain/Enum.h"
#include "domain/Rules.h"

namespace esek::domain {

namespace {

constexpr auto kVerdicts = enumTable<Verdict>({{Verdict::applied, "applied"},
                                               {Verdict::same, "same"},
                                               {Verdict::conflict, "conflict"},
                                               {Verdict::rejected, "rejected"}});

/// What a clerk decides about: which pictures are there and what is asked for. Not the crop, not whether the
/// present photo may be printed meanwhile, not who asked or when.
struct Question {
    PhotoStatus status = PhotoStatus::none;
    std::vector<std::pair<PhotoId, BlobId>> pictures;
    bool operator==(const Question&) const = default;
};

Question questionOf(const PhotoState& state) {
    PhotoFile file;
    file.state = state;
    Question q{file.status(), {}};
    for (const Photo* p : file.photos())
        q.pictures.emplace_back(p->id, p->blob);
    return q;
}

const Photo* findPhoto(const PhotoState& state, const PhotoId& id) {
    // Pictures of a rejected photo cannot be cropped; apply() says so.
    if (const auto* w = std::get_if<AwaitingPhoto>(&state))
        return w->proposed.id == id ? &w->proposed : nullptr;
    if (const auto* a = std::get_if<AcceptedPhoto>(&state)) {
        if (a->photo.id == id)
            return &a->photo;
        if (const auto* change = std::get_if<ChangeRequest>(&a->request))
            return change->proposed.id == id ? &change->proposed : nullptr;
    }
    return nullptr;
}

const ChangeRequest* changeRequest(const PhotoState& state) {
    const auto* a = std::get_if<AcceptedPhoto>(&state);
    return a ? std::get_if<ChangeRequest>(&a->request) : nullptr;
}

/// The same answer to the same question: a rejection with other reasons tells the family something else.
bool sameAnswer(const PhotoState& a, const PhotoState& b) {
    if (questionOf(a) != questionOf(b))
        return false;
    const auto* ra = std::get_if<RejectedPhoto>(&a);
    const auto* rb = std::get_if<RejectedPhoto>(&b);
    return !ra ||
           (ra->rejection.reasons == rb->rejection.reasons && ra->rejection.note == rb->rejection.note);
}

} // namespace

std::string_view toString(Verdict v) {
    return kVerdicts.text(v);
}
std::optional<Verdict> verdictFromString(std::string_view s) {
    return kVerdicts.value(s);
}

Reconciled<PhotoOutcome> reconcile(const PhotoFile& now, const Mutation& mutation, const PhotoState& before) {
    using Outcome = PhotoOutcome;
    const Mutation m = unversioned(mutation);
    const auto* change = std::get_if<PhotoChange>(&m.change);
    // Taken back are decisions that have not left the office: they never meet anybody.
    if (!change || std::holds_alternative<UndoDecision>(*change))
        return {Verdict::rejected, std::nullopt, Error{ErrorCode::nothingToUndo, "undo travels", {}}};
    if (const auto* crop = std::get_if<SetCrop>(change)) {
        const Photo* here = findPhoto(now.state, crop->photo);
        const Photo* seen = findPhoto(before, crop->photo);
        if (here && here->crop == crop->crop)
            return same<Outcome>();
        if (!here || !seen || here->crop != seen->crop)
            return conflict<Outcome>(ErrorCode::decidedElsewhere);
        return outcomeOf(apply(now, m));
    }
    const bool sameQuestion = questionOf(before) == questionOf(now.state);
    if (const auto* allow = std::get_if<AllowPrinting>(change)) {
        const ChangeRequest* here = changeRequest(now.state);
        const ChangeRequest* seen = changeRequest(before);
        if (sameQuestion && here && here->printCurrent == allow->allow)
            return same<Outcome>();
        if (!sameQuestion || !here || !seen || here->printCurrent != seen->printCurrent)
            return conflict<Outcome>(ErrorCode::decidedElsewhere);
        return outcomeOf(apply(now, m));
    }
    if (sameQuestion)
        return outcomeOf(apply(now, m));
    PhotoFile then{now.student, before, 0, {}};
    const auto wanted = apply(then, m);
    if (!wanted)
        return outcomeOf(wanted);
    if (sameAnswer(wanted->file.state, now.state))
        return same<Outcome>();
    return conflict<Outcome>(ErrorCode::decidedElsewhere);
}

Reconciled<Student> reconcile(const Student* now, const Mutation& mutation, const Student* before) {
    Mutation m = unversioned(mutation);
    auto* put = std::get_if<PutStudent>(&m.change);
    if (!put)
        return outcomeOf(apply(now, m));
    if (!now) {
        if (before)
            return {Verdict::rejected, std::nullopt,
                    Error{ErrorCode::unknownStudent, "no such pupil", {{"student", m.entityId.toString()}}}};
        return outcomeOf(apply(static_cast<const Student*>(nullptr), m));
    }
    // Added by both under one id: only a repeated restore does that; without a common past any difference
    // is a conflict.
    Merged merged = merge(*now, put->student, before ? *before : *now);
    if (merged.record == *now)
        return same<Student>();
    if (!merged.clean || !before)
        return conflict<Student>(ErrorCode::changedElsewhere);
    put->student = merged.record;
    return outcomeOf(apply(now, m));
}

Reconciled<School> reconcile(const School* now, const Mutation& mutation, const School* before) {
    Mutation m = unversioned(mutation);
    auto* put = std::get_if<PutSchool>(&m.change);
    if (!put || !now)
        return outcomeOf(apply(now, m));
    // Without a common past (the office had its school before it met the server) the office's words fill what
    // the server leaves at its default; what both know must agree.
    Merged merged = merge(*now, put->school, before ? *before : School{});
    if (merged.record == *now)
        return same<School>();
    if (!merged.clean)
        return conflict<School>(ErrorCode::changedElsewhere);
    put->school = merged.record;
    return outcomeOf(apply(now, m));
}

Reconciled<StudentCard> reconcile(const StudentCard* now, const Mutation& mutation,
                                  const StudentCard* before) {
    const Mutation m = unversioned(mutation);
    const auto* change = std::get_if<CardChange>(&m.change);
    const auto* mark = change ? std::get_if<MarkCard>(change) : nullptr;
    if (!mark || !now || !before || now->state == before->state)
        return outcomeOf(apply(now, m));
    if (now->state == mark->state && now->stateReason == mark->reason)
        return same<StudentCard>();
    return conflict<StudentCard>(ErrorCode::changedElsewhere);
}

Reconciled<CardBatch> reconcile(const CardBatch* now, const Mutation& mutation, const CardBatch*) {
    auto next = apply(now, unversioned(mutation));
    if (next && now && *next == *now)
        return same<CardBatch>();
    return outcomeOf(std::move(next));
}

} // namespace esek::domain
