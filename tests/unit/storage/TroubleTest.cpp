#include "Office.h"

#include "storage/Connection.h"
#include "storage/Errors.h"

#include <catch2/catch.hpp>
#include <sqlite3.h>

using namespace esek;
using namespace esek::test;
using storage::Replica;

TEST_CASE("a write that another program keeps waiting ends with a clear word, and reading goes on") {
    Office o;
    o.replica.reset();
    auto replica = Replica::open(o.folder(), o.clock, o.rng, {std::chrono::milliseconds(50)}).value();
    const auto put = o.put(o.student("Adamska", "Ewa", "1A", "1"));
    {
        storage::Connection other(o.folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                                  std::chrono::milliseconds(0));
        const storage::WriteTransaction held(other);
        CHECK(replica->commit(put).error().code == ErrorCode::databaseBusy);
        CHECK(replica->students().list()->empty());
    }
    CHECK(replica->commit(put));
}

TEST_CASE("what a program left in the WAL when it ended abruptly is there") {
    Office o;
    const auto s = o.student("Adamska", "Ewa", "1A", "1");
    o.commit(o.put(s));
    // A copy of the files as they lie now, the WAL not yet merged: what a crash leaves.
    const auto crashed = o.dir / "crashed";
    std::filesystem::copy(o.folder(), crashed, std::filesystem::copy_options::recursive);
    REQUIRE(std::filesystem::file_size(crashed / "replica.sqlite-wal") > 0);
    auto copy = Replica::open(crashed, o.clock, o.rng).value();
    CHECK(copy->students().get(s.id));
    CHECK(problems(*copy).empty());
}

TEST_CASE("an erasure that a crash cut short is finished at the next open") {
    Office o;
    const auto s = o.student("Adamska", "Ewa", "1A", "1");
    o.commit(o.put(s));
    const auto blob = o.photo("a").blob;
    o.commit(o.photoChange(s.id, domain::SubmitPhoto{o.photo("a"), true}));
    o.commit(o.byParent(o.photoChange(s.id, domain::RequestDeletion{})));
    o.commit(o.photoChange(s.id, domain::ApproveDeletion{}));
    // As if the program had ended between the commit and the removal of the file.
    o.photo("a");
    {
        storage::Connection c(o.folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                              std::chrono::milliseconds(0));
        c.prepared("INSERT INTO blob (id, size, state) VALUES (?, 1, 'erasing')").bind(blob).run();
    }
    CHECK(problems(*o.replica).empty());
    o.reopen();
    CHECK_FALSE(o.replica->blobs().has(blob));
    CHECK(o.replica->care().verify()->blobs == 0);
    // The same bytes may come again.
    o.commit(o.photoChange(s.id, domain::SubmitPhoto{o.photo("a"), true}));
    CHECK(o.replica->blobs().has(blob));
}

TEST_CASE("a disk that is full when the program starts is told as such") {
    // What SQLite says when the index of the write-ahead log cannot grow (4874).
    CHECK(storage::toError(SQLite::Exception("disk I/O error", SQLITE_IOERR_SHMSIZE)).code ==
          ErrorCode::diskFull);
    CHECK(storage::toError(SQLite::Exception("disk I/O error", SQLITE_IOERR_READ)).code ==
          ErrorCode::databaseFailed);
}
