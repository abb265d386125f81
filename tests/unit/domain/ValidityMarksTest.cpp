#include "domain/Check.h"
#include "domain/Rebuild.h"
#include "domain/Reconcile.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

Date day(int year, unsigned month, unsigned d) {
    return Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(d));
}

ValidityMark mark(int year, int place) {
    ValidityMark m;
    m.schoolYear = std::to_string(year) + "/" + std::to_string(year + 1);
    m.validUntil = day(year + 1, 9, 30);
    m.place = place;
    m.placedOn = day(year, 9, 4);
    m.placedBy = "Anna Wójcik";
    return m;
}

Mutation change(MarkChange c) {
    Mutation m = mutation(100, AcceptPhoto{});
    m.change = std::move(c);
    return m;
}

ValidityMarks marked(std::vector<ValidityMark> list) {
    ValidityMarks marks;
    marks.id = CardId{change(VoidMark{}).entityId};
    marks.marks = std::move(list);
    marks.version = static_cast<std::int64_t>(marks.marks.size());
    return marks;
}

ErrorCode refused(const ValidityMarks& now, MarkChange c) {
    const auto result = apply(&now, change(std::move(c)));
    return result ? ErrorCode::internal : result.error().code;
}

} // namespace

TEST_CASE("a validity mark goes on the next place, once a year, and never on a taken place") {
    const ValidityMarks* none = nullptr;
    const ValidityMarks first = apply(none, change(PlaceMark{mark(2026, 1)})).value();
    CHECK(first.version == 1);
    REQUIRE(first.until(day(2027, 9, 30)));
    CHECK(first.nextPlace() == 2);
    CHECK(refused(first, PlaceMark{mark(2026, 2)}) == ErrorCode::markExists);
    CHECK(refused(first, PlaceMark{mark(2027, 1)}) == ErrorCode::markPlaceTaken);
    CHECK(refused(first, PlaceMark{mark(2027, 0)}) == ErrorCode::valueInvalid);
    CHECK(refused(first, PlaceMark{mark(2027, 9)}) == ErrorCode::valueInvalid);
    ValidityMark noYear = mark(2027, 2);
    noYear.schoolYear = "2027/2029";
    CHECK(refused(first, PlaceMark{noYear}) == ErrorCode::valueInvalid);
    CHECK(apply(&first, change(PlaceMark{mark(2027, 2)}))->places() == 2);
}

TEST_CASE("the ninth validity mark is refused, and the eighth is not") {
    std::vector<ValidityMark> seven;
    for (int i = 1; i < kMarkPlaces; ++i)
        seven.push_back(mark(2018 + i, i));
    const ValidityMarks full =
        apply(std::make_unique<ValidityMarks>(marked(seven)).get(), change(PlaceMark{mark(2026, 8)})).value();
    CHECK_FALSE(full.nextPlace());
    const auto ninth = apply(&full, change(PlaceMark{mark(2027, 8)}));
    REQUIRE_FALSE(ninth);
    CHECK(ninth.error().code == ErrorCode::markPlacesFull);
    CHECK(ninth.error().value("count") == "8");
}

TEST_CASE("a wrong validity mark is voided with a reason, stays to be seen and gives its place back") {
    const ValidityMarks one = marked({mark(2026, 1)});
    CHECK(refused(one, VoidMark{day(2027, 9, 30), ""}) == ErrorCode::valueRequired);
    CHECK(refused(one, VoidMark{day(2028, 9, 30), "pomyłka"}) == ErrorCode::nothingToUndo);
    const ValidityMarks off = apply(&one, change(VoidMark{day(2027, 9, 30), "pomyłka"})).value();
    REQUIRE(off.marks.size() == 1);
    CHECK(off.marks[0].voided == "pomyłka");
    CHECK(off.nextPlace() == 1);
    const ValidityMarks again = apply(&off, change(PlaceMark{mark(2026, 1)})).value();
    CHECK(again.marks.size() == 2);
    CHECK(again.places() == 1);
}

TEST_CASE("a place that was left free is taken only when the last one is full") {
    CHECK(marked({mark(2020, 1), mark(2021, 3)}).nextPlace() == 4);
    CHECK(marked({mark(2020, 1), mark(2021, 8)}).nextPlace() == 2);
}

TEST_CASE("two offices mark one card while apart") {
    const ValidityMarks here = marked({mark(2026, 1)});
    const ValidityMarks* none = nullptr;
    CHECK(reconcile(&here, change(PlaceMark{mark(2026, 1)}), none).verdict == Verdict::same);
    CHECK(reconcile(&here, change(PlaceMark{mark(2026, 2)}), none).verdict == Verdict::conflict);
    CHECK(reconcile(&here, change(PlaceMark{mark(2027, 1)}), none).verdict == Verdict::conflict);
    CHECK(reconcile(&here, change(PlaceMark{mark(2027, 2)}), none).verdict == Verdict::applied);
    CHECK(reconcile(&here, change(PlaceMark{mark(2027, 1)}), &here).verdict == Verdict::rejected);
    const ValidityMarks off = apply(&here, change(VoidMark{day(2027, 9, 30), "pomyłka"})).value();
    CHECK(reconcile(&off, change(VoidMark{day(2027, 9, 30), "inny powód"}), &here).verdict == Verdict::same);

    // Mine after all: the other office's place is voided first.
    const auto way = redo(&here, change(PlaceMark{mark(2026, 2)}), none).value();
    REQUIRE(way.size() == 2);
    CHECK(std::get<VoidMark>(std::get<MarkChange>(way[0])).validUntil == day(2027, 9, 30));
}

TEST_CASE("the validity marks of a lost server are made anew") {
    ValidityMarks marks = marked({mark(2026, 2), mark(2026, 1), mark(2027, 2)});
    marks.marks[0].voided = "krzywo naklejony";
    std::optional<ValidityMarks> made;
    for (const RebuildStep& step : rebuild(marks, {Role::clerk, "Ewa", "PC"}, Timestamp{}))
        made = apply(made ? &*made : nullptr, step.mutation).value();
    REQUIRE(made);
    CHECK(made->marks == marks.marks);
    CHECK(validityMarksFromJson(toJson(*made)).value() == *made);
}

TEST_CASE("until when a mark holds is the school's setting for the type of card") {
    School school;
    CHECK(validityEnds(school, "MEiN-I/1", "2026/2027") == std::vector{day(2027, 9, 30)});
    CHECK(validityEnds(school, "MEiN-I/1", "2026").empty());
    school.validityEnds = {{"MEiN-I/2", 9, 30, {}}, {"MEiN-I/2", 3, 31, {}}, {"MEiN-I/5-N", 2, 31, {}}};
    CHECK(validityEnds(school, "MEiN-I/2", "2026/2027") == std::vector{day(2027, 3, 31), day(2027, 9, 30)});
    CHECK(validityEnds(school, "MEiN-I/5-N", "2027/2028") == std::vector{day(2028, 2, 29)});
    CHECK(validityEnds(school, "MEiN-I/1", "2026/2027") == std::vector{day(2027, 9, 30)});
    CHECK(schoolFromJson(toJson(school)).error().code == ErrorCode::valueRequired); // it has no name yet
    school.name = "Szkoła";
    school.address = {"Łąkowa 3", "80-743", "Gdańsk"};
    school.headteacher = "Grażyna Śliwińska";
    school.duplicateFees = {{day(2026, 9, 1), 900, {}}};
    CHECK(schoolFromJson(toJson(school)).value() == school);

    const auto admitted = [](const School& s) {
        Mutation m = change(VoidMark{});
        m.change = PutSchool{s};
        return admit(m, nullptr, day(2026, 9, 1));
    };
    CHECK(admitted(school));
    School wrong = school;
    wrong.validityEnds[0].month = 13;
    CHECK(admitted(wrong).error().code == ErrorCode::valueInvalid);
    wrong = school;
    wrong.duplicateFees[0].grosze = -1;
    CHECK(admitted(wrong).error().code == ErrorCode::valueInvalid);
}
