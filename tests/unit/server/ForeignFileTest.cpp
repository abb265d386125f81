#include "Fixture.h"
#include "server/store/Schema.h"
#include "storage/Connection.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace esek;
using test::Office;
using test::Server;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPhoto = "bytes of the only photo";

/// A server with a backup, and an empty one that is to take it.
struct Backed {
    Server server;
    domain::SchoolId school = server.addSchool();
    Office office{server, school};
    domain::Student pupil = office.add("1");
    server::Store store{test::emptyDatabase(server.dir, "second.sqlite")};
    server::FolderBlobs blobs{server.dir / "second"};

    Backed() {
        office.upload(kPhoto);
        office.submit(pupil.id, office.photoOf(kPhoto), true);
    }
    fs::path backup(const std::vector<std::string>& changes = {}) {
        const fs::path file = server.dir / "kopia";
        server.central.care().backup(file).value();
        storage::Connection c(file, storage::Connection::Mode::buildNew, std::chrono::milliseconds(0));
        for (const std::string& sql : changes)
            c.exec(sql);
        return file;
    }
    Result<void> restored(const std::vector<std::string>& changes = {}) {
        return server::restore(backup(changes), store, blobs, server.clock, server.rng);
    }
    void refuses(const std::vector<std::string>& changes) {
        CAPTURE(changes);
        const auto done = restored(changes);
        REQUIRE_FALSE(done);
        CHECK(done.error().code == ErrorCode::fileCorrupt);
        CHECK(done.error().value("file") == "kopia");
        CHECK(store.read([](server::Tx& tx) { return tx.schools(); }).empty());
        std::error_code ec;
        for (const auto& left : fs::recursive_directory_iterator(server.dir / "second", ec))
            CHECK_FALSE(left.is_regular_file());
    }
};

} // namespace

TEST_CASE_METHOD(Backed, "server: a backup with foreign parts in its schema is refused") {
    refuses({"CREATE TRIGGER evil AFTER INSERT ON sqlar BEGIN SELECT 1; END"});
    refuses({"CREATE VIEW evil AS SELECT 1"});
    refuses({"CREATE TABLE evil (a)"});
    refuses({"CREATE INDEX evil ON record (length(body))"});
    refuses({"DROP TABLE audit"});
    refuses(
        {"DROP TABLE backup_info",
         "CREATE VIEW backup_info AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT "
         "'format' AS name, '1' AS value FROM c WHERE x < 0"});
    refuses({"DROP TABLE backup_info"});
    REQUIRE(restored());
}

TEST_CASE_METHOD(Backed, "server: a backup whose rows are not what the server writes is refused") {
    std::vector<std::string> elsewhere{"UPDATE school SET id = '../../victim'"};
    for (const char* table : {"record", "record_key", "change", "applied_mutation", "blob", "photo_blob",
                              "account", "invite", "device", "audit"})
        elsewhere.push_back(std::string("UPDATE ") + table + " SET school = '../../victim'");
    refuses(elsewhere);
    for (const std::string sql :
         {"UPDATE blob SET id = 'x', state = 'erasing'",
          "UPDATE blob SET size = '-1'",
          "UPDATE blob SET state = 'lost'",
          "UPDATE blob SET created_at = '2026'",
          "UPDATE record SET body = '[' || body",
          "UPDATE record SET body = replace(body, 'Nowak', 'Inny')",
          "UPDATE change SET body = 'x\",\"evil\":1' WHERE seq = 2",
          "UPDATE change SET seq = '9' WHERE seq = '2'",
          "UPDATE school SET head = 'x'",
          "UPDATE school SET next_number = '-4'",
          "UPDATE school SET name = 'SP 2'",
          "UPDATE applied_mutation SET answer = replace(answer, '{', '[')",
          "UPDATE applied_mutation SET digest = substr(digest, 2) || substr(digest, 1, 1)",
          "UPDATE applied_mutation SET digest = 'x'",
          "UPDATE record_key SET value = '2' WHERE kind = 'register'",
          "DELETE FROM record_key",
          "UPDATE photo_blob SET size = '5'",
          "UPDATE device SET role = 'root'",
          "UPDATE device SET token_hash = 'x'",
          "UPDATE device SET id = '../x'",
          "UPDATE audit SET subject = 'x' WHERE seq = '1'",
          "UPDATE sqlar SET name = '../' || name",
          "UPDATE sqlar SET name = upper(name)",
          "UPDATE sqlar SET data = CAST('other bytes' AS BLOB)",
          "UPDATE sqlar SET data = zeroblob(60000000)"})
        refuses({sql});
    REQUIRE(restored());
    server::Central central(store, blobs, server.clock, server.rng);
    CHECK(central.care().verify().value().ok());
}

TEST_CASE_METHOD(Backed,
                 "server: a photo that was missing when the backup was made keeps nobody from restoring") {
    REQUIRE(restored({"DELETE FROM sqlar"}));
    const auto report = server::Central(store, blobs, server.clock, server.rng).care().verify().value();
    REQUIRE(report.problems.size() == 1);
    CHECK(report.problems[0].area == "blob_missing");
}

TEST_CASE("server: what is no id never becomes a part of a path") {
    const test::TempDir dir;
    fs::create_directories(dir / "victim" / "uploads");
    std::ofstream(dir / "victim" / "uploads" / "wazny.txt") << "x";
    server::FolderBlobs blobs(dir / "data" / "schools");
    const std::string school = "01a1ff80-7459-7737-b911-8b2b36b85590";
    for (const std::string evil : {"../../victim", "", ".", "/", "01A1FF80-7459-7737-B911-8B2B36B85590"}) {
        CAPTURE(evil);
        CHECK_THROWS_AS(blobs.uploads(evil), Exception);
        CHECK_THROWS_AS(blobs.dropUpload(evil, "wazny.txt"), Exception);
        CHECK_THROWS_AS(blobs.has(evil, {}), Exception);
    }
    for (const std::string evil : {"../../../../victim/uploads/wazny.txt", "", "..", "a/b", "a\\b"}) {
        CAPTURE(evil);
        CHECK_THROWS_AS(blobs.dropUpload(school, evil), Exception);
        CHECK_THROWS_AS(blobs.writeUpload(school, evil, 0, "x"), Exception);
    }
    CHECK(fs::exists(dir / "victim" / "uploads" / "wazny.txt"));
}

TEST_CASE("server: a damaged row keeps neither the sweep nor the erasing of others") {
    Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    const auto s = a.add("1");
    a.upload(kPhoto);
    a.submit(s.id, a.photoOf(kPhoto), true);
    server.store.write([&](server::Tx& tx) {
        tx.database().run(
            "INSERT INTO blob (school, id, size, state, created_at) VALUES ($1, 'x', 1, 'erasing', "
            "'2026-01-01T00:00:00.000Z')",
            {school.toString()});
        tx.database().run("UPDATE blob SET state = 'erasing' WHERE id <> 'x'");
    });
    server.central.care().sweep();
    CHECK_FALSE(server.blobs.has(school.toString(), {Sha256::of(std::string_view(kPhoto))}));
    CHECK_FALSE(server.central.care().verify().value().ok());
}

TEST_CASE("server: small pictures of photos that are gone are swept, and what a crash left of others") {
    const test::TempDir dir;
    server::FolderBlobs blobs(dir / "schools");
    const std::string school = "01a1ff80-7459-7737-b911-8b2b36b85590";
    const std::vector<std::uint8_t> bytes{1, 2, 3};
    blobs.put(school, bytes);
    const domain::BlobId kept = domain::BlobId::of(bytes);
    const domain::BlobId gone{Sha256::of(std::string_view("gone"))};
    for (const domain::BlobId& id : {kept, gone})
        blobs.putThumb(school, id, bytes);
    const auto thumbs = dir / "schools" / school / "thumbs";
    const auto file = [&](const domain::BlobId& id, const std::string& end) {
        return thumbs / id.toString().substr(0, 2) / (id.toString() + end);
    };
    const auto leftovers = {file(kept, ".jpg.tmp-1-1"), file(kept, ".jpg.tmp-2-2"),
                            file(gone, ".jpg.tmp-1-1")};
    for (const fs::path& leftover : leftovers)
        std::ofstream(leftover) << "half";
    fs::last_write_time(file(kept, ".jpg.tmp-1-1"), fs::file_time_type::clock::now() - std::chrono::hours(2));
    blobs.sweep(school, [&](const domain::BlobId& id) { return id == kept; });
    CHECK(fs::exists(file(kept, ".jpg")));
    CHECK(fs::exists(file(kept, ".jpg.tmp-2-2"))); // perhaps being written
    CHECK_FALSE(fs::exists(file(kept, ".jpg.tmp-1-1")));
    CHECK_FALSE(fs::exists(file(gone, ".jpg")));
    CHECK_FALSE(fs::exists(file(gone, ".jpg.tmp-1-1")));
}

TEST_CASE("server: a damaged answer is the trouble of its mutation alone") {
    Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    const auto s = a.student("1");
    const auto first = a.mutation(s.id.uuid, domain::PutStudent{s});
    a.push(first);
    server.store.write([&](server::Tx& tx) {
        tx.database().run("UPDATE applied_mutation SET answer = replace(answer, '{', '[')");
    });
    const auto t = a.student("2");
    const auto answer = a.push({{first, Json()}, {a.mutation(t.id.uuid, domain::PutStudent{t}), Json()}});
    REQUIRE(answer.verdicts.size() == 2);
    CHECK(answer.verdicts[0].error->code == ErrorCode::internal);
    CHECK(answer.verdicts[1].verdict == domain::Verdict::applied);
    CHECK_FALSE(server.central.care().verify().value().ok());
}

TEST_CASE("server: a database file with foreign parts in its schema is not opened") {
    const test::TempDir dir;
    const auto target = test::emptyDatabase(dir);
    if (target.dialect != server::Dialect::sqlite)
        return; // there the schema is the administrator's
    { server::Store store(target); }
    for (const std::string sql :
         {"CREATE TRIGGER evil AFTER INSERT ON record BEGIN UPDATE school SET name = 'x'; END",
          "CREATE VIEW evil AS SELECT 1", "CREATE INDEX evil ON record (length(body))"}) {
        CAPTURE(sql);
        {
            auto db = server::openDatabase(target);
            db->run(sql);
            CHECK_FALSE(server::foreignPart(*db).empty());
        }
        try {
            server::Store store(target);
            FAIL_CHECK("opened");
        } catch (const Exception& e) {
            CHECK(e.error().code == ErrorCode::databaseCorrupt);
        }
        auto db = server::openDatabase(target);
        db->run(std::string("DROP ") +
                (sql.find("TRIGGER") != std::string::npos ? "TRIGGER"
                 : sql.find("VIEW") != std::string::npos  ? "VIEW"
                                                          : "INDEX") +
                " evil");
        CHECK(server::foreignPart(*db).empty());
    }
    CHECK_NOTHROW(server::Store(target));
}
