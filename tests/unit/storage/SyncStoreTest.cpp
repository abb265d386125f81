#include "Office.h"

#include "domain/OnBehalf.h"
#include "storage/Connection.h"
#include "storage/SyncStore.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using namespace esek::domain;
using storage::Connection;
using storage::MutationAnswer;

namespace {

/// An office that has joined a server which these tests play by hand.
struct Joined : Office {
    storage::SyncStore store{*replica};
    Student pupil;
    std::int64_t seq = 0;

    Joined() {
        storage::SyncState state;
        state.server = "https://szkoly.example.pl";
        state.device = "pc-1";
        state.school = replica->school().value().id;
        state.epoch = "e1";
        store.enrol(state, false).value();
        pupil = student("Adamska", "Ewa", "1A", "1");
        commit(put(pupil));
        commit(photoChange(pupil.id, SubmitPhoto{photo("a")}));
        confirmAll();
    }

    /// The server takes everything as it was sent and the pull brings it back.
    void confirmAll() {
        std::vector<RecordChange> changes;
        for (const auto& out : store.takeOutgoing(1000).value()) {
            RecordChange c;
            c.seq = ++seq;
            c.entity = toString(out.mutation.entity());
            c.id = out.mutation.entityId;
            c.mutation = toJson(out.mutation);
            c.before = out.before;
            c.row = rowOf(c.entity, c.id);
            changes.push_back(std::move(c));
        }
        store.applyChanges(changes, seq).value();
    }
    Json rowOf(const std::string& entity, const Uuid& id) {
        if (entity == "school")
            return toJson(replica->school().value());
        if (entity == "student")
            return toJson(replica->students().get(StudentId{id}).value().student);
        PhotoFileRow row;
        row.file = replica->photos().file(StudentId{id}).value();
        row.since = clock.now();
        for (const Photo* p : row.file.photos())
            row.held.push_back({p->blob, p->byteCount});
        return toJson(row);
    }
    /// Somebody else's decision arrives.
    void arrive(const PhotoChange& change) {
        const PhotoFile before = serverFile();
        Mutation m = photoChange(pupil.id, change);
        m.expected.reset();
        PhotoFileRow row;
        row.file = apply(before, m).value().file;
        row.since = m.at;
        for (const Photo* p : row.file.photos())
            row.held.push_back({p->blob, p->byteCount});
        RecordChange c{++seq, "photo_file", pupil.id.uuid, toJson(row), toJson(m), toJson(before.state), {}};
        store.applyChanges(std::span(&c, 1), seq).value();
        store.releaseHeldBack(false).value();
        m_server = row.file;
    }
    PhotoFile serverFile() { return m_server ? *m_server : replica->photos().file(pupil.id).value(); }
    void keepServerFile() { m_server = replica->photos().file(pupil.id).value(); }
    PhotoStatus status() { return replica->photos().file(pupil.id).value().status(); }
    void healthy() { CHECK(problems(*replica) == ""); }

    std::optional<PhotoFile> m_server;
};

} // namespace

TEST_CASE_METHOD(Joined, "what the pull confirms is no longer waiting, and verify follows it") {
    CHECK(store.summary()->waiting == 0);
    CHECK(status() == PhotoStatus::pending);
    healthy();
}

TEST_CASE_METHOD(Joined, "what an earlier version entered as a family comes back as the office's deed") {
    keepServerFile();
    const Mutation old = byParent(photoChange(pupil.id, SubmitPhoto{photo("b")}));
    commit(old);
    store.takeOutgoing(1000).value();
    RecordChange c;
    c.seq = ++seq;
    c.entity = toString(old.entity());
    c.id = old.entityId;
    const Mutation kept = enteredByOffice(old);
    c.mutation = toJson(kept);
    PhotoFileRow row;
    row.file = apply(serverFile(), kept).value().file;
    row.since = clock.now();
    for (const Photo* p : row.file.photos())
        row.held.push_back({p->blob, p->byteCount});
    c.row = toJson(row);
    store.applyChanges(std::span(&c, 1), seq).value();
    CHECK(store.summary()->waiting == 0);
    healthy();
    // Nothing but that may differ.
    Mutation other = kept;
    std::get<SubmitPhoto>(std::get<PhotoChange>(other.change)).photo.byteCount += 1;
    Connection raw(folder() / "replica.sqlite", Connection::Mode::openWal, std::chrono::milliseconds(1000));
    const std::string json = toJson(other).dump();
    raw.query("UPDATE server_change SET mutation_json = ? WHERE seq = ?").bind(json).bind(seq).run();
    CHECK(problems(*replica).find("differs from the audit") != std::string::npos);
}

TEST_CASE_METHOD(Joined, "a decision that is on its way cannot be taken back, one that is kept back can") {
    commit(photoChange(pupil.id, AcceptPhoto{}));
    CHECK(store.takeOutgoing(10, std::chrono::seconds(20))->empty());
    REQUIRE(replica->history().undoable().value());
    clock.advance(std::chrono::seconds(21));
    CHECK(store.takeOutgoing(10, std::chrono::seconds(20))->size() == 1);
    CHECK_FALSE(replica->history().undoable().value());
}

TEST_CASE_METHOD(Joined,
                 "a decision that was taken back never leaves, and the record is the server's again") {
    keepServerFile();
    commit(photoChange(pupil.id, AcceptPhoto{}));
    const auto last = replica->history().undoable().value().value();
    commit(photoChange(pupil.id, UndoDecision{last.decision.id, last.before}));
    CHECK(store.takeOutgoing(10)->empty());
    CHECK(replica->photos().file(pupil.id).value() == *m_server);
    CHECK(store.summary()->waiting == 0);
    healthy();
}

TEST_CASE_METHOD(Joined, "what waits lies over what the server sends, as long as both can be") {
    keepServerFile();
    commit(photoChange(pupil.id, AcceptPhoto{}));
    SECTION("a crop by somebody else and the acceptance here") {
        arrive(SetCrop{serverFile().proposed()->id, CropParams{}});
        CHECK(status() == PhotoStatus::accepted);
        CHECK(replica->photos().file(pupil.id)->accepted()->crop.has_value());
        CHECK(store.summary()->waiting == 1);
    }
    SECTION("a rejection by somebody else: the first stays, and the people see it") {
        arrive(RejectPhoto{{RejectionReason::blurred}, ""});
        CHECK(status() == PhotoStatus::rejected);
        CHECK(store.summary()->waiting == 1); // the server will say that it is a conflict
    }
    healthy();
}

TEST_CASE_METHOD(Joined,
                 "a refused decision becomes a conflict with both sides, and mine can be brought about") {
    keepServerFile();
    commit(photoChange(pupil.id, AcceptPhoto{}));
    const Mutation mine = store.takeOutgoing(10)->front().mutation;
    arrive(RejectPhoto{{RejectionReason::blurred}, ""});
    const MutationAnswer answer{mine.id, Verdict::conflict, std::nullopt,
                                Error{ErrorCode::decidedElsewhere, "", {}}};
    store.recordAnswers(std::span(&answer, 1)).value();
    CHECK(store.settle().value() == 1);
    CHECK(store.settle().value() == 0);
    const auto rows = store.conflicts().value();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].mine == mine);
    REQUIRE(rows[0].theirMutation);
    CHECK(rows[0].theirMutation->kind() == "reject");
    CHECK(status() == PhotoStatus::rejected);
    CHECK(store.summary()->waiting == 0);
    healthy();
    SECTION("mine") {
        store.resolve(rows[0].number, storage::Resolution::mine, {Role::clerk, "Anna", "PC"}).value();
        CHECK(status() == PhotoStatus::accepted);
        CHECK(store.summary()->waiting == 1);
    }
    SECTION("theirs") {
        store.resolve(rows[0].number, storage::Resolution::theirs, {Role::clerk, "Anna", "PC"}).value();
        CHECK(status() == PhotoStatus::rejected);
        CHECK(store.summary()->waiting == 0);
    }
    CHECK(store.conflicts()->empty());
    CHECK(store.resolve(rows[0].number, storage::Resolution::mine, {}).error().code ==
          ErrorCode::unknownConflict);
    healthy();
}

TEST_CASE_METHOD(Joined, "the same decision by another office leaves nothing for a person") {
    keepServerFile();
    commit(photoChange(pupil.id, AcceptPhoto{}));
    const Mutation mine = store.takeOutgoing(10)->front().mutation;
    arrive(AcceptPhoto{});
    const MutationAnswer answer{mine.id, Verdict::same, std::nullopt, std::nullopt};
    store.recordAnswers(std::span(&answer, 1)).value();
    CHECK(store.settle().value() == 0);
    CHECK(store.conflicts()->empty());
    CHECK(replica->photos().file(pupil.id).value() == *m_server);
    healthy();
}

TEST_CASE_METHOD(Joined, "bytes that the server no longer holds for a pupil are erased here") {
    keepServerFile();
    const BlobId blob = serverFile().proposed()->blob;
    arrive(AcceptPhoto{});
    arrive(RequestDeletion{""});
    CHECK(replica->blobs().has(blob));
    arrive(ApproveDeletion{""});
    CHECK_FALSE(replica->blobs().has(blob));
    healthy();
}

TEST_CASE_METHOD(Joined,
                 "the picture of a refused submission stays while a person must look at it, and goes then") {
    keepServerFile();
    const Photo mine = photo("mine");
    commit(byParent(photoChange(pupil.id, SubmitPhoto{mine, false})));
    const Mutation sent = store.takeOutgoing(10)->front().mutation;
    arrive(AcceptPhoto{});
    const MutationAnswer answer{sent.id, Verdict::conflict, std::nullopt,
                                Error{ErrorCode::decidedElsewhere, "", {}}};
    store.recordAnswers(std::span(&answer, 1)).value();
    CHECK(store.settle().value() == 1);
    CHECK(replica->blobs().has(mine.blob));
    store.resolve(store.conflicts()->front().number, storage::Resolution::theirs, {}).value();
    CHECK_FALSE(replica->blobs().has(mine.blob));
    CHECK(status() == PhotoStatus::accepted);
    healthy();
}

TEST_CASE_METHOD(Joined, "photos that are only on the server are wanted until they come") {
    keepServerFile();
    arrive(AcceptPhoto{});
    const std::vector<std::uint8_t> bytes{9, 8, 7};
    Photo other = photo("x");
    other.blob = BlobId::of(bytes);
    other.byteCount = 3;
    arrive(SubmitPhoto{other, false});
    const auto wanted = store.wantedBlobs(10).value();
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0].size == 3);
    healthy();
    replica->blobs().put(bytes).value();
    store.blobsArrived(std::span(&other.blob, 1)).value();
    CHECK(store.wantedBlobs(10)->empty());
    healthy();
}

TEST_CASE_METHOD(Joined, "a server's record or a table that was changed behind the program's back is found") {
    const auto after = [&](const std::string& sql) {
        storage::Connection c(folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                              std::chrono::milliseconds(1000));
        c.exec(sql);
        return !replica->care().verify()->ok();
    };
    SECTION("the server's words") {
        CHECK(after("UPDATE server_row SET row_json = replace(row_json, 'Adamska', 'Nowak')"));
    }
    SECTION("what people see") {
        CHECK(after("UPDATE student SET surname = 'Nowak'"));
    }
    SECTION("a photo file") {
        CHECK(after("UPDATE photo_file SET state_json = replace(state_json, 'pending', 'none')"));
    }
    SECTION("a record that is gone") {
        CHECK(after("DELETE FROM server_row WHERE entity = 'photo_file'"));
    }
}

TEST_CASE_METHOD(Joined, "records that a snapshot does not bring go only with consent when they are many") {
    store.beginSnapshot("e1", 99).value();
    const RecordRow school{"school", replica->school()->id.uuid, rowOf("school", replica->school()->id.uuid)};
    store.applySnapshotPage(std::span(&school, 1), "").value();
    const auto refused = store.finishSnapshot(false);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::removalNeedsConsent);
    CHECK(refused.error().value("count") == "2");
    CHECK(replica->students().list()->size() == 1);
    CHECK(store.state()->value().checkpoint == seq);
    store.finishSnapshot(true).value();
    CHECK(replica->students().list()->empty());
    CHECK(store.state()->value().checkpoint == 99);
    healthy();
}

TEST_CASE_METHOD(Joined, "a restored server is sent again what it lost, in its order") {
    store.startEpoch("e2", 1).value(); // it knows the first change only
    const auto again = store.takeOutgoing(100).value();
    REQUIRE(again.size() == static_cast<std::size_t>(seq - 1));
    CHECK(again.back().mutation.kind() == "submit");
    std::vector<MutationAnswer> answers;
    for (const auto& out : again)
        answers.push_back({out.mutation.id, Verdict::applied, 10 + std::ssize(answers), std::nullopt});
    store.recordAnswers(answers).value();
    CHECK(store.takeOutgoing(100)->empty());
    CHECK(store.summary()->waiting == 0);
}

TEST_CASE_METHOD(Joined, "card numbers are taken from the leases and end with them") {
    CHECK(store.freeNumbers()->empty());
    store.addLease(100, 102).value();
    store.addLease(100, 102).value(); // an answer that came twice
    store.addLease(500, 500).value();
    CHECK(store.summary()->numbersLeft == 4);
    store.numbersUsed(101).value();
    const auto free = store.freeNumbers().value();
    REQUIRE(free.size() == 2);
    CHECK(free[0] == std::pair<std::int64_t, std::int64_t>{102, 102});
    store.numbersUsed(500).value();
    CHECK(store.freeNumbers()->empty());
}

TEST_CASE_METHOD(Joined, "joining twice, or with pupils on both sides, is refused") {
    storage::SyncState state;
    state.server = "https://inny.example.pl";
    CHECK(store.enrol(state, false).error().code == ErrorCode::alreadyEnrolled);
    store.leave().value();
    CHECK(store.enrol(state, true).error().code == ErrorCode::schoolHasData);
    CHECK_FALSE(store.state().value().has_value());
}
