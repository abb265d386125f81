#include "server/store/Schema.h"
#include "Fixture.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::server;

namespace {

/// The released steps and two of a later program.
std::vector<SchemaStep> laterSteps() {
    auto steps = schemaSteps();
    steps.push_back({"CREATE TABLE later_thing (id TEXT NOT NULL PRIMARY KEY)",
                     "INSERT INTO later_thing VALUES ('one')"});
    steps.push_back({"CREATE TABLE later_detail (id TEXT NOT NULL PRIMARY KEY, note TEXT NOT NULL)"});
    return steps;
}

std::int64_t schemaOf(Database& db) {
    return db.query("SELECT value FROM server_state WHERE name = 'schema'", 1).integer(0, 0);
}

} // namespace

TEST_CASE("the server's tables go step by step from the first version to the newest") {
    const test::TempDir dir;
    const auto target = test::emptyDatabase(dir);
    auto db = openDatabase(target);
    const auto released = static_cast<std::int64_t>(schemaSteps().size());

    migrate(*db, target);
    CHECK(schemaOf(*db) == released);
    db->run("INSERT INTO server_state (name, value) VALUES ('epoch', 'kept')");

    migrate(*db, target, laterSteps());
    CHECK(schemaOf(*db) == released + 2);
    CHECK(db->query("SELECT id FROM later_thing", 1).size() == 1);
    CHECK(db->query("SELECT id FROM later_detail", 1).empty());
    CHECK(db->query("SELECT value FROM server_state WHERE name = 'epoch'", 1).text(0, 0) == "kept");

    migrate(*db, target, laterSteps()); // nothing is left to do
    CHECK(db->query("SELECT id FROM later_thing", 1).size() == 1);

    // An older program does not touch what it does not know.
    try {
        migrate(*db, target);
        FAIL("an older program opened the tables of a newer one");
    } catch (const Exception& e) {
        CHECK(e.error().code == ErrorCode::schemaNewer);
    }
    CHECK(schemaOf(*db) == released + 2);

    if (target.dialect == Dialect::sqlite) {
        const auto copies =
            sqliteTarget(dir / ("server.sqlite.before-" + std::to_string(released + 2)), false);
        auto copy = openDatabase(copies);
        CHECK(schemaOf(*copy) == released);
        CHECK(copy->query("SELECT value FROM server_state WHERE name = 'epoch'", 1).text(0, 0) == "kept");
    }
}

TEST_CASE("a step that fails leaves the server's tables as they were") {
    const test::TempDir dir;
    const auto target = test::emptyDatabase(dir);
    auto db = openDatabase(target);
    migrate(*db, target);
    auto steps = laterSteps();
    steps.push_back({"CREATE TABLE later_thing (id TEXT NOT NULL PRIMARY KEY)"}); // it is there already
    CHECK_THROWS(migrate(*db, target, steps));
    db = openDatabase(target);
    CHECK(schemaOf(*db) == static_cast<std::int64_t>(schemaSteps().size()));
    CHECK_THROWS(db->query("SELECT id FROM later_thing", 1));
}
