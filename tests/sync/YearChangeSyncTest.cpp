#include "FakeSchool.h"

#include "domain/SchoolYear.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

/// Two offices with the same pupils, of whom one is in 1A and one in 8A.
struct TwoOffices {
    FakeSchool school{141, 2};
    FakeOffice& a = school.office(0);
    FakeOffice& b = school.office(1);
    StudentId first, last;

    TwoOffices() {
        first = into("1A", "1");
        last = into("8A", "2");
        school.settle();
    }
    StudentId into(const std::string& classUnit, const std::string& registerNumber) {
        const StudentId id = a.addStudent(registerNumber);
        move(a, id, classUnit);
        return id;
    }
    void move(FakeOffice& office, const StudentId& id, const std::string& classUnit) {
        Student s = office.replica().students().get(id)->student;
        s.classUnit = classUnit;
        office.commit(id.uuid, PutStudent{s}).value();
    }
    /// As the window does it, with what this office knows.
    Result<void> promote(FakeOffice& office) {
        std::vector<Student> pupils;
        std::vector<std::string> classes;
        for (const auto& row : office.replica().students().list().value()) {
            pupils.push_back(row.student);
            classes.push_back(row.student.classUnit);
        }
        const auto changes =
            promotion(office.replica().school().value(), pupils, suggestedSteps(classes), "2026/2027");
        if (!changes)
            return changes.error();
        for (const auto& [id, change] : *changes)
            office.commit(id, change).value();
        return {};
    }
    std::string classOf(FakeOffice& office, const StudentId& id) {
        const Student s = office.replica().students().get(id)->student;
        return s.left ? "left" : s.classUnit;
    }
    void expect(const std::string& ofFirst) {
        for (FakeOffice* office : {&a, &b}) {
            CHECK(classOf(*office, first) == ofFirst);
            CHECK(classOf(*office, last) == "left");
            CHECK(classesOf(office->replica().school().value()) == "2026/2027");
            CHECK(office->store().conflicts().value().empty());
        }
    }
};

} // namespace

TEST_CASE("two offices that promote while apart have promoted once") {
    TwoOffices t;
    REQUIRE(t.promote(t.a));
    REQUIRE(t.promote(t.b));
    t.school.settle();
    t.expect("2A");
    CHECK(t.promote(t.a).error().code == ErrorCode::valueInvalid);
    CHECK(t.promote(t.b).error().code == ErrorCode::valueInvalid);
}

TEST_CASE("an office that has learned of a promotion does not promote again") {
    TwoOffices t;
    REQUIRE(t.promote(t.a));
    REQUIRE(t.a.sync());
    REQUIRE(t.b.sync());
    CHECK(t.classOf(t.b, t.first) == "2A");
    CHECK(t.promote(t.b).error().code == ErrorCode::valueInvalid);
    t.school.settle();
    t.expect("2A");
}

TEST_CASE("a pupil who was moved after the promotion of one office stays so after that of the other") {
    TwoOffices t;
    REQUIRE(t.promote(t.a));
    t.school.office(0).sync().value();
    t.move(t.a, t.first, "2B");
    REQUIRE(t.promote(t.b)); // has not heard of anything
    t.school.settle();
    // Both sides said another class: the server keeps the first one and a person is asked.
    CHECK(t.classOf(t.a, t.first) == t.classOf(t.b, t.first));
    CHECK(t.classOf(t.a, t.first) != "3A");
    CHECK(t.classOf(t.a, t.last) == "left");
}
