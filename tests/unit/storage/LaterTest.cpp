#include "Office.h"

#include "storage/Connection.h"
#include "storage/SyncStore.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using namespace esek::domain;

namespace {

/// An office whose server has a later program: it sends what this one does not know.
struct BehindOffice : Office {
    storage::SyncStore store{*replica};
    Student pupil = student("Adamska", "Ewa", "1A", "1");
    std::int64_t seq = 0;

    BehindOffice() {
        storage::SyncState state;
        state.server = "https://szkoly.example.pl";
        state.device = "pc-1";
        state.school = replica->school().value().id;
        state.epoch = "e1";
        store.enrol(state, false).value();
    }
    void pull(const std::string& entity, const Uuid& id, const Json& row,
              std::optional<Json> mutation = std::nullopt) {
        RecordChange c;
        c.seq = ++seq;
        c.entity = entity;
        c.id = id;
        c.row = row;
        c.mutation = std::move(mutation);
        store.applyChanges(std::span(&c, 1), seq).value();
    }
    Json pupilRow() {
        Student s = pupil;
        s.version = 1;
        return toJson(s);
    }
    Student stored() { return replica->students().get(pupil.id).value().student; }
};

} // namespace

TEST_CASE_METHOD(BehindOffice, "a record of an unknown kind is kept as it came and the pull goes on") {
    const Json blank{{"id", pupil.id.toString()}, {"series", "A"}, {"odd", Json::array({1, nullptr})}};
    const Json mutation{{"id", Uuid::v7(clock, rng).toString()}, {"kind", "receive_blank"}};
    pull("card_blank", pupil.id.uuid, blank, mutation);
    pull("student", pupil.id.uuid, pupilRow());
    CHECK(stored().surname == "Adamska");
    CHECK(store.summary()->laterRows == 1);
    CHECK(store.state()->value().checkpoint == 2);

    // The server has the same digest, by which an office sees that it misses nothing.
    const auto digest = store.digest().value();
    REQUIRE(digest.contains("card_blank"));
    CHECK(digest.at("card_blank").count == 1);
    CHECK(problems(*replica) == "");

    // A record that goes on changing there does not pile up here.
    pull("card_blank", pupil.id.uuid, blank);
    CHECK(store.summary()->laterRows == 1);
}

TEST_CASE_METHOD(BehindOffice,
                 "a field of a later program stays in the record and travels on with this office's change") {
    Json row = pupilRow();
    row.erase("version");
    row["nickname"] = "Ewcia";
    row["tags"] = Json::array({"a", {{"b", 2}}});
    row["version"] = 1;
    pull("student", pupil.id.uuid, row);
    Student moved = stored();
    CHECK(toJson(moved).dump() == row.dump());
    moved.classUnit = "2A";
    commit(put(moved));
    const auto out = store.takeOutgoing(10).value();
    REQUIRE(out.size() == 2); // the school that was made here, and the pupil
    const Json sent = toJson(out[1].mutation)["student"];
    CHECK(sent["nickname"] == "Ewcia");
    CHECK(sent["tags"] == row["tags"]);
    CHECK(stored().classUnit == "2A");
    CHECK(problems(*replica) == "");
}

TEST_CASE_METHOD(BehindOffice, "a record with a value that is not known here leaves what the tables have") {
    pull("student", pupil.id.uuid, pupilRow());
    Json row = pupilRow();
    row["class"] = "3C";
    row["photoExceptions"] = Json::array({{{"kind", "beard"}, {"reason", "x"}}});
    pull("student", pupil.id.uuid, row);
    CHECK(stored().classUnit == "1A");
    CHECK(store.summary()->laterRows == 1);
    CHECK(problems(*replica) == "");

    SECTION("a later state that can be read takes its place") {
        row.erase("photoExceptions");
        pull("student", pupil.id.uuid, row);
        CHECK(stored().classUnit == "3C");
        CHECK(store.summary()->laterRows == 0);
    }
    SECTION("a program that can read it takes it over at its start") {
        // Played by the other way round: the kept text becomes one that this program knows.
        storage::Connection c(folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                              std::chrono::milliseconds(0));
        c.exec("UPDATE later_row SET row_json = replace(row_json, 'beard', 'other')");
        store.takeLaterRows().value();
        CHECK(stored().classUnit == "3C");
        CHECK(store.summary()->laterRows == 0);
    }
    CHECK(problems(*replica) == "");
}
