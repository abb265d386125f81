#include "app/SchoolBackup.h"
#include "app/SchoolComparison.h"

#include "app/StudentService.h"
#include "base/Describe.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace esek;
using namespace esek::app;
namespace fs = std::filesystem;
using test::SampleOffice;

namespace {

const std::string kPassword = "cztery słowa na kartce";

std::string slurp(const fs::path& file) {
    const auto bytes = platform::readFile(file).value();
    return {bytes.begin(), bytes.end()};
}

std::set<std::string> names(const fs::path& folder) {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder))
        found.insert(entry.path().filename().string());
    return found;
}

} // namespace

TEST_CASE("backup: one encrypted file becomes the same school again") {
    SampleOffice s;
    s.add();
    s.addWithPhoto();
    const auto before = names(s.dir / "replica");
    const fs::path file = s.dir / "kopia.esek";
    CHECK(backUpSchool(*s.office, file, kPassword).value().empty());
    CHECK(needsPassword(file));
    CHECK(slurp(file).find("SQLite format") == std::string::npos);
    // No draft stays behind, neither with the data nor beside the backup.
    auto after = names(s.dir / "replica");
    after.erase("backup.json");
    after.erase("unfinished-backup.lock");
    CHECK(after == before);
    CHECK(names(s.dir / ".") == std::set<std::string>{"kopia.esek", "replica"});

    REQUIRE(restoreSchool(file, s.dir / "restored", "  " + kPassword + "\n").ok());
    CHECK(names(s.dir / "restored").count("unfinished-backup.esek") == 0);
    const auto c = compareWithFolder(*s.office, s.dir / "restored").value();
    CHECK(c.sameSchool);
    CHECK(c.pupils.here == 2);
    CHECK(c.pupils.there == 2);
    CHECK(c.photos.there == 1);
    CHECK(c.onlyHere() == 0);
    CHECK(c.onlyThere() == 0);
}

TEST_CASE("backup: wrong, missing and short passwords are told in words and change nothing") {
    SampleOffice s;
    s.add();
    const fs::path file = s.dir / "kopia.esek", folder = s.dir / "restored";
    const auto shortOne = backUpSchool(*s.office, file, "krótkie");
    REQUIRE_FALSE(shortOne.ok());
    CHECK(shortOne.error().code == ErrorCode::valueInvalid);
    CHECK(describe(shortOne.error()).find("12") != std::string::npos);
    CHECK_FALSE(fs::exists(file));
    CHECK_FALSE(backupState(*s.office).last);
    backUpSchool(*s.office, file, kPassword).value();
    CHECK(restoreSchool(file, folder, "nie to hasło wcale").error().code == ErrorCode::valueInvalid);
    CHECK(restoreSchool(file, folder).error().code == ErrorCode::valueRequired);
    CHECK_FALSE(storage::Replica::exists(folder));
    CHECK(restoreSchool(file, s.dir / "replica", kPassword).error().code == ErrorCode::replicaExists);
    CHECK(s.office->replica().students().list().value().size() == 1);
}

TEST_CASE("backup: a cut file is told by its own name, and nothing of it becomes a school") {
    SampleOffice s;
    s.addWithPhoto();
    const fs::path file = s.dir / "kopia.esek", folder = s.dir / "restored";
    backUpSchool(*s.office, file, kPassword).value();
    fs::resize_file(file, fs::file_size(file) - 1);
    const auto cut = restoreSchool(file, folder, kPassword);
    REQUIRE_FALSE(cut.ok());
    CHECK(cut.error().code == ErrorCode::fileTruncated);
    CHECK(describe(cut.error()).find("kopia.esek") != std::string::npos);
    CHECK_FALSE(storage::Replica::exists(folder));
    CHECK(names(folder).count("unfinished-backup.esek") == 0);
}

TEST_CASE("backup: an archive of before, without a password, is restored as ever") {
    SampleOffice s;
    s.addWithPhoto();
    const fs::path file = s.dir / "stara.esek";
    backUpSchool(*s.office, file, {}).value();
    CHECK_FALSE(needsPassword(file));
    REQUIRE(restoreSchool(file, s.dir / "restored").ok());
    CHECK(compareWithFolder(*s.office, s.dir / "restored").value().onlyHere() == 0);
}

TEST_CASE("backup: two at the same time do not write one draft, and a killed one leaves nothing") {
    SampleOffice s;
    s.add();
    const fs::path draft = s.dir / "replica" / "unfinished-backup.esek";
    {
        const auto other = platform::FileLock::acquire(s.dir / "replica" / "unfinished-backup.lock").value();
        std::ofstream(draft) << "being written";
        CHECK(backUpSchool(*s.office, s.dir / "kopia.esek", kPassword).error().code ==
              ErrorCode::databaseBusy);
        s.office->sweepCaches();
        CHECK(fs::exists(draft)); // somebody is writing it
    }
    s.office->sweepCaches();
    CHECK_FALSE(fs::exists(draft));
}

TEST_CASE("backup: the reminder comes after the days that were set, and never at zero") {
    SampleOffice s;
    const auto school = s.office->replica().school().value().id;
    const auto due = [&] { return backupState(*s.office).due(s.clock.now(), school); };
    CHECK_FALSE(due()); // the school is new
    s.clock.advance(std::chrono::days(14));
    CHECK_FALSE(due());
    s.clock.advance(std::chrono::seconds(1));
    CHECK(due());
    backUpSchool(*s.office, s.dir / "kopia.esek", {}).value();
    CHECK(backupState(*s.office).last == s.clock.now());
    CHECK_FALSE(due());
    REQUIRE(remindOfBackup(*s.office, 3).ok());
    s.clock.advance(std::chrono::days(4));
    CHECK(due());
    REQUIRE(remindOfBackup(*s.office, 0).ok());
    CHECK_FALSE(due());
    CHECK(remindOfBackup(*s.office, -1).error().code == ErrorCode::valueInvalid);
    CHECK(remindOfBackup(*s.office, 367).error().code == ErrorCode::valueInvalid);
    CHECK(backupState(*s.office).last); // what was set keeps the day of the backup
    std::ofstream(s.dir / "replica" / "backup.json", std::ios::trunc) << "{\"last\": 7, \"remind";
    CHECK(backupState(*s.office).remindAfter == 14); // a damaged file is no trouble
}

TEST_CASE("comparison: counts what only one of the schools knows, with the newest change of each") {
    SampleOffice s;
    const auto pupil = s.add();
    const auto decided = s.addWithPhoto();
    const Timestamp then = s.clock.now();
    const fs::path file = s.dir / "kopia.esek";
    backUpSchool(*s.office, file, kPassword).value();
    REQUIRE(restoreSchool(file, s.dir / "restored", kPassword).ok());

    s.clock.advance(std::chrono::hours(2));
    for (int i = 0; i < 2; ++i) { // one pupil, two changes
        domain::Student student = s.office->replica().students().get(pupil).value().student;
        student.surname = "Nowak-" + std::string(i == 0 ? "Pierwsza" : "Druga");
        s.office->replica().commit(s.office->mutation(pupil.uuid, domain::PutStudent{student})).value();
    }
    const auto photo = s.office->replica().photos().file(decided).value();
    s.office->replica()
        .commit(s.office->mutation(
            decided.uuid, domain::PhotoChange(domain::RejectPhoto{{domain::RejectionReason::blurred}, ""})))
        .value();
    {
        SystemRng rng;
        const auto other = Office::open(s.dir / "restored", s.clock, rng).value();
        domain::School school = other->replica().school().value();
        school.headteacher = "Adam Nowak";
        other->replica().commit(other->mutation(school.id.uuid, domain::PutSchool{school})).value();
    }
    const auto c = compareWithFolder(*s.office, s.dir / "restored").value();
    CHECK(c.pupils.differ == 1);
    CHECK(c.pupils.onlyHere == 2);
    CHECK(c.pupils.newestHere == s.clock.now());
    CHECK(c.pupils.newestThere == then);
    CHECK(c.photos.differ == 1);
    CHECK(c.decisions.onlyHere == 1);
    CHECK(c.decisions.here == c.decisions.there + 1);
    CHECK(c.cards.differ == 0);
    CHECK_FALSE(c.cards.newestHere);
    CHECK(c.others.onlyThere == 1);
    CHECK(c.onlyHere() == 3);
    CHECK(c.onlyThere() == 1);
    const std::string text = comparisonText(c);
    CHECK(text.find("Pupils: 2 now, 2 in the backup, different: 1.") != std::string::npos);
    CHECK(text.find("lacks 3 changes") != std::string::npos);
    CHECK(text.find("lacks 1 change that the backup") != std::string::npos);
}

TEST_CASE("comparison: a backup of another school is said to be one") {
    SampleOffice a, b;
    const auto c = compareSchools(*a.office, *b.office).value();
    CHECK_FALSE(c.sameSchool);
    CHECK(comparisonText(c).find("another school") != std::string::npos);
}
