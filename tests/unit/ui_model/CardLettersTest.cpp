#include "ui/model/SchoolForm.h"
#include "ui/model/StudentForm.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::ui::model;

namespace {
const Date kToday = *dateFromIso("2026-09-01");
}

TEST_CASE("a pupil's form refuses a letter that no card can show, beside its field") {
    StudentForm form;
    form.surname = "Nguyễn";
    form.givenNames = "Châu 李";
    form.birthDate = "04.03.2015";
    form.documentKind = "paszport";
    form.documentNumber = "C1⚓";
    const auto checked = form.check({}, kToday);
    CHECK_FALSE(checked.student);
    CHECK(checked.problems.count(StudentForm::Field::surname) == 0);
    CHECK(checked.problems.at(StudentForm::Field::givenNames).find("李") != std::string::npos);
    CHECK(checked.problems.at(StudentForm::Field::document).find("⚓") != std::string::npos);
    form.givenNames = "Châu";
    form.documentNumber = "C1";
    CHECK(form.check({}, kToday).student);
}

TEST_CASE("a school's form refuses letters that no card can show") {
    SchoolForm form;
    form.name = "Szkoła ⚓";
    form.street = "ul. Morska 5";
    form.postcode = "81-001";
    form.city = "Gdynia";
    form.headteacher = "Halina Śniegocka-Wrzos";
    const auto checked = form.check({}, kToday);
    CHECK_FALSE(checked.school);
    CHECK(checked.problems.at(SchoolForm::Field::name).find("⚓") != std::string::npos);
    form.name = "Szkoła nr 77 „Iskierka”";
    CHECK(form.check({}, kToday).school);
    form.street = "ul. 李";
    CHECK(form.check({}, kToday).problems.count(SchoolForm::Field::city) == 1);
}
