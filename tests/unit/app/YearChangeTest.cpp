#include "app/YearChange.h"

#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <map>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using Kind = ClassStep::Kind;
using test::SampleOffice;

namespace {

struct School3 : SampleOffice {
    std::map<std::string, StudentId> pupils; ///< by their class at the beginning

    School3() {
        for (const char* unit : {"1A", "2A", "8B", "zerówka"}) {
            Student s = test::sampleStudent(count++);
            s.classUnit = unit;
            pupils[unit] = add(s);
        }
    }
    std::string now() {
        std::string text;
        for (const auto& [before, id] : pupils) {
            const Student s = office->replica().students().get(id).value().student;
            text += (text.empty() ? "" : ", ") + before + ">" + (s.left ? "left" : s.classUnit);
        }
        return text;
    }
    std::string reached() { return classesOf(office->replica().school().value()); }
    static std::vector<ClassStep> steps(const YearChange::Preview& preview) {
        std::vector<ClassStep> steps;
        for (const auto& line : preview.lines)
            steps.push_back(line.step);
        return steps;
    }
    bool verified() { return office->replica().care().verify()->ok(); }
};

constexpr const char* kBefore = "1A>1A, 2A>2A, 8B>8B, zerówka>zerówka";
constexpr const char* kAfter = "1A>2A, 2A>3A, 8B>left, zerówka>zerówka";

} // namespace

TEST_CASE("year change: the preview names every class, and the change does what it said") {
    School3 s; // the clock of the tests stands at 1 September 2026
    YearChange change(*s.office);
    const auto preview = change.preview().value();
    CHECK(preview.year == "2026/2027");
    CHECK(preview.reached.empty());
    REQUIRE(preview.lines.size() == 4);
    CHECK(preview.lines[0].pupils == 1);
    CHECK(s.now() == kBefore); // a preview changes nothing
    const auto made = change.make(preview.year, School3::steps(preview)).value();
    CHECK(made.changed.size() == 3);
    CHECK(s.now() == kAfter);
    CHECK(s.reached() == "2026/2027");
    CHECK(change.preview()->reached == "2026/2027");
    CHECK(s.verified());
}

TEST_CASE("year change: the same year is not promoted twice, the next one is") {
    School3 s;
    YearChange change(*s.office);
    REQUIRE(change.make("2026/2027", School3::steps(change.preview().value())));
    const auto again = change.make("2026/2027", School3::steps(change.preview().value()));
    CHECK(again.error().code == ErrorCode::valueInvalid);
    CHECK(again.error().value("reason").find("2026/2027") != std::string::npos);
    CHECK(s.now() == kAfter);
    REQUIRE(change.make("2027/2028", {{"2A", Kind::up, "3A"}, {"3A", Kind::up, "4B"}}));
    CHECK(s.now() == "1A>3A, 2A>4B, 8B>left, zerówka>zerówka");
}

TEST_CASE("year change: it is taken back after the next start of the program") {
    School3 s;
    REQUIRE(YearChange(*s.office).make("2026/2027", School3::steps(YearChange(*s.office).preview().value())));
    SECTION("as a whole") {
        const auto outcome = YearChange(*s.office).takeBack().value();
        CHECK(outcome.restored == 3);
        CHECK(s.now() == kBefore);
        CHECK(s.reached().empty());
        CHECK(YearChange(*s.office).takeBack().error().code == ErrorCode::nothingToUndo);
        REQUIRE(
            YearChange(*s.office).make("2026/2027", School3::steps(YearChange(*s.office).preview().value())));
        CHECK(s.now() == kAfter);
    }
    SECTION("a pupil who was moved by hand since stays there") {
        Student moved = s.office->replica().students().get(s.pupils["1A"])->student;
        moved.classUnit = "2C";
        REQUIRE(s.office->replica().commit(
            s.office->mutation(moved.id.uuid, PutStudent{moved}, s.office->clerk(), moved.version)));
        const auto outcome = YearChange(*s.office).takeBack().value();
        CHECK(outcome.restored == 2);
        CHECK(outcome.kept == 1);
        CHECK(s.now() == "1A>2C, 2A>2A, 8B>8B, zerówka>zerówka");
    }
    SECTION("with the imports, as the window does") {
        REQUIRE(YearChange(*s.office).takeBack());
        const auto made = YearChange(*s.office)
                              .make("2026/2027", School3::steps(YearChange(*s.office).preview().value()))
                              .value();
        REQUIRE(ImportUndo(*s.office).takeBack(made));
        CHECK(s.now() == kBefore);
        CHECK(s.reached().empty());
        CHECK(YearChange(*s.office).takeBack().error().code == ErrorCode::nothingToUndo);
    }
    CHECK(s.verified());
}

TEST_CASE("year change: nothing is done by halves") {
    School3 s;
    YearChange change(*s.office);
    CHECK(change.make("2026", School3::steps(change.preview().value())).error().code ==
          ErrorCode::valueInvalid);
    CHECK(change.make("2026/2027", {{"1A", Kind::up, "2A"}, {"2A", Kind::up, ""}}).error().code ==
          ErrorCode::valueInvalid);
    CHECK(change.make("2026/2027", {{"3A", Kind::leave, ""}}).error().code == ErrorCode::nothingToDo);
    CHECK(s.now() == kBefore);
    CHECK(s.reached().empty());
    CHECK(change.takeBack().error().code == ErrorCode::nothingToUndo);
}
