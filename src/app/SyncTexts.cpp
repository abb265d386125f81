#include "app/CardRules.h"
#include "app/SyncService.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "domain/Entities.h"

namespace esek::app {

using namespace domain;

namespace {

std::string with(const std::string& text, const std::string& note) {
    return note.empty() ? text : text + ": " + note;
}

std::string reasonsOf(const std::vector<RejectionReason>& reasons, const std::string& note) {
    std::string text;
    for (const RejectionReason r : reasons)
        text += (text.empty() ? "" : ", ") + label(r);
    return note.empty() ? text : text + (text.empty() ? "" : ", ") + note;
}

struct ChangeText {
    std::string operator()(const SubmitPhoto& s) const {
        return s.accept ? tr("A new photo was put in and accepted") : tr("A new photo was sent");
    }
    std::string operator()(const WithdrawRequest&) const { return tr("The request was withdrawn"); }
    std::string operator()(const RequestDeletion& r) const {
        return with(tr("Deletion of the photo was asked for"), r.reason);
    }
    std::string operator()(const AcceptPhoto&) const { return tr("The photo was accepted"); }
    std::string operator()(const RejectPhoto& r) const {
        return with(tr("The photo was rejected"), reasonsOf(r.reasons, r.note));
    }
    std::string operator()(const KeepCurrent& k) const {
        return with(tr("The present photo was kept"), reasonsOf(k.reasons, k.note));
    }
    std::string operator()(const TakeNew&) const { return tr("The new photo was chosen"); }
    std::string operator()(const ApproveDeletion& a) const {
        return with(tr("The photo was deleted"), a.note);
    }
    std::string operator()(const RefuseDeletion& r) const {
        return with(tr("The deletion was refused"), r.note);
    }
    std::string operator()(const AllowPrinting& p) const {
        return p.allow ? tr("Printing with the present photo was allowed")
                       : tr("Printing with the present photo was forbidden");
    }
    std::string operator()(const SetCrop&) const { return tr("The crop of the photo was set"); }
    std::string operator()(const UndoDecision&) const { return tr("The decision was taken back"); }
    std::string operator()(const IssueCard& i) const {
        return format(fmt::runtime(tr("Card {} was issued")), i.card.number);
    }
    std::string operator()(const MarkCard& m) const {
        return with(tr("The card was marked") + " „" + label(m.state) + "”", m.reason);
    }
    std::string operator()(const PutStudent& p) const {
        std::string text = p.student.surname + " " + p.student.givenNames + ", " + p.student.classUnit;
        if (p.student.birthDate)
            text += ", " + toPolish(*p.student.birthDate);
        if (!p.student.registerNumber.empty())
            text += ", " + tr("register number") + " " + p.student.registerNumber;
        if (p.student.left)
            text += ", " + tr("has left the school");
        return tr("The pupil's data were saved") + ": " + text;
    }
    std::string operator()(const PutSchool& p) const {
        return tr("The school's data were saved") + ": " + p.school.name + ", " + p.school.headteacher;
    }
    std::string operator()(const PutBatch& p) const {
        return format(fmt::runtime(tr("Batch {} was made")), p.batch.number);
    }
    std::string operator()(const PhotoChange& c) const { return std::visit(*this, c); }
    std::string operator()(const CardChange& c) const { return std::visit(*this, c); }
};

std::string sideText(const Mutation& m) {
    std::string text = std::visit(ChangeText{}, m.change);
    const std::string who = m.by.workstation.empty() || m.by.name.empty()
                                ? m.by.name + m.by.workstation
                                : m.by.name + ", " + m.by.workstation;
    return text + " – " + (who.empty() ? "" : who + ", ") + toPolishLocal(m.at);
}

/// The picture that a side was about: what it leads to, or what it puts away.
std::optional<BlobId> photoOf(const PhotoState& state) {
    PhotoFile file;
    file.state = state;
    if (const Photo* p = file.proposed())
        return p->blob;
    const auto photos = file.photos();
    return photos.empty() ? std::nullopt : std::optional(photos.front()->blob);
}

/// Whom and what a conflict is about, for each kind of the registry.
void entitle(std::type_identity<Student>, Office& office, const storage::ConflictRow& row,
             ConflictText& text) {
    text.student = StudentId{row.entityId};
    if (const auto student = office.replica().student(*text.student))
        text.title = labelOf(student->student);
    else if (const auto* put = std::get_if<PutStudent>(&row.mine.change))
        text.title = labelOf(put->student);
}
void entitle(std::type_identity<StudentCard>, Office& office, const storage::ConflictRow& row,
             ConflictText& text) {
    if (const auto card = office.replica().card(CardId{row.entityId})) {
        text.student = card->student;
        text.title = labelOf(*card);
    }
}
void entitle(std::type_identity<School>, Office&, const storage::ConflictRow&, ConflictText& text) {
    text.title = tr("The school's data");
}
void entitle(std::type_identity<CardBatch>, Office&, const storage::ConflictRow&, ConflictText& text) {
    text.title = tr("A batch of cards");
}
void photosOf(const storage::ConflictRow& row, ConflictText& text) {
    const auto before = parseJson(row.before.empty() ? std::string("{}") : row.before);
    const auto state = before ? photoStateFromJson(*before) : Result<PhotoState>(before.error());
    if (state) {
        Mutation m = row.mine;
        m.expected.reset();
        const auto then = apply(PhotoFile{StudentId{row.entityId}, *state, 0, {}}, m);
        text.minePhoto = photoOf(then ? then->file.state : *state);
        if (!text.minePhoto)
            text.minePhoto = photoOf(*state);
    }
    if (const auto theirs = parseJson(row.theirs.empty() ? std::string("{}") : row.theirs))
        if (const auto file = photoFileRowFromJson(*theirs))
            text.theirsPhoto = photoOf(file->file.state);
}

void entitle(std::type_identity<PhotoFile>, Office& office, const storage::ConflictRow& row,
             ConflictText& text) {
    entitle(std::type_identity<Student>{}, office, row, text);
    photosOf(row, text);
}

} // namespace

Result<std::vector<ConflictText>> describeConflicts(Office& office) {
    return guarded([&] {
        std::vector<ConflictText> texts;
        for (const storage::ConflictRow& row : storage::SyncStore(office.replica()).conflicts().value()) {
            ConflictText text;
            text.number = row.number;
            text.kind = row.kind;
            text.canTakeMine = row.kind == storage::ConflictRow::Kind::conflict;
            text.mine = sideText(row.mine);
            if (row.theirMutation)
                text.theirs = sideText(*row.theirMutation);
            withEntity(row.entity, [&](auto type) { entitle(type, office, row, text); });
            Error error = row.error;
            if (error.value("student").empty())
                error = error.with("student", text.title);
            text.reason = describe(error);
            texts.push_back(std::move(text));
        }
        return texts;
    });
}

} // namespace esek::app
