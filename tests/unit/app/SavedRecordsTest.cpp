#include "app/SchoolService.h"
#include "app/StudentService.h"
#include "storage/Connection.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using test::SampleOffice;

namespace {

/// As a pull from a restored server does it: another content, the version stays.
void replaceQuietly(SampleOffice& s, const std::string& sql) {
    storage::Connection(s.office->dir() / "replica.sqlite", storage::Connection::Mode::openWal,
                        std::chrono::seconds(5))
        .exec(sql);
}

} // namespace

TEST_CASE("a pupil's record that became another one under the same version is not overwritten") {
    SampleOffice s;
    const StudentId id = s.add();
    const Student seen = s.office->replica().students().get(id)->student;
    Student mine = seen;
    mine.classUnit = "8C";
    replaceQuietly(s, "UPDATE student SET surname = 'Inna'");
    REQUIRE(s.office->replica().students().get(id)->student.version == seen.version);
    app::StudentService students(*s.office);
    CHECK(students.save(mine, &seen).error().code == ErrorCode::versionChanged);
    CHECK(s.office->replica().students().get(id)->student.surname == "Inna");
    const Student now = s.office->replica().students().get(id)->student;
    mine = now;
    mine.classUnit = "8C";
    CHECK(students.save(mine, &now).ok());
    CHECK(s.office->replica().students().get(id)->student.classUnit == "8C");
}

TEST_CASE("a school's data that became others under the same version are not overwritten") {
    SampleOffice s;
    const School seen = s.office->replica().school().value();
    School mine = seen;
    mine.headteacher = "Jan Lis";
    School other = seen;
    other.address.city = "Radom";
    app::SchoolService schools(*s.office);
    CHECK(schools.save(mine, &other).error().code == ErrorCode::versionChanged);
    CHECK(schools.save(mine, &seen).ok());
    const School now = s.office->replica().school().value(); // as a window that goes on with what it saved
    ++mine.version;
    CHECK(now == mine);
    CHECK(schools.save(mine, &mine).ok());
}
