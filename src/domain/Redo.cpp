#include "domain/Reconcile.h"

namespace esek::domain {

namespace {

[[noreturn]] void gone() {
    throw Exception(ErrorCode::nothingToDo, "the record has moved on");
}

/// The way from `now` to "photo P is accepted and nothing is asked for".
std::vector<PhotoChange> towardsAccepted(const PhotoState& now, const Photo& wanted) {
    if (const auto* w = std::get_if<AwaitingPhoto>(&now)) {
        if (w->proposed.id == wanted.id)
            return {AcceptPhoto{}};
        throw Exception(ErrorCode::decideFamilyRequestFirst, "another photo awaits a decision");
    }
    const auto* a = std::get_if<AcceptedPhoto>(&now);
    if (!a)
        return {SubmitPhoto{wanted, true}};
    if (std::holds_alternative<DeletionRequest>(a->request)) {
        if (a->photo.id == wanted.id)
            return {RefuseDeletion{}};
        throw Exception(ErrorCode::decideFamilyRequestFirst, "a deletion is asked for");
    }
    if (const auto* change = std::get_if<ChangeRequest>(&a->request)) {
        if (change->proposed.id == wanted.id)
            return {TakeNew{}};
        if (a->photo.id == wanted.id)
            return {KeepCurrent{}};
        throw Exception(ErrorCode::decideFamilyRequestFirst, "another change is asked for");
    }
    if (a->photo.id == wanted.id)
        gone(); // it is accepted already
    return {SubmitPhoto{wanted, true}};
}

std::vector<PhotoChange> towardsDeletion(const PhotoState& now, const ApproveDeletion& approve) {
    if (std::holds_alternative<RejectedPhoto>(now) && !approve.note.empty())
        return {approve};
    const auto* a = std::get_if<AcceptedPhoto>(&now);
    if (!a)
        gone();
    if (std::holds_alternative<ChangeRequest>(a->request))
        throw Exception(ErrorCode::decideFamilyRequestFirst, "a change is asked for");
    if (std::holds_alternative<DeletionRequest>(a->request))
        return {approve};
    return {RequestDeletion{}, approve};
}

} // namespace

Result<std::vector<Change>> redo(const PhotoFile& now, const Mutation& mine, const PhotoState& before) {
    return guarded([&] {
        const auto* change = std::get_if<PhotoChange>(&mine.change);
        if (!change)
            throw Exception(ErrorCode::internal, "not a change of a photo file");
        Mutation m = mine;
        m.expected.reset();
        const PhotoOutcome then = apply(PhotoFile{now.student, before, 0, {}}, m).value();
        std::vector<PhotoChange> way{*change};
        const Photo* accepted = then.file.accepted();
        const bool decides = !std::holds_alternative<SetCrop>(*change) &&
                             !std::holds_alternative<AllowPrinting>(*change) &&
                             !std::holds_alternative<WithdrawRequest>(*change);
        if (const auto* approve = std::get_if<ApproveDeletion>(change))
            way = towardsDeletion(now.state, *approve);
        else if (decides && accepted && then.file.status() == PhotoStatus::accepted)
            way = towardsAccepted(now.state, *accepted);
        std::vector<Change> result;
        PhotoFile file = now;
        for (const PhotoChange& step : way) {
            m.change = step;
            file = apply(file, m).value().file; // also refuses what cannot come about
            result.emplace_back(step);
        }
        return result;
    });
}

Result<std::vector<Change>> redo(const Student* now, const Mutation& mine, const Student* before) {
    const auto* put = std::get_if<PutStudent>(&mine.change);
    if (!put)
        return Error{ErrorCode::internal, "not a change of a student", {}};
    if (!now)
        return std::vector<Change>{*put};
    // All that this side changed, on the record as it is now.
    Student wanted = *now;
    const Student from = before ? *before : *now;
    visitFields<Student>([&](const auto& field) {
        const auto member = field.member;
        if (field.merge != Merge::never && (put->student.*member != from.*member || !before))
            wanted.*member = put->student.*member;
    });
    if (wanted == *now)
        return Error{ErrorCode::nothingToDo, "the record is so already", {}};
    return std::vector<Change>{PutStudent{wanted}};
}

Result<std::vector<Change>> redo(const School* now, const Mutation& mine, const School*) {
    const auto* put = std::get_if<PutSchool>(&mine.change);
    if (!put || !now)
        return Error{ErrorCode::internal, "not a change of the school", {}};
    PutSchool again = *put;
    again.school.id = now->id; // it may have been made before the office took the server's id
    return std::vector<Change>{again};
}

Result<std::vector<Change>> redo(const StudentCard*, const Mutation& mine, const StudentCard*) {
    return std::vector<Change>{mine.change};
}

Result<std::vector<Change>> redo(const CardBatch*, const Mutation& mine, const CardBatch*) {
    return std::vector<Change>{mine.change};
}

} // namespace esek::domain
