#include "Office.h"

#include "storage/SyncStore.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using namespace esek::domain;

namespace {

/// An office of 100 pupils with an accepted photo each, all of it known to a server that these tests play.
struct SchoolOfHundred : Office {
    static constexpr std::size_t kPupils = 100;
    storage::SyncStore store{*replica};
    std::vector<Student> pupils;
    std::vector<Photo> photos;
    std::int64_t seq = 0;

    SchoolOfHundred() {
        storage::SyncState state;
        state.server = "https://szkoly.example.pl";
        state.device = "pc-1";
        state.school = replica->school().value().id;
        state.epoch = "e1";
        store.enrol(state, false).value();
        std::vector<RecordChange> changes;
        for (std::size_t i = 0; i < kPupils; ++i) {
            pupils.push_back(student("Nowak", "Ewa", "1A", std::to_string(i + 1)));
            photos.push_back(photo("photo " + std::to_string(i)));
            changes.push_back(pupilRow(i));
            changes.push_back(photoRow(i, true));
        }
        pull(changes);
        std::vector<BlobId> blobs;
        for (const Photo& p : photos)
            blobs.push_back(p.blob);
        store.blobsArrived(blobs).value(); // as after the fetching of what the pull asked for
    }
    RecordChange pupilRow(std::size_t i) {
        Student s = pupils[i];
        s.version = seq + 1;
        return {0, "student", s.id.uuid, toJson(s), std::nullopt, {}, {}};
    }
    /// With an accepted photo, or after an approved deletion.
    RecordChange photoRow(std::size_t i, bool held) {
        PhotoFileRow row;
        row.file.student = pupils[i].id;
        row.file.version = seq + 1;
        row.file.lastChange = newId<MutationId>();
        row.since = clock.now();
        if (held) {
            row.file.state = AcceptedPhoto{photos[i], {}};
            row.held = {{photos[i].blob, photos[i].byteCount}};
        }
        return {0, "photo_file", pupils[i].id.uuid, toJson(row), std::nullopt, {}, {}};
    }
    void page(std::vector<RecordChange> changes) {
        for (RecordChange& c : changes)
            c.seq = ++seq;
        store.applyChanges(changes, seq).value();
    }
    void pull(std::vector<RecordChange> changes) {
        page(std::move(changes));
        store.releaseHeldBack(false).value();
    }
    void erase(std::size_t first, std::size_t count) {
        std::vector<RecordChange> changes;
        for (std::size_t i = first; i < first + count; ++i)
            changes.push_back(photoRow(i, false));
        pull(std::move(changes));
    }
    void rename(std::size_t first, std::size_t count, const std::string& surname) {
        std::vector<RecordChange> changes;
        for (std::size_t i = first; i < first + count; ++i) {
            pupils[i].surname = surname;
            changes.push_back(pupilRow(i));
        }
        pull(std::move(changes));
    }
    std::size_t photosHere() {
        std::size_t n = 0;
        replica->blobs().forEach([&](const BlobId&) { ++n; });
        return n;
    }
    std::string number(std::size_t i) {
        return replica->students().get(pupils[i].id).value().student.registerNumber;
    }
    std::string surname(std::size_t i) {
        return replica->students().get(pupils[i].id).value().student.surname;
    }
};

} // namespace

TEST_CASE_METHOD(SchoolOfHundred, "a pull that would erase more than a fifth of the photos asks a person") {
    erase(0, 21);
    CHECK(photosHere() == 100);
    CHECK(store.summary()->heldPhotos == 21);
    CHECK(replica->photos().file(pupils[0].id)->status() == PhotoStatus::accepted);
    CHECK(problems(*replica) == "");
    SECTION("the rest goes on") {
        rename(50, 1, "Kowalska");
        CHECK(surname(50) == "Kowalska");
        CHECK(store.summary()->heldPhotos == 21);
    }
    SECTION("with consent they are erased") {
        store.releaseHeldBack(true).value();
        CHECK(photosHere() == 79);
        CHECK(store.summary()->heldPhotos == 0);
        CHECK(replica->photos().file(pupils[0].id)->status() != PhotoStatus::accepted);
        CHECK(problems(*replica) == "");
    }
    SECTION("a server that was put right takes the question back") {
        std::vector<RecordChange> changes;
        for (std::size_t i = 0; i < 21; ++i)
            changes.push_back(photoRow(i, true));
        pull(changes);
        CHECK(store.summary()->heldPhotos == 0);
        CHECK(photosHere() == 100);
    }
    SECTION("an office that leaves the server is not asked any more") {
        store.leave().value();
        CHECK(store.summary()->heldPhotos == 0);
        CHECK(photosHere() == 100);
    }
}

TEST_CASE_METHOD(SchoolOfHundred,
                 "a few deletions go at once, and what came over several pages is counted whole") {
    erase(0, 3);
    CHECK(photosHere() == 97);
    page({photoRow(10, false), photoRow(11, false)});
    CHECK(photosHere() == 97); // the pull has not ended
    store.releaseHeldBack(false).value();
    CHECK(photosHere() == 95);
    CHECK(store.summary()->heldPhotos == 0);
}

TEST_CASE_METHOD(SchoolOfHundred,
                 "a pull that would remove very many guardians or their names asks a person") {
    std::vector<Guardian> guardians;
    std::vector<RecordChange> changes;
    const auto row = [&](Guardian& g) {
        ++g.version;
        changes.push_back({0, "guardian", g.id.uuid, toJson(g), std::nullopt, {}, {}});
    };
    for (std::size_t i = 0; i < kPupils; ++i) {
        Guardian g;
        g.id = newId<GuardianId>();
        g.student = pupils[i].id;
        g.name = "Beata Nowak";
        g.email = "beata@example.pl";
        row(guardians.emplace_back(g));
    }
    pull(std::exchange(changes, {}));
    CHECK(replica->guardians().all()->size() == kPupils);
    const auto change = [&](std::size_t count, auto&& how) {
        for (std::size_t i = 0; i < count; ++i) {
            how(guardians[i]);
            row(guardians[i]);
        }
        pull(std::exchange(changes, {}));
    };
    const auto first = [&] { return replica->guardians().of(pupils[0].id).value(); };
    SECTION("removed") {
        change(21, [](Guardian& g) {
            g.removed = true;
            g.name.clear();
            g.email.clear();
        });
        REQUIRE(first().size() == 1);
        CHECK(first()[0].name == "Beata Nowak");
        CHECK(store.summary()->heldPupils == 21);
        CHECK(problems(*replica) == "");
        store.releaseHeldBack(true).value();
        CHECK(first().empty());
        CHECK(store.summary()->heldPupils == 0);
        CHECK(problems(*replica) == "");
    }
    SECTION("renamed") {
        change(21, [](Guardian& g) { g.name = "Fałszywa"; });
        CHECK(first().at(0).name == "Beata Nowak");
    }
    SECTION("without an address") {
        change(21, [](Guardian& g) { g.email.clear(); });
        CHECK(first().at(0).email == "beata@example.pl");
    }
    SECTION("another address for everybody is a new list") {
        change(kPupils, [](Guardian& g) { g.email = "nowak@example.pl"; });
        CHECK(first().at(0).email == "nowak@example.pl");
    }
    SECTION("few of them") {
        change(20, [](Guardian& g) { g.name = "Beata Kowalska"; });
        CHECK(first().at(0).name == "Beata Kowalska");
    }
}

TEST_CASE_METHOD(SchoolOfHundred, "many small pulls do not erase what one large one may not") {
    for (std::size_t i = 0; i < 40; ++i)
        erase(i, 1);
    CHECK(photosHere() == 80);
    CHECK(store.summary()->heldPhotos == 20);
    SECTION("a day later deletions go at once again, those that wait too when they are few") {
        clock.advance(std::chrono::hours(25));
        store.releaseHeldBack(true).value();
        erase(50, 1);
        CHECK(photosHere() == 59);
    }
}

TEST_CASE_METHOD(SchoolOfHundred,
                 "a pull that would rename very many pupils or mark them as left asks a person") {
    SECTION("renamed") {
        rename(0, 21, "Fałszywa");
        CHECK(surname(0) == "Nowak");
        CHECK(store.summary()->heldPupils == 21);
    }
    SECTION("left") {
        std::vector<RecordChange> changes;
        for (std::size_t i = 0; i < 21; ++i) {
            pupils[i].left = true;
            changes.push_back(pupilRow(i));
        }
        pull(changes);
        CHECK_FALSE(replica->students().get(pupils[0].id)->student.left);
        CHECK(store.summary()->heldPupils == 21);
        store.releaseHeldBack(true).value();
        CHECK(replica->students().get(pupils[0].id)->student.left);
    }
    SECTION("few of them") {
        rename(0, 20, "Kowalska");
        CHECK(surname(19) == "Kowalska");
        CHECK(store.summary()->heldPupils == 0);
    }
    SECTION("another class for everybody is the new school year") {
        std::vector<RecordChange> changes;
        for (std::size_t i = 0; i < kPupils; ++i) {
            pupils[i].classUnit = "2A";
            changes.push_back(pupilRow(i));
        }
        pull(changes);
        CHECK(replica->students().get(pupils[99].id)->student.classUnit == "2A");
    }
    SECTION("missing data that come are nobody's loss") {
        std::vector<RecordChange> changes;
        for (std::size_t i = 0; i < kPupils; ++i) {
            pupils[i].birthDate = Date(std::chrono::year(2012), std::chrono::month(3), std::chrono::day(4));
            changes.push_back(pupilRow(i));
        }
        pull(changes);
        CHECK(replica->students().get(pupils[99].id)->student.birthDate.has_value());
    }
    CHECK(problems(*replica) == "");
}

TEST_CASE_METHOD(SchoolOfHundred,
                 "a register number that a held back pupil has given up reaches its new owner") {
    constexpr std::size_t kLast = kPupils - 1; // its id is the highest, so it is written after the new owner
    const std::string given = pupils[kLast].registerNumber;
    std::vector<RecordChange> changes;
    const bool together = GENERATE(true, false);
    if (together) // the page brings the pupil as it was, too
        changes.push_back(pupilRow(kLast));
    for (std::size_t i = kPupils - 21; i < kPupils; ++i) {
        pupils[i].surname = "Kowalska";
        pupils[i].registerNumber = std::to_string(500 + i);
        changes.push_back(pupilRow(i));
    }
    if (!together)
        pull(std::exchange(changes, {}));
    pupils[30].registerNumber = given;
    changes.push_back(pupilRow(30));
    pull(std::move(changes));
    REQUIRE(store.summary()->heldPupils == 21);
    CHECK((number(30) == given) != (number(kLast) == given)); // the number is never there twice
    CHECK(problems(*replica) == "");

    store.releaseHeldBack(true).value();
    CHECK(number(30) == given);
    CHECK(number(kLast) == "599");
    CHECK(problems(*replica) == "");
}

TEST_CASE_METHOD(SchoolOfHundred,
                 "what this office renamed itself is no question when the server confirms it") {
    std::vector<RecordChange> confirmed;
    for (std::size_t i = 0; i < 60; ++i) {
        Student s = replica->students().get(pupils[i].id).value().student;
        s.surname = "Kowalska";
        commit(put(s));
    }
    for (const auto& out : store.takeOutgoing(1000).value()) {
        if (out.mutation.entity() != Entity::student)
            continue;
        RecordChange c{0, "student", out.mutation.entityId, {}, toJson(out.mutation), out.before, {}};
        c.row = toJson(replica->students().get(StudentId{out.mutation.entityId}).value().student);
        confirmed.push_back(std::move(c));
    }
    REQUIRE(confirmed.size() == 60);
    pull(confirmed);
    CHECK(surname(0) == "Kowalska");
    CHECK(store.summary()->heldPupils == 0);
    CHECK(problems(*replica) == "");
}

TEST_CASE_METHOD(SchoolOfHundred, "a snapshot asks the same questions") {
    std::vector<RecordRow> rows{{"school", replica->school()->id.uuid, toJson(replica->school().value())}};
    for (std::size_t i = 0; i < kPupils; ++i) {
        const RecordChange pupil = pupilRow(i), file = photoRow(i, false);
        rows.push_back({pupil.entity, pupil.id, pupil.row});
        rows.push_back({file.entity, file.id, file.row});
    }
    store.beginSnapshot("e1", ++seq).value();
    store.applySnapshotPage(rows, "").value();
    store.finishSnapshot(false).value();
    store.releaseHeldBack(false).value();
    CHECK(photosHere() == 100);
    CHECK(store.summary()->heldPhotos == 100);
}
