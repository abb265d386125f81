#include "Office.h"

#include "storage/Connection.h"
#include "storage/SyncStore.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using namespace esek::domain;

namespace {

struct Family : Office {
    storage::SyncStore store{*replica};
    storage::GuardianRepository& guardians = replica->guardians();
    Student pupil;
    Guardian mother;

    Family() {
        pupil = student("Adamska", "Ewa", "1A", "1");
        mother.id = newId<GuardianId>();
        mother.student = pupil.id;
        mother.name = "Beata Adamska";
        mother.email = "beata@example.pl";
        mother.relation = GuardianRelation::mother;
        commit(put(pupil));
        commit(put(mother));
        mother.version = 1;
    }
    using Office::put;
    Mutation put(const Guardian& g) { return mutation(g.id.uuid, PutGuardian{g}); }
    void healthy() { CHECK(problems(*replica) == ""); }

    /// A server that has these records and nothing else.
    void enrol() {
        storage::SyncState state;
        state.server = "https://szkoly.example.pl";
        state.device = "pc-1";
        state.school = replica->school().value().id;
        state.epoch = "e1";
        store.enrol(state, false).value();
    }
    /// The server takes everything as it was sent, and the pull brings it back.
    void confirmAll() {
        std::vector<RecordChange> changes;
        for (const auto& out : store.takeOutgoing(100).value()) {
            RecordChange c;
            c.seq = static_cast<std::int64_t>(changes.size()) + 1;
            c.entity = toString(out.mutation.entity());
            c.id = out.mutation.entityId;
            c.mutation = toJson(out.mutation);
            c.before = out.before;
            c.row = out.mutation.entity() == Entity::school ? schoolRow().row
                    : out.mutation.entity() == Entity::student
                        ? toJson(replica->students().get(pupil.id)->student)
                        : toJson(mother);
            changes.push_back(std::move(c));
        }
        store.applyChanges(changes, static_cast<std::int64_t>(changes.size())).value();
    }
    RecordRow schoolRow() {
        const School school = replica->school().value();
        return {"school", school.id.uuid, toJson(school)};
    }
};

} // namespace

TEST_CASE_METHOD(Family, "guardians of a pupil are kept, changed and removed, and verify follows") {
    CHECK(guardians.of(pupil.id).value() == std::vector{mother});
    Guardian father = mother;
    father.id = newId<GuardianId>();
    father.name = "Cezary Adamski";
    father.email.clear();
    father.relation = GuardianRelation::father;
    commit(put(father));
    CHECK(guardians.all().value().at(pupil.id).size() == 2);
    mother.removed = true;
    commit(put(mother));
    const auto left = guardians.of(pupil.id).value();
    REQUIRE(left.size() == 1);
    CHECK(left[0].name == "Cezary Adamski");
    healthy();
    reopen();
    healthy();
}

TEST_CASE_METHOD(Family, "a guardian of nobody is refused, and one whose row was changed is found") {
    Guardian stray = mother;
    stray.id = newId<GuardianId>();
    stray.student = newId<StudentId>();
    CHECK(replica->commit(std::vector{put(stray)}).error().code == ErrorCode::unknownStudent);
    {
        storage::Connection raw(folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                                std::chrono::milliseconds(500));
        raw.exec("UPDATE guardian SET body_json = json_set(body_json, '$.email', 'thief@example.pl')");
    }
    CHECK(problems(*replica).find("guardian") != std::string::npos);
}

TEST_CASE_METHOD(Family, "a pupil who has gone on the server takes the guardians along") {
    enrol();
    confirmAll();
    CHECK(guardians.of(pupil.id).value() == std::vector{mother});
    healthy();
    store.beginSnapshot("e1", 9).value();
    store.applySnapshotPage(std::vector{schoolRow()}, "").value();
    store.finishSnapshot(true).value();
    CHECK(replica->students().get(pupil.id).error().code == ErrorCode::unknownStudent);
    CHECK(guardians.of(pupil.id)->empty());
    CHECK(guardians.all()->empty());
    healthy();
}
