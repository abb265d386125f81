#include "Office.h"

#include "base/platform/Files.h"
#include "storage/Connection.h"
#include "storage/Restore.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <thread>

using namespace esek;
using namespace esek::test;
using storage::Replica;
namespace fs = std::filesystem;

namespace {

domain::Student withPhoto(Office& o, std::string surname, std::string number) {
    auto s = o.student(std::move(surname), "Jan", "1A", std::move(number));
    o.commit(o.put(s));
    o.commit(o.photoChange(s.id, domain::SubmitPhoto{o.photo(s.surname)}));
    return s;
}

void overwrite(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

ErrorCode openError(Office& o) {
    const auto r = Replica::open(o.folder(), o.clock, o.rng);
    return r ? ErrorCode::internal : r.error().code;
}

} // namespace

TEST_CASE("a backup holds everything and is restored into an empty folder") {
    Office o;
    const auto a = withPhoto(o, "Żółć", "1");
    const fs::path file = o.dir / "kopia.backup";
    REQUIRE(o.replica->care().backup(file));
    REQUIRE(o.replica->care().backup(file)); // over the last one
    const auto restored = o.dir / "restored";
    REQUIRE(storage::restore(file, restored));
    SeededRng rng(9);
    auto copy = Replica::open(restored, o.clock, rng).value();
    CHECK(problems(*copy).empty());
    CHECK(copy->photos().file(a.id).value() == o.replica->photos().file(a.id).value());
    CHECK(copy->blobs().get(copy->photos().file(a.id)->proposed()->blob));
    CHECK(storage::restore(file, restored).error().code == ErrorCode::replicaExists);
    CHECK(storage::restore(o.dir / "nothing", o.dir / "x").error().code == ErrorCode::fileNotFound);
    // No draft or snapshot is left.
    CHECK(std::distance(fs::directory_iterator(o.dir.path()), fs::directory_iterator()) == 3);
}

TEST_CASE("a damaged backup restores nothing") {
    Office o;
    withPhoto(o, "Adamska", "1");
    const fs::path file = o.dir / "kopia.backup";
    REQUIRE(o.replica->care().backup(file));
    auto bytes = platform::readFile(file).value();
    const auto check = [&](const std::vector<std::uint8_t>& damaged) {
        overwrite(file, std::string(damaged.begin(), damaged.end()));
        const auto restored = storage::restore(file, o.dir / "restored");
        REQUIRE_FALSE(restored);
        CHECK(restored.error().code == ErrorCode::fileCorrupt);
        CHECK_FALSE(Replica::exists(o.dir / "restored"));
    };
    check({'a', 'b', 'c'});
    check({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2)});
    auto changed = bytes;
    const std::string photo = "Adamska";
    // The last copy of the text is the photo's bytes; the others are in the database.
    const auto at = std::find_end(changed.begin(), changed.end(), photo.begin(), photo.end());
    REQUIRE(at != changed.end());
    *at = 'a';
    check(changed);
}

TEST_CASE("a damaged photo is named") {
    Office o;
    const auto a = withPhoto(o, "Adamska", "1");
    const auto b = withPhoto(o, "Babicki", "2");
    const auto blobOf = [&](const domain::Student& s) {
        return o.replica->photos().file(s.id)->proposed()->blob;
    };
    overwrite(o.replica->blobs().path(blobOf(a)), "Adamskx");
    fs::remove(o.replica->blobs().path(blobOf(b)));
    CHECK(o.replica->blobs().get(blobOf(a)).error().code == ErrorCode::blobDamaged);
    CHECK(o.replica->blobs().get(blobOf(b)).error().code == ErrorCode::blobMissing);
    const auto report = o.replica->care().verify().value();
    REQUIRE(report.problems.size() == 2);
    std::string areas = report.problems[0].area + report.problems[1].area;
    CHECK((areas == "blob_damagedblob_missing" || areas == "blob_missingblob_damaged"));
}

TEST_CASE("a photo whose file is lost or damaged keeps neither the backup nor its restoring") {
    Office o;
    const auto whole = withPhoto(o, "Adamska", "1");
    const auto lost = withPhoto(o, "Babicki", "2");
    const auto damaged = withPhoto(o, "Cichy", "3");
    const auto blobOf = [&](const domain::Student& s) {
        return o.replica->photos().file(s.id)->proposed()->blob;
    };
    fs::remove(o.replica->blobs().path(blobOf(lost)));
    overwrite(o.replica->blobs().path(blobOf(damaged)), "Cichz");
    const fs::path file = o.dir / "kopia.backup";
    const auto missing = o.replica->care().backup(file);
    REQUIRE(missing);
    REQUIRE(missing->size() == 2);
    CHECK((*missing)[0].student == lost.id);
    CHECK((*missing)[0].surname == "Babicki");
    CHECK((*missing)[1].student == damaged.id);

    REQUIRE(storage::restore(file, o.dir / "restored"));
    SeededRng rng(9);
    auto copy = Replica::open(o.dir / "restored", o.clock, rng).value();
    CHECK(copy->blobs().has(blobOf(whole)));
    CHECK_FALSE(copy->blobs().has(blobOf(lost)));
    CHECK(copy->care().verify()->problems.size() == 2);

    // A photo that was there and is not in the archive any more is still damage.
    {
        storage::Connection archive(file, storage::Connection::Mode::buildNew, std::chrono::milliseconds(0));
        archive.exec("DELETE FROM sqlar WHERE name LIKE '%" + blobOf(whole).toString() + "'");
    }
    CHECK(storage::restore(file, o.dir / "again").error().code == ErrorCode::fileCorrupt);
}

TEST_CASE("a backup goes nowhere into the folder with the school's data") {
    Office o;
    const auto refused = o.replica->care().backup(o.folder() / "replica.sqlite");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::outputRefused);
    fs::create_symlink(o.folder() / "blobs" / "x", o.dir / "link");
    CHECK(o.replica->care().backup(o.dir / "link").error().code == ErrorCode::outputRefused);
    CHECK(problems(*o.replica).empty());
    // A link to another place stays a link.
    fs::create_directories(o.dir / "disk");
    fs::create_symlink(o.dir / "disk" / "kopia.backup", o.dir / "kopia.backup");
    REQUIRE(o.replica->care().backup(o.dir / "kopia.backup"));
    CHECK(fs::is_symlink(o.dir / "kopia.backup"));
    CHECK(fs::is_regular_file(o.dir / "disk" / "kopia.backup"));
}

#ifndef _WIN32
TEST_CASE("a database that may not be read is not called damaged") {
    Office o;
    o.replica.reset();
    fs::permissions(o.folder() / "replica.sqlite", fs::perms::none);
    // Root may read everything: then the file opens as ever.
    const bool mayRead = std::ifstream(o.folder() / "replica.sqlite").is_open();
    const auto opened = Replica::open(o.folder(), o.clock, o.rng);
    CHECK((mayRead ? opened.ok() : !opened.ok() && opened.error().code == ErrorCode::databaseNotOpened));
    fs::permissions(o.folder() / "replica.sqlite", fs::perms::owner_all);
}
#endif

TEST_CASE("what a crash left is swept, what is in use stays") {
    Office o;
    const auto a = withPhoto(o, "Adamska", "1");
    const auto orphan = o.photo("orphan").blob;
    const auto fresh = o.photo("fresh orphan").blob;
    auto& blobs = o.replica->blobs();
    fs::path leftover = blobs.path(orphan);
    leftover += ".tmp-1-1";
    overwrite(leftover, "half");
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(2);
    for (const auto& f :
         {blobs.path(orphan), leftover, blobs.path(o.replica->photos().file(a.id)->proposed()->blob)})
        fs::last_write_time(f, old);
    CHECK(o.replica->care().verify()->orphanBlobs == 2);
    CHECK(o.replica->care().sweep().value() == 2);
    CHECK_FALSE(blobs.has(orphan));
    CHECK(blobs.has(fresh));
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("bytes that are put again are young again") {
    Office o;
    const auto orphan = o.photo("orphan").blob;
    fs::last_write_time(o.replica->blobs().path(orphan),
                        fs::file_time_type::clock::now() - std::chrono::hours(2));
    o.photo("orphan");
    CHECK(o.replica->care().sweep().value() == 0);
}

TEST_CASE("a file that is no database, or half of one, is said to be damaged") {
    Office o;
    withPhoto(o, "Adamska", "1");
    o.replica.reset();
    const auto file = o.folder() / "replica.sqlite";
    const auto good = platform::readFile(file).value();
    overwrite(file, "");
    CHECK(openError(o) == ErrorCode::databaseCorrupt);
    overwrite(file, std::string(5000, 'x'));
    CHECK(openError(o) == ErrorCode::databaseCorrupt);
    overwrite(file, std::string(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(good.size() / 2)));
    CHECK(openError(o) == ErrorCode::databaseCorrupt);
    auto scrambled = good;
    std::fill(scrambled.begin() + 100, scrambled.begin() + 4096, std::uint8_t{0xAB});
    overwrite(file, std::string(scrambled.begin(), scrambled.end()));
    CHECK(openError(o) == ErrorCode::databaseCorrupt);
    overwrite(file, std::string(good.begin(), good.end()));
    o.reopen();
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("a folder that cannot be written to is said so") {
    Office o;
    overwrite(o.dir / "file", "x");
    CHECK(Replica::create(o.dir / "file" / "school", Office::school(), o.clock, o.rng).error().code ==
          ErrorCode::folderNotWritable);
}

TEST_CASE("one desktop on one folder") {
    Office o;
    auto first = Replica::lockForDesktop(o.folder());
    REQUIRE(first);
    CHECK(Replica::lockForDesktop(o.folder()).error().code == ErrorCode::instanceRunning);
    (*first).reset();
    CHECK(Replica::lockForDesktop(o.folder()));
}

TEST_CASE("a stopped verify says so") {
    Office o;
    std::vector<domain::Mutation> many;
    for (int i = 0; i < 300; ++i)
        many.push_back(o.put(o.student("Nowak", "Jan", "1A", std::to_string(i))));
    REQUIRE(o.replica->commit(many));
    Progress progress;
    progress.cancel();
    CHECK(o.replica->care().verify(&progress).error().code == ErrorCode::cancelled);
}

TEST_CASE("several threads write and read one replica") {
    Office o;
    constexpr int kEach = 40;
    std::vector<domain::Mutation> work[2];
    for (int i = 0; i < kEach; ++i)
        for (auto& list : work)
            list.push_back(
                o.put(o.student("Nowak", "Jan", "1A", std::to_string(i) + (&list == work ? "a" : "b"))));
    std::atomic<int> failures{0};
    std::vector<std::thread> threads;
    for (auto& list : work)
        threads.emplace_back([&] {
            for (const auto& m : list)
                failures += o.replica->commit(m) ? 0 : 1;
        });
    threads.emplace_back([&] {
        for (int i = 0; i < kEach; ++i)
            failures += o.replica->photos().list() && o.replica->photos().counts() ? 0 : 1;
    });
    for (auto& t : threads)
        t.join();
    CHECK(failures == 0);
    CHECK(o.replica->students().list()->size() == 2 * kEach);
    CHECK(problems(*o.replica).empty());
}
