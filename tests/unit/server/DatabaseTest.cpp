#include "Fixture.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::server;

TEST_CASE("the database gives numbers as numbers and text as it was put in") {
    const test::TempDir dir;
    const auto db = openDatabase(test::emptyDatabase(dir));
    db->run("CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)");
    const std::string odd = "żółć 'x' \"y\" \\ $1 ?";
    CHECK(db->run("INSERT INTO thing (id, name) VALUES ($1, $2)", {std::int64_t{1} << 40, odd}) == 1);
    CHECK(db->run("INSERT INTO thing (id, name) VALUES ($1, $2)", {std::int64_t{-7}, ""}) == 1);
    CHECK(db->run("UPDATE thing SET name = $1 WHERE id < $2", {"012", std::int64_t{0}}) == 1);

    const Rows rows = db->query("SELECT id, name FROM thing ORDER BY id", 2);
    REQUIRE(rows.size() == 2);
    CHECK(rows.cell(0, 0) == Cell(std::int64_t{-7}));
    CHECK(rows.cell(0, 1) == Cell(std::string("012"))); // a number with zeros in front stays text
    CHECK(rows.integer(0, 1) == 12);
    CHECK(rows.integer(1, 0) == std::int64_t{1} << 40);
    CHECK(rows.text(1, 1) == odd);
    // The same text asks the same statement again, with other values.
    const std::string byId = "SELECT name FROM thing WHERE id = $1";
    CHECK(db->query(byId, 1, {std::int64_t{-7}}).text(0, 0) == "012");
    CHECK(db->query(byId, 1, {std::int64_t{1} << 40}).text(0, 0) == odd);
    CHECK(db->query(byId, 1, {std::int64_t{5}}).empty());
    CHECK(db->usable());
}

TEST_CASE("a statement that fails tells no value of a row and asks for a new connection") {
    const test::TempDir dir;
    const auto target = test::emptyDatabase(dir);
    const auto db = openDatabase(target);
    db->run("CREATE TABLE thing (name TEXT NOT NULL PRIMARY KEY)");
    const std::string insert = "INSERT INTO thing (name) VALUES ($1)";
    db->run(insert, {"44051401458"});
    try {
        db->run(insert, {"44051401458"});
        FAIL("a second row with the same key");
    } catch (const Exception& e) {
        CHECK(e.error().code == ErrorCode::databaseFailed);
        CHECK(e.error().message.find("44051401458") == std::string::npos);
    }
    CHECK_FALSE(db->usable());
    CHECK(openDatabase(target)->query("SELECT name FROM thing", 1).text(0, 0) == "44051401458");
}

TEST_CASE("a transaction that is given up leaves nothing") {
    const test::TempDir dir;
    const auto db = openDatabase(test::emptyDatabase(dir));
    db->run("CREATE TABLE thing (name TEXT NOT NULL PRIMARY KEY)");
    db->run("BEGIN");
    db->run("INSERT INTO thing (name) VALUES ('a')");
    db->run("ROLLBACK");
    db->run("BEGIN");
    db->run("INSERT INTO thing (name) VALUES ('b')");
    db->run("COMMIT");
    const Rows rows = db->query("SELECT name FROM thing", 1);
    REQUIRE(rows.size() == 1);
    CHECK(rows.text(0, 0) == "b");
}
