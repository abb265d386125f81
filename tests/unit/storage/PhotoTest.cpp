#include "Office.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using domain::PhotoStatus;

namespace {
domain::Student pupil(Office& o, std::string surname, std::string number) {
    auto s = o.student(std::move(surname), "Jan", "1A", std::move(number));
    o.commit(o.put(s));
    return s;
}
} // namespace

TEST_CASE("the queue shows what waits, and counts it") {
    Office o;
    const auto a = pupil(o, "Adamska", "1");
    const auto b = pupil(o, "Babicki", "2");
    pupil(o, "Cichy", "3");
    auto photo = o.photo("a1");
    photo.crop = domain::CropParams{0.1, 0.25, 0.5, 1.0 / 3, 1, -2.5};
    auto submit = o.byParent(o.photoChange(a.id, domain::SubmitPhoto{photo}));
    const auto done = o.replica->commit(submit).value();
    CHECK(done.messages.size() == 1);
    CHECK_FALSE(done.messages[0].id.isNil());
    CHECK(done.files.at(0).status() == PhotoStatus::pending);
    o.commit(o.photoChange(b.id, domain::SubmitPhoto{o.photo("b1"), true}));

    storage::PhotoFilter f;
    f.status = PhotoStatus::pending;
    const auto rows = o.replica->photos().list(f).value();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].surname == "Adamska");
    CHECK(rows[0].registerNumber == "1");
    CHECK(rows[0].thumb == photo.blob);
    CHECK(rows[0].crop == photo.crop);
    CHECK(rows[0].since == submit.at);
    CHECK(rows[0].version == 1);

    f.status = PhotoStatus::none;
    CHECK(o.replica->photos().list(f)->size() == 1);
    const auto counts = o.replica->photos().counts().value();
    CHECK(counts.of(PhotoStatus::pending) == 1);
    CHECK(counts.of(PhotoStatus::accepted) == 1);
    CHECK(counts.of(PhotoStatus::none) == 1);
    CHECK(counts.of(PhotoStatus::rejected) == 0);
    f.text = "adam";
    CHECK(o.replica->photos().counts(f)->of(PhotoStatus::accepted) == 0);
    f.classUnit = "9Z";
    CHECK(o.replica->photos().counts(f)->of(PhotoStatus::pending) == 0);

    storage::StudentFilter accepted;
    accepted.hasPhoto = true;
    REQUIRE(o.replica->students().list(accepted)->size() == 1);
    CHECK(o.replica->students().list(accepted)->front().photoStatus == PhotoStatus::accepted);
    accepted.hasPhoto = false;
    CHECK(o.replica->students().list(accepted)->size() == 2);
}

TEST_CASE("a crop does not make a photo newer in the queue") {
    Office o;
    const auto a = pupil(o, "Adamska", "1");
    const auto photo = o.photo("a1");
    const auto submit = o.photoChange(a.id, domain::SubmitPhoto{photo});
    o.commit(submit);
    o.commit(o.photoChange(a.id, domain::SetCrop{photo.id, {0, 0, 0.5, 0.5, 0, 0}}));
    CHECK(o.replica->photos().list()->front().since == submit.at);
    CHECK(o.replica->photos().list()->front().crop->w == 0.5);
    const auto accept = o.photoChange(a.id, domain::AcceptPhoto{});
    o.commit(accept);
    CHECK(o.replica->photos().list()->front().since == accept.at);
}

TEST_CASE("bytes must be in the store before a photo file names them") {
    Office o;
    const auto a = pupil(o, "Adamska", "1");
    auto photo = o.photo("a1");
    REQUIRE(o.replica->blobs().erase(photo.blob));
    CHECK(o.replica->commit(o.photoChange(a.id, domain::SubmitPhoto{photo})).error().code ==
          ErrorCode::blobMissing);
}

TEST_CASE("the last decision can be taken back until it has left the office") {
    Office o;
    const auto a = pupil(o, "Adamska", "1");
    const auto b = pupil(o, "Babicki", "2");
    CHECK_FALSE(o.replica->history().undoable().value());
    for (const auto& s : {a, b})
        o.commit(o.photoChange(s.id, domain::SubmitPhoto{o.photo(s.surname)}));
    CHECK_FALSE(o.replica->history().undoable().value()); // sending is no decision
    const auto before = o.replica->photos().file(a.id)->state;
    const auto accept = o.photoChange(a.id, domain::AcceptPhoto{});
    const auto reject = o.photoChange(b.id, domain::RejectPhoto{{domain::RejectionReason::blurred}, {}});
    o.commit(accept);
    o.commit(reject);
    CHECK(o.replica->history().messages()->size() == 4);

    auto undo = o.replica->history().undoable().value();
    REQUIRE(undo);
    CHECK(undo->decision == reject);
    o.commit(o.photoChange(b.id, domain::UndoDecision{undo->decision.id, undo->before}));
    CHECK(o.replica->photos().file(b.id)->status() == PhotoStatus::pending);
    CHECK(o.replica->history().messages()->size() == 3); // the family never hears of it

    undo = o.replica->history().undoable().value();
    REQUIRE(undo);
    CHECK(undo->decision.id == accept.id);
    CHECK(undo->before == before);

    // Another state than the audit's is not taken.
    CHECK(o.replica->commit(o.photoChange(a.id, domain::UndoDecision{accept.id, domain::NoPhoto{}}))
              .error()
              .code == ErrorCode::nothingToUndo);
    CHECK(o.replica->history().undoable(reject.id).error().code == ErrorCode::nothingToUndo);
    o.commit(o.photoChange(a.id, domain::UndoDecision{accept.id, before}));
    CHECK_FALSE(o.replica->history().undoable().value());
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("an approved deletion erases every picture the pupil's file held, and nobody else's") {
    Office o;
    const auto a = pupil(o, "Adamska", "1");
    const auto b = pupil(o, "Babicki", "2");
    const auto shared = o.photo("the same bytes");
    const auto older = o.photo("an older picture");
    o.commit(o.photoChange(a.id, domain::SubmitPhoto{older, true}));
    o.commit(o.photoChange(a.id, domain::SubmitPhoto{o.photo("current"), true}));
    o.commit(o.photoChange(a.id, domain::SubmitPhoto{shared, true}));
    o.commit(o.photoChange(b.id, domain::SubmitPhoto{shared, true}));
    const auto current = o.photo("current").blob;
    CHECK(o.replica->blobs().has(older.blob));

    o.commit(o.byParent(o.photoChange(a.id, domain::RequestDeletion{"nie chcę"})));
    o.commit(o.photoChange(a.id, domain::ApproveDeletion{}));
    CHECK_FALSE(o.replica->blobs().has(older.blob));
    CHECK_FALSE(o.replica->blobs().has(current));
    CHECK(o.replica->blobs().has(shared.blob)); // still in the other pupil's file
    CHECK(o.replica->photos().file(a.id)->status() == PhotoStatus::none);
    CHECK_FALSE(o.replica->history().undoable(o.replica->history().audit()->front().mutation.id));
    CHECK(problems(*o.replica).empty());

    o.commit(o.byParent(o.photoChange(b.id, domain::RequestDeletion{})));
    o.commit(o.photoChange(b.id, domain::ApproveDeletion{}));
    CHECK_FALSE(o.replica->blobs().has(shared.blob));
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("messages and audit tell what happened, newest first") {
    Office o;
    const auto a = pupil(o, "Adamska", "1");
    o.commit(o.photoChange(a.id, domain::SubmitPhoto{o.photo("a")}));
    o.commit(
        o.photoChange(a.id, domain::RejectPhoto{{domain::RejectionReason::tooDark}, "Proszę o jaśniejsze."}));
    const auto messages = o.replica->history().messages().value();
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].message.to == PhotoStatus::rejected);
    CHECK(messages[0].message.reasons == std::vector{domain::RejectionReason::tooDark});
    CHECK(messages[0].message.note == "Proszę o jaśniejsze.");
    CHECK(messages[0].surname == "Adamska");
    const auto audit = o.replica->history().audit({a.id.uuid, 10}).value();
    REQUIRE(audit.size() == 3);
    CHECK(audit[0].mutation.kind() == "reject");
    CHECK(audit[2].mutation.kind() == "put_student");
    CHECK(audit[0].mutation.by.workstation == "sekretariat-1");
    CHECK(o.replica->history().audit({std::nullopt, 2})->size() == 2);
}
