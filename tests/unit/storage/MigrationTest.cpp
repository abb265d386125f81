#include "Office.h"

#include "base/platform/Files.h"
#include "storage/AuditLog.h"
#include "storage/Connection.h"
#include "storage/Migrator.h"
#include "storage/PhotoTable.h"
#include "storage/StudentTable.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using storage::Replica;
namespace fs = std::filesystem;

namespace {

/// Takes a replica back to the schema of `version`: its tables are made by the SQL of that time, and the rows
/// that the earlier program would have written are copied over.
void asWrittenBy(int version, const fs::path& file) {
    fs::path old = file;
    old += ".old";
    {
        storage::Connection c(old, storage::Connection::Mode::buildNew, std::chrono::milliseconds(0));
        c.exec("PRAGMA application_id = " + std::to_string(storage::kApplicationId));
        for (const auto& m : storage::allMigrations())
            if (m.number <= version)
                c.exec(m.sql);
        c.exec("PRAGMA user_version = " + std::to_string(version));
        c.exec("PRAGMA foreign_keys = OFF");
        c.exec("ATTACH '" + platform::toUtf8(file) + "' AS now");
        for (const char* sql :
             {"INSERT INTO school SELECT * FROM now.school",
              "INSERT INTO student (student_no, id, register_number, surname, given_names, birth_date, "
              "pesel, "
              "document_kind, document_number, class_unit, class_key, name_key, card_type, needs_no_card, "
              "has_left, version) SELECT student_no, id, register_number, surname, given_names, birth_date, "
              "pesel, document_kind, document_number, class_unit, class_key, name_key, card_type, "
              "needs_no_card, has_left, version FROM now.student",
              "INSERT INTO student_search (rowid, words) SELECT rowid, words FROM now.student_search",
              "INSERT INTO blob SELECT * FROM now.blob", "INSERT INTO photo SELECT * FROM now.photo",
              "INSERT INTO photo_file (student_no, version, last_change, since, state_json) "
              "SELECT student_no, version, last_change, since, state_json FROM now.photo_file",
              "INSERT INTO system_message SELECT message_no, id, student_id, cause, from_status, to_status, "
              "reasons_json, note, at FROM now.system_message",
              "INSERT INTO audit_entry (seq, mutation_id, entity, entity_id, kind, body_json, before_json, "
              "prev_hash, hash) "
              "SELECT seq, mutation_id, entity, entity_id, kind, body_json, before_json, prev_hash, hash "
              "FROM "
              "now.audit_entry",
              "INSERT INTO outbox (op_seq, base_rev, state) SELECT op_seq, base_rev, state FROM now.outbox"})
            c.exec(sql);
        // One that was sent in vain, one that the server has answered.
        if (version >= 2)
            c.exec("UPDATE outbox SET state = 'sent', attempts = 3, next_try_at = 5, error = 'slow' WHERE "
                   "op_seq = 1");
        if (version >= 4)
            c.exec("UPDATE outbox SET state = 'sent', verdict = 'applied', server_seq = 9 WHERE op_seq = 2");
        c.exec("DETACH now");
    }
    fs::rename(old, file);
}

std::string outbox(const fs::path& file) {
    storage::Connection c(file, storage::Connection::Mode::openWal, std::chrono::milliseconds(0));
    return c.text(
        "SELECT group_concat(concat, ' ') FROM (SELECT op_seq || ':' || base_rev || ',' || state || ',' || "
        "attempts || ',' || ifnull(next_try_at, '-') || ',' || ifnull(error, '-') || ',' || "
        "ifnull(verdict, '-') || ',' || ifnull(server_seq, '-') AS concat FROM outbox ORDER BY op_seq)");
}

} // namespace

TEST_CASE("a replica of every earlier schema is brought up to date, with a copy kept") {
    const int latest = storage::allMigrations().back().number;
    REQUIRE(latest >= 2);
    for (int version = 1; version < latest; ++version) {
        Office o;
        const auto a = o.student("Żółć", "Jan", "1A", "1");
        o.commit(o.put(a));
        o.commit(o.photoChange(a.id, domain::SubmitPhoto{o.photo("a")}));
        o.replica.reset();
        const auto file = o.folder() / "replica.sqlite";
        asWrittenBy(version, file);

        o.reopen();
        CHECK(problems(*o.replica).empty());
        CHECK(outbox(file) == std::string(version >= 2 ? "1:0,sent,3,5,slow,-,-" : "1:0,pending,0,-,-,-,-") +
                                  (version >= 4 ? " 2:0,sent,0,-,-,applied,9" : " 2:0,pending,0,-,-,-,-") +
                                  " 3:0,pending,0,-,-,-,-");
        CHECK(o.replica->photos().list()->front().status == domain::PhotoStatus::pending);
        o.commit(o.photoChange(a.id, domain::AcceptPhoto{}));
        auto excused = o.replica->students().get(a.id).value().student;
        CHECK(excused.photoExceptions.empty());
        domain::setPhotoException(excused, domain::PhotoExceptionKind::glasses, "wada wzroku");
        o.commit(o.put(excused));
        CHECK(o.replica->students().get(a.id)->student.photoExceptions == excused.photoExceptions);
        CHECK(problems(*o.replica).empty());
        CHECK(o.replica->history().outboxPending().value() == 5);
        fs::path copy = file;
        copy += ".before-" + std::to_string(version);
        REQUIRE(fs::exists(copy));
        CHECK((fs::status(copy).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
              fs::perms::none);
        storage::Connection c(copy, storage::Connection::Mode::readOnly, std::chrono::milliseconds(0));
        CHECK(c.integer("PRAGMA user_version") == version);
        CHECK(c.integer("SELECT count(*) FROM student") == 1);
    }
}

TEST_CASE("the outbox knows its states, and an insert builds no table to check them") {
    Office o;
    storage::Connection c(o.folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                          std::chrono::milliseconds(0));
    for (const std::string state : {"pending", "sent", "parked"})
        CHECK_NOTHROW(c.exec("UPDATE outbox SET state = '" + state + "'"));
    CHECK_THROWS_AS(c.exec("UPDATE outbox SET state = 'lost'"), SQLite::Exception);
    CHECK_THROWS_AS(c.exec("INSERT INTO outbox (op_seq, base_rev, state) VALUES (99, 0, 'pending')"),
                    SQLite::Exception); // no such audit entry
    auto program = c.query("EXPLAIN INSERT INTO outbox (op_seq, base_rev, state) VALUES (2, 0, 'pending')");
    while (program.step())
        CHECK(program.text(1) != "OpenEphemeral");
}

TEST_CASE("a newer replica is not touched") {
    Office o;
    o.replica.reset();
    const auto file = o.folder() / "replica.sqlite";
    {
        storage::Connection c(file, storage::Connection::Mode::openWal, std::chrono::milliseconds(0));
        c.exec("PRAGMA user_version = 999");
    }
    CHECK(Replica::open(o.folder(), o.clock, o.rng).error().code == ErrorCode::schemaNewer);
}

TEST_CASE("another program's database is not taken for ours") {
    Office o;
    o.replica.reset();
    {
        storage::Connection c(o.folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                              std::chrono::milliseconds(0));
        c.exec("PRAGMA application_id = 1");
    }
    CHECK(Replica::open(o.folder(), o.clock, o.rng).error().code == ErrorCode::databaseCorrupt);
}
