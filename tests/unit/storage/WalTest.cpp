#include "storage/Connection.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

using namespace esek;
using storage::Connection;
namespace fs = std::filesystem;

TEST_CASE(
    "a class list's commit is not held up by the copying into the file, and the WAL does not grow for ever") {
    test::TempDir dir;
    const fs::path file = dir / "a.sqlite";
    const auto wait = std::chrono::milliseconds(0);
    { Connection(file, Connection::Mode::buildNew, wait).exec("CREATE TABLE t (b BLOB)"); }
    Connection c(file, Connection::Mode::openWal, wait);
    const auto write = [&](int megabytes) {
        storage::WriteTransaction transaction(c);
        for (int i = 0; i < megabytes; ++i)
            c.exec("INSERT INTO t VALUES (zeroblob(1000000))");
        transaction.commit();
    };
    const auto size = [&](const char* suffix) { return fs::file_size(fs::path(file) += suffix); };
    write(9);
    CHECK(size("-wal") > 9'000'000);
    CHECK(size("") < 100'000);
    for (int i = 0; i < 4; ++i)
        write(9);
    CHECK(size("") > 18'000'000);
    CHECK(size("-wal") < 30'000'000);
}
