#ifndef _WIN32 // rights as POSIX counts them; WindowsTest.cpp has those of Windows
#include "base/platform/Privacy.h"
#include "base/platform/Files.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <array>
#include <sys/stat.h>

using namespace esek;
namespace fs = std::filesystem;

namespace {

/// The setting of a careless system: everything that is made may be used by everybody.
class OpenToAll {
  public:
    OpenToAll() : m_before(::umask(0)) {}
    ~OpenToAll() { ::umask(m_before); }
    OpenToAll(const OpenToAll&) = delete;
    OpenToAll& operator=(const OpenToAll&) = delete;

  private:
    mode_t m_before;
};

int mode(const fs::path& p) {
    return static_cast<int>(fs::symlink_status(p).permissions());
}

void put(const fs::path& file) {
    platform::writeFileAtomically(file, std::string_view("x")).value();
    fs::permissions(file, fs::perms(0644));
}

constexpr std::array<std::string_view, 2> kOurs{"blobs", "replica."};

} // namespace

TEST_CASE("folders and files that we make are for their owner at every level") {
    const OpenToAll careless;
    test::TempDir dir;
    REQUIRE(platform::ensureFolder(dir / "a/b/c").ok());
    for (const char* name : {"a", "a/b", "a/b/c"})
        CHECK(mode(dir / name) == 0700);
    REQUIRE(platform::createPrivateFile(dir / "a/file").ok());
    CHECK(mode(dir / "a/file") == 0600);

    fs::create_directory(dir / "shared");
    REQUIRE(platform::ensureFolder(dir / "shared/mine").ok());
    CHECK(mode(dir / "shared") == 0777); // it was there
    CHECK(mode(dir / "shared/mine") == 0700);
    put(dir / "there");
    REQUIRE(platform::createPrivateFile(dir / "there").ok());
    CHECK(platform::readFile(dir / "there")->size() == 1);
    CHECK(platform::createPrivateFile(dir / "missing/file").error().code == ErrorCode::folderNotWritable);
    CHECK(platform::ensureFolder(dir / "there/below").error().code == ErrorCode::folderNotWritable);
}

TEST_CASE("a folder that was left open is closed with all that is in it") {
    test::TempDir dir;
    fs::create_directories(dir / "blobs/ab");
    put(dir / "blobs/ab/photo");
    put(dir / "replica.sqlite");
    fs::permissions(dir.path(), fs::perms(0755));
    REQUIRE(platform::closeToOthers(dir.path(), kOurs).ok());
    CHECK(mode(dir.path()) == 0700);
    CHECK(mode(dir / "blobs") == 0700);
    CHECK(mode(dir / "blobs/ab/photo") == 0600);
    CHECK(mode(dir / "replica.sqlite") == 0600);
}

TEST_CASE("what is not ours keeps its rights, and so does what a link leads to") {
    test::TempDir dir;
    test::TempDir elsewhere;
    put(dir / "replica.sqlite");
    put(dir / "notes.txt");
    put(elsewhere / "photo");
    fs::permissions(elsewhere.path(), fs::perms(0755));
    fs::create_directory_symlink(elsewhere.path(), dir / "blobs");
    fs::permissions(dir.path(), fs::perms(0755));
    REQUIRE(platform::closeToOthers(dir.path(), kOurs).ok());
    CHECK(mode(dir.path()) == 0755);
    CHECK(mode(dir / "notes.txt") == 0644);
    CHECK(mode(dir / "replica.sqlite") == 0600);
    CHECK(mode(elsewhere.path()) == 0755);
    CHECK(mode(elsewhere / "photo") == 0644);
}

TEST_CASE("a folder whose rights cannot be changed is told") {
    const auto told = platform::closeToOthers("/proc/self", std::array<std::string_view, 1>{"attr"});
    REQUIRE(!told.ok());
    CHECK(told.error().code == ErrorCode::folderOpenToOthers);
    CHECK(told.error().value("folder") == "/proc/self");
}
#endif
