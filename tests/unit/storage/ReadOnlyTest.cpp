#ifndef _WIN32
#include "Office.h"

#include "storage/Restore.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <unistd.h>

using namespace esek;
using namespace esek::test;
using storage::Replica;
namespace fs = std::filesystem;

namespace {

/// Root may write everywhere: for a while the test is somebody else.
class AsNobody {
  public:
    AsNobody() : m_root(::geteuid() == 0) {
        if (m_root)
            REQUIRE(::seteuid(65534) == 0);
    }
    ~AsNobody() {
        if (m_root)
            static_cast<void>(::seteuid(0) == 0);
    }
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;

  private:
    bool m_root;
};

void setRights(const fs::path& folder, fs::perms folders, fs::perms files) {
    fs::permissions(folder, folders);
    for (const auto& e : fs::recursive_directory_iterator(folder))
        fs::permissions(e.path(), e.is_directory() ? folders : files);
}

int copiesOfDatabases() {
    int n = 0;
    for (const auto& e : fs::directory_iterator(fs::temp_directory_path()))
        n += e.path().filename().string().starts_with("esekretariat-read-");
    return n;
}

} // namespace

TEST_CASE("a folder that can only be read is listed, verified and backed up, and nothing is changed in it") {
    Office o;
    const auto s = o.student("Adamska", "Ewa", "1A", "1");
    o.commit(o.put(s));
    o.commit(o.photoChange(s.id, domain::SubmitPhoto{o.photo("picture")}));
    // As a program that ended abruptly leaves it: the last commits are in the write-ahead log only.
    const fs::path folder = o.dir / "readonly";
    fs::copy(o.folder(), folder, fs::copy_options::recursive);
    fs::remove(folder / "replica.sqlite-shm");
    REQUIRE(fs::file_size(folder / "replica.sqlite-wal") > 0);
    const fs::path out = o.dir / "out";
    fs::create_directories(out);
    fs::permissions(out, fs::perms::all);
    // The group too: root's group stays that of the test while it is somebody else.
    const auto readable = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    const auto listed = readable | fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(o.dir.path(), listed | fs::perms::owner_write);
    setRights(folder, listed, readable);
    const int copies = copiesOfDatabases();
    {
        const AsNobody nobody;
        auto replica = Replica::open(folder, o.clock, o.rng);
        REQUIRE(replica);
        CHECK((*replica)->folder() == folder);
        CHECK((*replica)->students().list()->size() == 1);
        CHECK((*replica)->photos().list()->front().status == domain::PhotoStatus::pending);
        CHECK((*replica)->care().verify()->ok());
        CHECK((*replica)->care().backup(out / "kopia.esek"));
        const auto changed = (*replica)->commit(o.photoChange(s.id, domain::AcceptPhoto{}));
        REQUIRE_FALSE(changed);
        CHECK(changed.error().code == ErrorCode::folderNotWritable);
        CHECK(changed.error().value("folder") == folder.string());
        CHECK((*replica)->care().sweep().error().code == ErrorCode::folderNotWritable);
        CHECK((*replica)->photos().list()->front().status == domain::PhotoStatus::pending);
        CHECK(copiesOfDatabases() == copies + 1);
    }
    CHECK(copiesOfDatabases() == copies);
    REQUIRE(storage::restore(out / "kopia.esek", o.dir / "restored"));
    SeededRng rng(9);
    CHECK(Replica::open(o.dir / "restored", o.clock, rng).value()->photos().list()->size() == 1);

    // What a program that was killed left of its copy goes when the next one is made.
    const fs::path stale = fs::temp_directory_path() / "esekretariat-read-0123456789abcdef";
    {
        const AsNobody nobody;
        fs::create_directories(stale);
        std::ofstream(stale / "replica.sqlite") << "pupils";
        fs::last_write_time(stale, fs::file_time_type::clock::now() - std::chrono::hours(1));
        REQUIRE(Replica::open(folder, o.clock, o.rng));
    }
    CHECK_FALSE(fs::exists(stale));
    setRights(folder, fs::perms::owner_all, fs::perms::owner_read | fs::perms::owner_write);
}
#endif
