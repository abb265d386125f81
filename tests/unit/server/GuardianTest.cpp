#include "Fixture.h"

#include <catch2/catch.hpp>

using namespace esek;
using domain::Verdict;
using test::Office;

TEST_CASE("server: a guardian travels, and belongs to a pupil of this school") {
    test::Server server;
    const auto school = server.addSchool();
    Office a{server, school};
    Office b{server, school};
    const auto pupil = a.add("1");
    domain::Guardian g;
    g.id = {a.newId()};
    g.student = pupil.id;
    g.name = "Beata Nowak";
    g.email = "beata@example.pl";
    const auto put = [&](Office& office, const domain::Guardian& guardian, const Json& before = Json()) {
        return office.push(office.mutation(guardian.id.uuid, domain::PutGuardian{guardian}), before);
    };
    CHECK(put(a, g).verdict == Verdict::applied);
    const auto page = sync::changesPageFromJson(b.get("/v1/changes?since=2")).value();
    REQUIRE(page.changes.size() == 1);
    CHECK(page.changes[0].entity == "guardian");
    const auto stored = domain::guardianFromJson(page.changes[0].row).value();
    CHECK(stored.name == "Beata Nowak");
    CHECK(stored.version == 1);

    domain::Guardian renamed = stored;
    renamed.name = "Beata Kowalska";
    CHECK(put(b, renamed, domain::toJson(stored)).verdict == Verdict::applied);
    domain::Guardian gone = stored;
    gone.removed = true;
    const auto clash = put(a, gone, domain::toJson(stored));
    CHECK(clash.verdict == Verdict::conflict);

    domain::Guardian stray = g;
    stray.id = {a.newId()};
    stray.student = {a.newId()};
    const auto refused = put(a, stray);
    CHECK(refused.verdict == Verdict::rejected);
    REQUIRE(refused.error);
    CHECK(refused.error->code == ErrorCode::unknownStudent);
    Office elsewhere{server, server.addSchool()};
    domain::Guardian foreign = g;
    foreign.id = {elsewhere.newId()};
    CHECK(put(elsewhere, foreign).verdict == Verdict::rejected);
    CHECK(server.central.care().verify().value().ok());
}
