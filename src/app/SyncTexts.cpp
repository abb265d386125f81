#include "app/CardRules.h"
#include "app/ChangeWords.h"
#include "app/SyncService.h"
#include "base/CleanText.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Entities.h"
#include "domain/OnBehalf.h"

namespace esek::app {

using namespace domain;

namespace {

std::string sideText(const Mutation& m) {
    std::string text = changeText(m);
    std::vector<std::string> parts;
    for (const std::string& part : {shownText(m.by.name), shownText(m.by.workstation), onBehalfText(m.by)})
        if (!part.empty())
            parts.push_back(part);
    parts.push_back(toPolishLocal(m.at));
    return text + " – " + join(parts, ", ");
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
    if (const auto student = office.replica().students().get(*text.student))
        text.title = labelOf(student->student);
    else if (const auto* put = std::get_if<PutStudent>(&row.mine.change))
        text.title = labelOf(put->student);
}
void entitle(std::type_identity<Guardian>, Office& office, const storage::ConflictRow& row,
             ConflictText& text) {
    const auto* put = std::get_if<PutGuardian>(&row.mine.change);
    if (!put)
        return;
    text.student = put->guardian.student;
    const auto student = office.replica().students().get(*text.student);
    text.title = tr("A parent or guardian") + (student ? ": " + labelOf(student->student) : std::string());
}
/// A card and what hangs on it.
void entitleByCard(const CardId& id, Office& office, ConflictText& text) {
    if (const auto card = office.replica().cards().get(id)) {
        text.student = card->student;
        text.title = labelOf(*card);
    }
}
void entitle(std::type_identity<StudentCard>, Office& office, const storage::ConflictRow& row,
             ConflictText& text) {
    entitleByCard(CardId{row.entityId}, office, text);
}
void entitle(std::type_identity<School>, Office&, const storage::ConflictRow&, ConflictText& text) {
    text.title = tr("The school's data");
}
void entitle(std::type_identity<CardBatch>, Office&, const storage::ConflictRow&, ConflictText& text) {
    text.title = tr("A batch of cards");
}
void entitle(std::type_identity<ValidityMarks>, Office& office, const storage::ConflictRow& row,
             ConflictText& text) {
    entitleByCard(CardId{row.entityId}, office, text);
}
void entitle(std::type_identity<DuplicateRequest>, Office& office, const storage::ConflictRow& row,
             ConflictText& text) {
    entitleByCard(CardId{row.entityId}, office, text);
}
void entitle(std::type_identity<BlankDelivery>, Office&, const storage::ConflictRow&, ConflictText& text) {
    text.title = tr("A delivery of blanks");
}
void entitle(std::type_identity<Blank>, Office&, const storage::ConflictRow& row, ConflictText& text) {
    text.title = tr("A blank of a card");
    if (const auto* book = std::get_if<BookBlank>(&row.mine.change))
        text.title += " " + book->blank.text();
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
