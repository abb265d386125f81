#include "domain/Apply.h"

#include "base/CleanText.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Rules.h"

#include <algorithm>

namespace esek::domain {

namespace {

[[noreturn]] void wrongStatus(const PhotoFile& file, std::string hint) {
    throw Exception(Error{ErrorCode::wrongStatus,
                          format("status {}", toString(file.status())),
                          {{"status", officeLabel(file.status())}, {"hint", std::move(hint)}}});
}

Rejection rejectionOf(const std::vector<RejectionReason>& reasons, const std::string& note,
                      const Mutation& m) {
    if (reasons.empty()) {
        std::vector<std::string> choices;
        for (RejectionReason r : allRejectionReasons())
            choices.emplace_back(toString(r));
        throw Exception(Error{ErrorCode::reasonRequired, "no reason", {{"choices", join(choices, ", ")}}});
    }
    if (std::find(reasons.begin(), reasons.end(), RejectionReason::other) != reasons.end() && note.empty())
        refuse(ErrorCode::noteRequired);
    return {reasons, note, m.by, m.at};
}

/// One function per change; `file` is the state before, the result the state after.
struct PhotoRules {
    const PhotoFile& file;
    const Mutation& m;
    std::vector<RejectionReason> reasons; ///< told to the family
    std::string note;
    bool erase = false;

    const AcceptedPhoto* acceptedState() const { return std::get_if<AcceptedPhoto>(&file.state); }
    const ChangeRequest* change() const {
        const auto* a = acceptedState();
        return a ? std::get_if<ChangeRequest>(&a->request) : nullptr;
    }
    const DeletionRequest* deletion() const {
        const auto* a = acceptedState();
        return a ? std::get_if<DeletionRequest>(&a->request) : nullptr;
    }

    PhotoState operator()(const SubmitPhoto& s) const {
        if (m.by.role == Role::headteacher)
            refuse(ErrorCode::roleNotAllowed);
        const bool family = speaksForFamily(m.by);
        if (s.accept && family)
            refuse(ErrorCode::roleNotAllowed);
        // A clerk's own photo must not silently push aside what a family asked for.
        if (!family) {
            const Photo* open = file.proposed();
            if (deletion() || (open && speaksForFamily(open->source.sender)))
                refuse(ErrorCode::decideFamilyRequestFirst);
        }
        if (s.accept)
            return AcceptedPhoto{s.photo, std::monostate{}};
        if (const auto* a = acceptedState())
            return AcceptedPhoto{a->photo, ChangeRequest{s.photo, false}};
        return AwaitingPhoto{s.photo};
    }

    PhotoState operator()(const WithdrawRequest&) const {
        if (m.by.role == Role::headteacher)
            refuse(ErrorCode::roleNotAllowed);
        if (std::holds_alternative<AwaitingPhoto>(file.state))
            return NoPhoto{};
        if (change() || deletion())
            return AcceptedPhoto{acceptedState()->photo, std::monostate{}};
        refuse(ErrorCode::nothingToWithdraw);
    }

    PhotoState operator()(const RequestDeletion& r) const {
        if (m.by.role == Role::headteacher)
            refuse(ErrorCode::roleNotAllowed);
        const auto* a = acceptedState();
        if (std::holds_alternative<AwaitingPhoto>(file.state))
            wrongStatus(file, tr("Withdraw the photo that was sent instead."));
        if (!a)
            wrongStatus(file, tr("There is no accepted photo to delete."));
        return AcceptedPhoto{a->photo, DeletionRequest{m.by, m.at, r.reason}};
    }

    PhotoState operator()(const AcceptPhoto&) const {
        requireOffice(m);
        const auto* w = std::get_if<AwaitingPhoto>(&file.state);
        if (!w)
            wrongStatus(file, change() ? tr("Keep the present photo or take the new one.")
                                       : tr("Only a photo that awaits acceptance can be accepted."));
        return AcceptedPhoto{w->proposed, std::monostate{}};
    }

    PhotoState operator()(const RejectPhoto& r) {
        requireOffice(m);
        const Photo* photo = nullptr;
        if (const auto* w = std::get_if<AwaitingPhoto>(&file.state))
            photo = &w->proposed;
        else if (acceptedState() && !change() && !deletion())
            photo = &acceptedState()->photo;
        if (!photo)
            wrongStatus(file, change() ? tr("Keep the present photo or take the new one.")
                                       : tr("There is no photo to reject."));
        RejectedPhoto rejected{*photo, rejectionOf(r.reasons, r.note, m)};
        reasons = r.reasons;
        note = r.note;
        return rejected;
    }

    PhotoState operator()(const KeepCurrent& k) {
        requireOffice(m);
        if (!change())
            wrongStatus(file, tr("No change of photo is asked for."));
        reasons = k.reasons;
        note = k.note;
        return AcceptedPhoto{acceptedState()->photo, std::monostate{}};
    }

    PhotoState operator()(const TakeNew&) const {
        requireOffice(m);
        if (!change())
            wrongStatus(file, tr("No change of photo is asked for."));
        return AcceptedPhoto{change()->proposed, std::monostate{}};
    }

    PhotoState operator()(const ApproveDeletion& a) {
        requireOffice(m);
        // Without a request only for a reason of the office's own, such as the end of a time of keeping, and
        // never beside a request of the family.
        const bool settled = std::holds_alternative<RejectedPhoto>(file.state) ||
                             (acceptedState() && !change() && !deletion());
        if (!deletion() && (!settled || a.note.empty()))
            wrongStatus(file, tr("No deletion is asked for."));
        note = a.note;
        erase = true;
        return NoPhoto{};
    }

    PhotoState operator()(const RefuseDeletion& r) {
        requireOffice(m);
        if (!deletion())
            wrongStatus(file, tr("No deletion is asked for."));
        note = r.note;
        return AcceptedPhoto{acceptedState()->photo, std::monostate{}};
    }

    PhotoState operator()(const AllowPrinting& p) const {
        requireOffice(m);
        if (!change())
            wrongStatus(file, tr("No change of photo is asked for."));
        return AcceptedPhoto{acceptedState()->photo, ChangeRequest{change()->proposed, p.allow}};
    }

    PhotoState operator()(const SetCrop& c) const {
        if (m.by.role == Role::headteacher)
            refuse(ErrorCode::roleNotAllowed);
        PhotoState next = file.state;
        const auto set = [&](Photo& photo) {
            if (photo.id != c.photo)
                return false;
            photo.crop = c.crop;
            return true;
        };
        bool found = false;
        if (auto* w = std::get_if<AwaitingPhoto>(&next))
            found = set(w->proposed);
        if (auto* a = std::get_if<AcceptedPhoto>(&next)) {
            found = set(a->photo);
            if (auto* request = std::get_if<ChangeRequest>(&a->request))
                found = set(request->proposed) || found;
        }
        if (!found)
            wrongStatus(file, tr("This photo is no longer there."));
        return next;
    }

    PhotoState operator()(const UndoDecision& u) const {
        requireOffice(m);
        if (!file.lastChange || *file.lastChange != u.undoes)
            refuse(ErrorCode::nothingToUndo);
        return u.before;
    }
};

std::vector<BlobId> droppedBlobs(const PhotoFile& before, const PhotoFile& after) {
    std::vector<BlobId> dropped;
    const auto kept = after.photos();
    for (const Photo* p : before.photos()) {
        const bool still =
            std::any_of(kept.begin(), kept.end(), [&](const Photo* k) { return k->blob == p->blob; });
        if (!still && std::find(dropped.begin(), dropped.end(), p->blob) == dropped.end())
            dropped.push_back(p->blob);
    }
    return dropped;
}

bool mayBecome(CardState from, CardState to) {
    switch (to) {
    case CardState::issued:
        return false;
    case CardState::printed: // again after a spoiled print: the same card on a new blank
        return from == CardState::issued || from == CardState::spoiled;
    case CardState::spoiled:
        return from == CardState::issued || from == CardState::printed;
    case CardState::handedOver:
        return from == CardState::printed;
    case CardState::lost:
        return from == CardState::handedOver || from == CardState::printed;
    case CardState::returned:
        return from == CardState::handedOver || from == CardState::lost || from == CardState::invalid;
    case CardState::invalid:
        return from != CardState::invalid;
    }
    return false;
}

} // namespace

Result<PhotoOutcome> apply(const PhotoFile& file, const Mutation& m) {
    return guarded([&] {
        const auto* change = std::get_if<PhotoChange>(&m.change);
        if (!change)
            throw Exception(ErrorCode::internal, "not a change of a photo file");
        checkVersion(m, file.version);
        PhotoRules rules{file, m, {}, {}, false};
        PhotoOutcome out;
        out.file = {file.student, std::visit(rules, *change), file.version + 1, m.id};
        out.dropped = droppedBlobs(file, out.file);
        out.eraseDropped = rules.erase;
        const PhotoStatus from = file.status();
        const PhotoStatus to = out.file.status();
        if (const auto* undo = std::get_if<UndoDecision>(change)) {
            out.takesBackMessages = undo->undoes;
        } else if (from != to) {
            out.messages.push_back({{}, file.student, m.id, from, to, rules.reasons, rules.note, m.at});
        }
        return out;
    });
}

Result<StudentCard> apply(const StudentCard* current, const Mutation& m) {
    return guarded([&] {
        const auto* change = std::get_if<CardChange>(&m.change);
        if (!change)
            throw Exception(ErrorCode::internal, "not a change of a card");
        requireOffice(m);
        if (const auto* issue = std::get_if<IssueCard>(change)) {
            if (current)
                throw Exception(
                    Error{ErrorCode::cardNumberTaken, "issued twice", {{"number", issue->card.number}}});
            StudentCard card = issue->card;
            card.state = CardState::issued;
            card.version = 1;
            return card;
        }
        if (!current)
            refuse(ErrorCode::unknownCard);
        checkVersion(m, current->version);
        const auto& mark = std::get<MarkCard>(*change);
        const bool allowed = mark.takesBack
                                 ? *mark.takesBack == current->state && mayBecome(mark.state, current->state)
                                 : mayBecome(current->state, mark.state);
        if (!allowed)
            throw Exception(Error{ErrorCode::cardWrongState,
                                  "state",
                                  {{"number", current->number}, {"state", label(current->state)}}});
        StudentCard card = *current;
        card.state = mark.state;
        card.stateReason = mark.reason;
        card.version += 1;
        return card;
    });
}

Result<void> checkSiblings(const StudentCard* now, const StudentCard& next,
                           std::span<const StudentCard> cardsOfPupil) {
    if (!next.valid() || (now && now->valid()))
        return {};
    for (const StudentCard& other : cardsOfPupil)
        if (other.id != next.id && other.valid())
            return Error{ErrorCode::cardAlreadyIssued,
                         "another card of the pupil is valid",
                         {{"student", next.contents.surname + " " + next.contents.givenNames},
                          {"number", other.number}}};
    return {};
}

Result<Student> apply(const Student* current, const Mutation& m) {
    const auto* change = std::get_if<PutStudent>(&m.change);
    if (!change)
        return Error{ErrorCode::internal, "not a change of a student", {}};
    if (change->student.surname.empty() || change->student.givenNames.empty())
        return Error{ErrorCode::valueRequired, "no name", {{"field", tr("given names and surname")}}};
    return put(current, change->student, m);
}

Result<School> apply(const School* current, const Mutation& m) {
    const auto* change = std::get_if<PutSchool>(&m.change);
    if (!change)
        return Error{ErrorCode::internal, "not a change of a school", {}};
    return put(current, change->school, m);
}

Result<CardBatch> apply(const CardBatch* current, const Mutation& m) {
    return guarded([&] {
        const auto* change = std::get_if<PutBatch>(&m.change);
        if (!change)
            throw Exception(ErrorCode::internal, "not a change of a batch");
        requireOffice(m);
        CardBatch next = change->batch;
        if (current)
            next.number = current->number;
        return next;
    });
}

std::string SystemMessage::text() const {
    std::string body;
    switch (to) {
    case PhotoStatus::none:
        if (from == PhotoStatus::deletionRequested)
            body = tr("The photo was deleted as you asked.");
        else if (from == PhotoStatus::pending)
            body = tr("The photo that was sent has been withdrawn.");
        else
            body = tr("The photo was deleted by the school office.");
        break;
    case PhotoStatus::pending:
        body = tr("The photo was sent and awaits verification by the school office.");
        break;
    case PhotoStatus::accepted:
        if (from == PhotoStatus::deletionRequested)
            body = tr("The request to delete the photo is closed; the photo stays accepted.");
        else if (from == PhotoStatus::changeRequested)
            body = tr("The request to change the photo is closed; an accepted photo is in place.");
        else
            body = tr("The photo was accepted.");
        break;
    case PhotoStatus::rejected:
        body = tr("The photo was rejected. Please send another one.");
        break;
    case PhotoStatus::changeRequested:
        body = tr("A new photo was sent. Until the office decides, the present one stays.");
        break;
    case PhotoStatus::deletionRequested:
        body = tr("The request to delete the photo was received. The office will decide within a month.");
        break;
    }
    for (RejectionReason r : reasons)
        body += " " + describe(r);
    if (!note.empty()) // of another office: it comes as it was written
        body += " " + shownText(note, TextShape::lines);
    return body;
}

} // namespace esek::domain
