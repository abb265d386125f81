#include "base/Translate.h"
#include "support/FixedClock.h"
#include "ui/model/StudentForm.h"
#include "ui/model/StudentsModel.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::ui::model;

namespace {

storage::StudentRow row(const std::string& surname, const std::string& given, const std::string& classUnit,
                        const std::string& number = {}) {
    storage::StudentRow r;
    SeededRng rng(std::hash<std::string>{}(surname + given + classUnit));
    r.student.id = {Uuid::v7(test::FixedClock(), rng)};
    r.student.surname = surname;
    r.student.givenNames = given;
    r.student.classUnit = classUnit;
    r.student.registerNumber = number;
    return r;
}

std::vector<std::string> column(const StudentsModel& m, StudentsModel::Column c) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < m.size(); ++i)
        out.push_back(m.text(i, c));
    return out;
}

constexpr Date kToday{std::chrono::year(2026), std::chrono::month(9), std::chrono::day(1)};

} // namespace

TEST_CASE("pupils are sorted in Polish order, and a second click turns it round") {
    StudentsModel m;
    m.setRows({row("Zając", "Ola", "1A"), row("Łoś", "Jan", "1A"), row("Ćwik", "Ewa", "1A"),
               row("Lis", "Iza", "1A"), row("Cebula", "Ada", "1A")});
    m.sortBy(StudentsModel::surname);
    CHECK(column(m, StudentsModel::surname) ==
          std::vector<std::string>{"Cebula", "Ćwik", "Lis", "Łoś", "Zając"});
    m.sortBy(StudentsModel::surname);
    CHECK(column(m, StudentsModel::surname) ==
          std::vector<std::string>{"Zając", "Łoś", "Lis", "Ćwik", "Cebula"});
}

TEST_CASE("classes and register numbers are sorted as people count") {
    StudentsModel m;
    m.setRows(
        {row("A", "a", "10A", "12/2020"), row("B", "b", "2B", "2/2020"), row("C", "c", "1C", "101/2020")});
    CHECK(m.text(0, StudentsModel::classUnit) == "1C");
    CHECK(m.text(2, StudentsModel::classUnit) == "10A");
    m.sortBy(StudentsModel::registerNumber);
    CHECK(column(m, StudentsModel::registerNumber) ==
          std::vector<std::string>{"2/2020", "12/2020", "101/2020"});
}

TEST_CASE("a pupil is found after the order changed, and not when gone") {
    StudentsModel m;
    const auto a = row("A", "a", "2A");
    const auto b = row("B", "b", "1A");
    m.setRows({a, b});
    CHECK(m.find(a.student.id) == 1);
    m.sortBy(StudentsModel::surname);
    CHECK(m.find(a.student.id) == 0);
    m.setRows({b});
    CHECK(m.find(a.student.id) == -1);
}

TEST_CASE("the PESEL is judged while it is typed") {
    setLanguage(Language::english);
    CHECK(peselHint("").words.empty());
    CHECK_FALSE(peselHint("44051").complaint);
    CHECK(peselHint("4405140145a").complaint);
    CHECK(peselHint("44051401459").complaint);
    CHECK(peselHint("440514014581").complaint);
    const auto right = peselHint("44051401458");
    CHECK_FALSE(right.complaint);
    CHECK(right.words.find("14.05.1944") != std::string::npos);
}

TEST_CASE("a form with faults gives no pupil and names each fault") {
    StudentForm f;
    f.birthDate = "31.02.2011";
    f.pesel = "44051401459";
    f.documentKind = "paszport";
    const auto checked = f.check({}, kToday);
    CHECK_FALSE(checked.student);
    using F = StudentForm::Field;
    for (const F field : {F::surname, F::givenNames, F::birthDate, F::pesel, F::document})
        CHECK(checked.problems.count(field) == 1);
}

TEST_CASE("a right form gives the pupil, tidied, and keeps id and version") {
    domain::Student base = row("x", "y", "z").student;
    base.version = 7;
    StudentForm f = StudentForm::of(base);
    f.surname = "  Nowak-Kowalska ";
    f.givenNames = "Anna  Maria";
    f.classUnit = "1 a";
    f.pesel =
        domain::makePesel(Date{std::chrono::year(2011), std::chrono::month(3), std::chrono::day(2)}, 124)
            .text();
    const auto checked = f.check(base, kToday);
    REQUIRE(checked.student);
    CHECK(checked.student->surname == "Nowak-Kowalska");
    CHECK(checked.student->givenNames == "Anna Maria");
    CHECK(checked.student->classUnit == "1A");
    CHECK(checked.student->id == base.id);
    CHECK(checked.student->version == 7);
    // The birth date was not typed: the PESEL knows it.
    REQUIRE(checked.student->birthDate);
    CHECK(toPolish(*checked.student->birthDate) == "02.03.2011");
}

TEST_CASE("a PESEL that disagrees with the birth date is a hint, never a block") {
    StudentForm f;
    f.surname = "Nowak";
    f.givenNames = "Jan";
    f.pesel = "44051401458";
    f.birthDate = "15.05.1944";
    const auto checked = f.check({}, kToday);
    CHECK(checked.student);
    CHECK(checked.hints.count(StudentForm::Field::birthDate) == 1);
}

TEST_CASE("a birth in the future is refused") {
    StudentForm f;
    f.surname = "Nowak";
    f.givenNames = "Jan";
    f.birthDate = "02.09.2026";
    CHECK_FALSE(f.check({}, kToday).student);
    f.birthDate = "01.09.2026";
    CHECK(f.check({}, kToday).student);
}

TEST_CASE("exceptions from the photo rules go through the form") {
    domain::Student base;
    base.surname = "Nowak";
    base.givenNames = "Ewa";
    base.pesel = domain::Pesel::parse("44051401458");
    base.photoExceptions = {{domain::PhotoExceptionKind::glasses, "photophobia"}};
    StudentForm form = StudentForm::of(base);
    CHECK(form.check(base, kToday).student->photoExceptions == base.photoExceptions);
    form.exceptions[domain::PhotoExceptionKind::headwear] = "  headscarf ";
    form.exceptions[domain::PhotoExceptionKind::glasses] = " ";
    const auto changed = form.check(base, kToday).student.value();
    REQUIRE(changed.photoExceptions.size() == 1);
    CHECK(changed.photoExceptions[0] ==
          domain::PhotoExceptionFlag{domain::PhotoExceptionKind::headwear, "headscarf"});
}
