#include "app/SchoolYearArchive.h"

#include "app/CardService.h"
#include "app/ReportService.h"
#include "app/YearChange.h"
#include "domain/SchoolYear.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <map>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

struct Years : SampleOffice {
    SchoolYearArchive archive{*office};

    StudentId pupil(const std::string& classUnit, const std::string& surname) {
        Student s = test::sampleStudent(count++);
        s.classUnit = classUnit;
        s.surname = surname;
        return add(s);
    }
    void change(StudentId id, const std::function<void(Student&)>& how) {
        Student s = office->replica().students().get(id).value().student;
        how(s);
        office->replica().commit(office->mutation(id.uuid, PutStudent{s})).value();
    }
    void to(const char* iso) { clock = test::FixedClock(iso); }
    void promote(const std::string& year) {
        YearChange service(*office);
        std::vector<ClassStep> steps;
        for (const auto& line : service.preview().value().lines)
            steps.push_back(line.step);
        service.make(year, steps).value();
    }
    /// "1A:Kowal 2B:Nowak(left)"
    std::string in(const std::string& year) {
        std::string text;
        for (const YearPupil& p : archive.pupils(year).value())
            text += (text.empty() ? "" : " ") + p.classUnit + ":" + p.name.substr(0, p.name.find(' ')) +
                    (p.left ? "(left)" : "");
        return text;
    }
};

} // namespace

TEST_CASE("archive: a year shows the classes as they were before the change to the next one") {
    Years s; // 1 September 2026
    const auto kowal = s.pupil("1A", "Kowal"), nowak = s.pupil("8B", "Nowak");
    s.to("2027-02-01T10:00:00.000Z");
    s.change(kowal, [](Student& p) { p.classUnit = "1C"; }); // moved in the course of the year
    const auto gone = s.pupil("1A", "Wrona");
    s.change(gone, [](Student& p) { p.left = true; });
    CHECK(s.in("2026/2027") == "1A:Wrona(left) 1C:Kowal 8B:Nowak");
    s.to("2027-08-25T10:00:00.000Z");
    s.promote("2027/2028");
    s.to("2027-09-10T10:00:00.000Z");
    s.pupil("1A", "Nowy");
    s.change(kowal, [](Student& p) { p.surname = "Kowalska"; });
    CHECK(s.in("2026/2027") == "1A:Wrona(left) 1C:Kowal 8B:Nowak");
    // Who left with the change belongs to the year before only; the new name to the year of today.
    CHECK(s.in("2027/2028") == "1A:Nowy 2C:Kowalska");
    CHECK(s.in("2025/2026").empty());
    CHECK(s.archive.years().value() == std::vector<std::string>{"2027/2028", "2026/2027"});
    static_cast<void>(nowak);
}

TEST_CASE("archive: a change that was taken back ends no year") {
    Years s;
    s.pupil("1A", "Kowal");
    s.pupil("8A", "Nowak"); // the highest class leaves
    s.to("2027-06-20T10:00:00.000Z");
    s.promote("2027/2028");
    CHECK(s.in("2027/2028") == "2A:Kowal");
    YearChange(*s.office).takeBack().value();
    s.to("2027-06-21T10:00:00.000Z");
    CHECK(s.in("2026/2027") == "1A:Kowal 8A:Nowak");
    s.to("2027-09-02T10:00:00.000Z");
    CHECK(s.in("2026/2027") == "1A:Kowal 8A:Nowak"); // the calendar ends it
    s.promote("2027/2028");
    CHECK(s.in("2026/2027") == "1A:Kowal 8A:Nowak");
    CHECK(s.in("2027/2028") == "2A:Kowal");
}

TEST_CASE("archive: cards stand in the year of their issue, and a pupil without a history on one of them") {
    Years s;
    const auto id = s.addWithPhoto();
    CardService(*s.office).issue({id}, s.clock.today()).value();
    const auto pupils = s.archive.pupils("2026/2027").value();
    REQUIRE(pupils.size() == 1);
    REQUIRE(pupils[0].cards.size() == 1);
    CHECK(pupils[0].marks.empty());
    // The report chooses the year before the one that runs; there is none yet.
    ReportService service(*s.office);
    const auto table = service.make({.name = "school-year"}).value();
    CHECK(table.rows.size() == 1);
    CHECK(table.subtitle.find("2026/2027") != std::string::npos);
    s.to("2028-01-10T10:00:00.000Z");
    CHECK(service.make({.name = "school-year"}).value().subtitle.find("2026/2027") != std::string::npos);
    CHECK(s.archive.pupils("2027/2028").value()[0].cards.empty());
}

TEST_CASE("archive: a text that is no school year is refused with what to type") {
    Years s;
    for (const char* bad : {"2026", "2026/2028", "rok", "", "2026/2027 "})
        CHECK(s.archive.pupils(bad).error().code == ErrorCode::valueInvalid);
    ReportService service(*s.office);
    CHECK(service.make({.name = "school-year", .schoolYear = "2026/27"}).error().code ==
          ErrorCode::valueInvalid);
    CHECK(service.make({.name = "missing-photos", .schoolYear = "2026/2027"}).error().code ==
          ErrorCode::wrongUsage);
}
