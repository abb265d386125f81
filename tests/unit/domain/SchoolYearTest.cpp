#include "domain/SchoolYear.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using Kind = ClassStep::Kind;

namespace {

Student pupil(const std::string& classUnit, std::uint8_t n) {
    Student s;
    s.id.uuid = Uuid::parse("00000000-0000-7000-8000-0000000000" + std::to_string(10 + n)).value();
    s.classUnit = classUnit;
    return s;
}

std::string text(const std::vector<ClassStep>& steps) {
    std::string text;
    for (const ClassStep& s : steps)
        text += (text.empty() ? "" : ", ") + s.classUnit + ">" +
                (s.kind == Kind::leave  ? "leave"
                 : s.kind == Kind::stay ? "stay"
                                        : s.next);
    return text;
}

} // namespace

TEST_CASE("school year: a class has its next one, by Arabic or Roman number") {
    CHECK(classAfter("1A") == "2A");
    CHECK(classAfter("3 b") == "4 b");
    CHECK(classAfter("0A") == "1A");
    CHECK(classAfter("9") == "10");
    CHECK(classAfter("IV b") == "V b");
    CHECK(classAfter("VIIIc") == "IXc");
    CHECK(classAfter("IIIA") == "IVA");
    CHECK(classAfter("1TI") == "2TI");
    for (const char* none : {"", "A1", "zerówka", "13A", "2027", "IIIIA", "-1A", "12B"}) {
        INFO(none);
        CHECK_FALSE(classAfter(none));
    }
    CHECK(gradeOf("VIIIc") == 8);
    CHECK(gradeOf("12B") == 12);
}

TEST_CASE("school year: the highest grade leaves, a class without a grade stays") {
    CHECK(text(suggestedSteps({"1A", "1B", "7A", "8A", "8B", "zerówka"})) ==
          "1A>2A, 1B>2B, 7A>8A, 8A>leave, 8B>leave, zerówka>stay");
    CHECK(text(suggestedSteps({"zerówka"})) == "zerówka>stay");
    CHECK(suggestedSteps({}).empty());
}

TEST_CASE("school year: a promotion names the class of each pupil, the school's record first") {
    School school;
    Student gone = pupil("8A", 4);
    gone.left = true;
    const std::vector<Student> pupils{pupil("1A", 1), pupil("8A", 2), pupil("zerówka", 3), gone};
    const auto steps = suggestedSteps({"1A", "8A", "zerówka"});
    const auto changes = promotion(school, pupils, steps, "2027/2028").value();
    REQUIRE(changes.size() == 3);
    const auto after = std::get<PutSchool>(changes[0].second).school;
    CHECK(classesOf(after) == "2027/2028");
    CHECK(std::get<PutStudent>(changes[1].second).student.classUnit == "2A");
    CHECK(std::get<PutStudent>(changes[2].second).student.left);
    CHECK(std::get<PutStudent>(changes[2].second).student.classUnit == "8A");

    CHECK(promotion(after, pupils, steps, "2027/2028").error().code == ErrorCode::valueInvalid);
    CHECK(promotion(after, pupils, steps, "2026/2027").error().code == ErrorCode::valueInvalid);
    CHECK(promotion(after, pupils, steps, "2028/2029"));
    CHECK(promotion(school, pupils, steps, "2027").error().code == ErrorCode::valueInvalid);
    CHECK(promotion(school, pupils, {}, "2027/2028").error().code == ErrorCode::nothingToDo);
    CHECK(promotion(school, pupils, {{"1A", Kind::up, " "}}, "2027/2028").error().code ==
          ErrorCode::valueInvalid);
}

TEST_CASE("school year: the year of the classes keeps what a later program wrote beside it") {
    School school;
    school.laterFields.json = R"({"canteen":true})";
    CHECK(classesOf(school).empty());
    setClassesOf(school, "2027/2028");
    CHECK(classesOf(schoolFromJson(toJson([&] {
                        School full = school;
                        full.name = "S";
                        full.headteacher = "H";
                        full.address.city = "C";
                        return full;
                    }()))
                        .value()) == "2027/2028");
    CHECK(school.laterFields.json.find("canteen") != std::string::npos);
    setClassesOf(school, "");
    CHECK(school.laterFields.json == R"({"canteen":true})");
    School bare;
    setClassesOf(bare, "2027/2028");
    setClassesOf(bare, "");
    CHECK(bare == School{});
}
