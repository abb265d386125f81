#include "Office.h"

#include "base/platform/Files.h"
#include "storage/Connection.h"
#include "storage/Restore.h"
#include "storage/SchemaCheck.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using storage::Connection;
using storage::Replica;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kNoWait{0};

/// What somebody may put into the schema of a file before it reaches the office.
const char* const kForeignParts[] = {
    "CREATE TRIGGER evil AFTER INSERT ON audit_entry BEGIN UPDATE student SET surname = 'Zmieniony'; END",
    "CREATE VIEW evil AS SELECT * FROM student",
    "CREATE INDEX evil ON student (length(hex(zeroblob(100))))",
    "CREATE TABLE evil (a)",
    "CREATE VIRTUAL TABLE evil USING fts5(words)",
    "DROP TRIGGER audit_entry_frozen",
    "DROP INDEX student_pesel",
    "ALTER TABLE student ADD COLUMN evil TEXT",
    "ALTER TABLE student RENAME TO student0; CREATE VIEW student AS WITH RECURSIVE c(x) AS (SELECT 1 UNION "
    "ALL "
    "SELECT x + 1 FROM c) SELECT s.* FROM student0 s, c WHERE c.x < 0",
};

struct School : Office {
    domain::Student a;

    School() {
        a = student("Adamska", "Ewa", "1A", "1");
        commit(put(a));
        commit(photoChange(a.id, domain::SubmitPhoto{photo("a")}));
    }
    fs::path database() const { return folder() / "replica.sqlite"; }
    void run(const std::string& sql) {
        Connection c(database(), Connection::Mode::openWal, std::chrono::milliseconds(1000));
        c.exec("PRAGMA legacy_alter_table = ON"); // as views name the table
        c.exec(sql);
    }
    fs::path backup() {
        const fs::path file = dir / "kopia.esek";
        REQUIRE(replica->care().backup(file));
        return file;
    }
    /// Runs `sql` in the archive.
    fs::path backup(const std::string& sql) {
        const fs::path file = backup();
        Connection c(file, Connection::Mode::buildNew, kNoWait);
        c.exec(sql);
        return file;
    }
    /// Puts another database into the archive.
    fs::path backupWith(const fs::path& changed) {
        const fs::path file = backup();
        const auto bytes = platform::readFile(changed).value();
        Connection c(file, Connection::Mode::buildNew, kNoWait);
        c.prepared("UPDATE sqlar SET sz = ?, data = ? WHERE name = 'replica.sqlite'")
            .bind(static_cast<std::int64_t>(bytes.size()))
            .bindBytes(bytes)
            .run();
        return file;
    }
    void refuses(const fs::path& file) {
        const fs::path target = dir / "restored";
        const auto restored = storage::restore(file, target);
        REQUIRE_FALSE(restored);
        CHECK(restored.error().code == ErrorCode::fileCorrupt);
        CHECK(restored.error().value("file") == "kopia.esek");
        std::error_code ec;
        for (const auto& left : fs::recursive_directory_iterator(target, ec))
            FAIL_CHECK("left behind: " << left.path());
        CHECK_FALSE(fs::exists(dir / "pwned"));
    }
};

} // namespace

TEST_CASE_METHOD(School, "a folder whose schema is not ours is not opened, and verify names the part") {
    const auto good = platform::readFile(database()).value();
    for (const std::string sql : kForeignParts) {
        CAPTURE(sql);
        run(sql);
        const auto report = replica->care().verify().value();
        REQUIRE_FALSE(report.ok());
        CHECK(report.problems.front().area == "schema");
        replica.reset();
        const auto opened = Replica::open(folder(), clock, rng);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::databaseCorrupt);
        CHECK(opened.error().message.find("a schema that is not ours: ") == 0);
        REQUIRE(platform::writeFileAtomically(database(), good));
        reopen();
    }
    CHECK(problems(*replica).empty());
}

TEST_CASE_METHOD(School, "figures that SQLite keeps about its indexes are nobody's code") {
    run("ANALYZE");
    reopen();
    CHECK(problems(*replica).empty());
}

TEST_CASE_METHOD(School, "nothing foreign runs while an older schema is brought up to date") {
    replica.reset();
    // Version 1 in the header, with the tables of the newest.
    run("PRAGMA user_version = 1");
    CHECK(Replica::open(folder(), clock, rng).error().code == ErrorCode::databaseCorrupt);
}

TEST_CASE_METHOD(School, "a backup with a foreign schema inside is not restored") {
    const auto good = platform::readFile(database()).value();
    for (const std::string sql : kForeignParts) {
        CAPTURE(sql);
        const fs::path changed = dir / "changed.sqlite";
        REQUIRE(platform::writeFileAtomically(changed, good));
        {
            Connection c(changed, Connection::Mode::buildNew, kNoWait);
            c.exec("PRAGMA legacy_alter_table = ON");
            c.exec(sql);
            c.text("PRAGMA journal_mode = DELETE");
        }
        refuses(backupWith(changed));
    }
}

TEST_CASE_METHOD(School, "an archive that is not ours is refused, and nothing is left of it") {
    refuses(backup("CREATE TRIGGER evil AFTER INSERT ON sqlar BEGIN SELECT 1; END"));
    refuses(
        backup("ALTER TABLE sqlar RENAME TO entries; CREATE VIEW sqlar AS WITH RECURSIVE c(x) AS (SELECT 1 "
               "UNION ALL SELECT x + 1 FROM c) SELECT x AS rowid, 'a' AS name, 1 AS sz, 'b' AS data FROM c "
               "WHERE x < 0"));
    const std::string other(64, 'a');
    for (const std::string& name :
         {std::string("../pwned"), (dir / "pwned").string(), std::string("blobs/../../pwned"),
          "blobs/aa/" + other + "/../../../pwned", std::string("replica.sqlite/../../pwned"),
          "blobs/bb/" + other, "BLOBS/aa/" + other, std::string()}) {
        CAPTURE(name);
        refuses(backup("INSERT INTO sqlar VALUES ('" + name + "', 0, 0, 3, x'616263')"));
    }
    refuses(
        backup("INSERT INTO sqlar VALUES ('blobs/aa/" + other + "', 0, 0, 60000000, zeroblob(60000000))"));
    refuses(backup("UPDATE sqlar SET data = CAST(data AS TEXT) WHERE name = 'replica.sqlite'"));
    refuses(backup("DELETE FROM sqlar WHERE name = 'replica.sqlite'"));
}

TEST_CASE_METHOD(School, "a restore that was cut short is swept by the next one") {
    const fs::path target = dir / "restored";
    fs::create_directories(target / "replica.restoring" / "blobs" / "aa");
    REQUIRE(
        platform::writeFileAtomically(target / "replica.restoring" / "replica.sqlite", std::string("half")));
    REQUIRE(platform::writeFileAtomically(
        target / "replica.restoring" / "blobs" / "aa" / std::string(64, 'a'), std::string("half")));
    // The photos were moved in already, the database was not.
    fs::create_directories(target / "blobs" / "ab");
    REQUIRE(storage::restore(backup(), target));
    CHECK_FALSE(fs::exists(target / "replica.restoring"));
    SeededRng other(9);
    auto copy = Replica::open(target, clock, other).value();
    CHECK(problems(*copy).empty());
    CHECK(copy->blobs().get(copy->photos().file(a.id)->proposed()->blob));
}

TEST_CASE("work on a file from elsewhere ends, and an honest one needs far less") {
    School o;
    std::vector<domain::Mutation> many;
    for (int i = 2; i < 400; ++i)
        many.push_back(o.put(o.student("Nowak", "Jan", "1A", std::to_string(i))));
    REQUIRE(o.replica->commit(many));
    o.run("PRAGMA wal_checkpoint(TRUNCATE)");
    const auto size = fs::file_size(o.database());
    Connection c(o.database(), Connection::Mode::readOnly, kNoWait, Connection::FromElsewhere{size});
    CHECK(c.integer("SELECT count(*) FROM student s, audit_entry a WHERE a.seq % 2 = s.has_left") > 0);
    const auto begun = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(
        c.integer("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) "
                  "FROM c WHERE x < 0"),
        SQLite::Exception);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(30));
    CHECK(c.steps() >= 50'000'000);
}
