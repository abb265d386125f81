#include "base/OutputFile.h"
#include "base/platform/Files.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#ifndef _WIN32
#include <sys/stat.h>
#endif

using namespace esek;
namespace fs = std::filesystem;

namespace {

bool refused(const Result<fs::path>& result) {
    return !result && result.error().code == ErrorCode::outputRefused;
}

} // namespace

TEST_CASE("an ordinary file is written where it is asked for, a link leads to its file") {
    const test::TempDir folder;
    CHECK(outputFile(folder / "new.pdf").value() == folder / "new.pdf");
    platform::writeFileAtomically(folder / "old.pdf", "x").value();
    CHECK(outputFile(folder / "old.pdf").value() == folder / "old.pdf");
    fs::create_symlink("old.pdf", folder / "link.pdf");
    fs::create_symlink("link.pdf", folder / "second.pdf");
    CHECK(fs::equivalent(outputFile(folder / "second.pdf").value(), folder / "old.pdf"));
    fs::create_symlink("later.pdf", folder / "dangling.pdf");
    CHECK(outputFile(folder / "dangling.pdf").value().filename() == "later.pdf");
}

TEST_CASE("folders, devices and circles of links take no file") {
    const test::TempDir folder;
    CHECK(refused(outputFile(folder.path())));
    CHECK(refused(outputFile(folder.path() / "")));
    fs::create_symlink("b", folder / "a");
    fs::create_symlink("a", folder / "b");
    CHECK(refused(outputFile(folder / "a")));
#ifndef _WIN32
    CHECK(refused(outputFile("/dev/null")));
    fs::create_symlink("/dev/null", folder / "null");
    CHECK(refused(outputFile(folder / "null")));
    // Whoever forgets to ask does not replace a device by a file either.
    fs::create_directories(folder / "sub");
    const auto written = platform::writeFileAtomically(folder / "sub", "x");
    CHECK(written.error().code == ErrorCode::outputRefused);
    const fs::path pipe = folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(platform::writeFileAtomically(pipe, "x").error().code == ErrorCode::outputRefused);
    CHECK(platform::AtomicFile::create(pipe).error().code == ErrorCode::outputRefused);
    CHECK(fs::is_fifo(pipe));
#endif
}

TEST_CASE("nothing is written over the school's data, under whatever name") {
    const test::TempDir folder;
    const fs::path data = folder / "data";
    fs::create_directories(data / "blobs" / "ab");
    fs::create_directories(folder / "out");
    for (const char* own : {"replica.sqlite", "desktop.lock", "server-token"})
        platform::writeFileAtomically(data / own, "x").value();
    fs::create_directory_symlink(data, folder / "other-name");
    fs::create_symlink(data / "replica.sqlite", folder / "link.pdf");
    fs::create_symlink(data / "blobs" / "new.pdf", folder / "dangling.pdf");
    for (const fs::path& bad :
         {data / "replica.sqlite", data / "replica.sqlite-wal", data / "Replica.sqlite.new",
          data / "desktop.lock", data / "server-token", data / "blobs" / "ab" / "x",
          data / "missing" / "x.pdf", folder / "other-name" / "desktop.lock", folder / "link.pdf",
          folder / "dangling.pdf", folder / "out" / ".." / "data" / "server-token"}) {
        INFO(bad);
        CHECK(refused(outputFile(bad, data)));
        CHECK(refused(outputFile(bad, folder / "other-name")));
    }
    // A file of a person's own may lie beside the database.
    CHECK(outputFile(data / "cards.pdf", data));
    platform::writeFileAtomically(data / "cards.pdf", "x").value();
    CHECK(outputFile(data / "cards.pdf", data));
    CHECK(outputFile(folder / "data.pdf", data));
    CHECK(outputFile(folder / "database" / "x.pdf", data));
}
