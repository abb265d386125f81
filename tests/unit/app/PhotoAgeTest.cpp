#include "app/PhotoAge.h"

#include "base/Translate.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

struct Aged : SampleOffice {
    PhotoAge service{*office};

    Aged() { clock = test::FixedClock("2022-02-28T10:00:00.000Z"); }
    StudentId photo(const std::string& classUnit, const std::string& surname) {
        Student s = test::sampleStudent(count++);
        s.classUnit = classUnit;
        s.surname = surname;
        const auto id = add(s);
        review.submit(id, test::sampleJpeg(count), "a.jpg", PhotoChannel::office, office->clerk(), true)
            .value();
        return id;
    }
    void to(const char* iso) { clock = test::FixedClock(iso); }
    /// "1A:Kowal/24 2B:Nowak/0": full months.
    std::string listed(const PhotoAge::Wanted& wanted = {}) {
        std::string text;
        for (const auto& item : service.list(wanted).value())
            text += (text.empty() ? "" : " ") + item.classUnit + ":" +
                    item.name.substr(0, item.name.find(' ')) + "/" + std::to_string(item.months);
        return text;
    }
    PhotoFile file(StudentId id) { return office->replica().photos().file(id).value(); }
};

} // namespace

TEST_CASE("photo age: full months by the calendar, and words for them") {
    const auto between = [](const char* from, const char* to) {
        return monthsBetween(*dateFromIso(from), *dateFromIso(to));
    };
    CHECK(between("2026-01-31", "2026-02-27") == 0);
    CHECK(between("2026-01-31", "2026-02-28") == 1); // the last day of a shorter month
    CHECK(between("2024-02-29", "2025-02-28") == 12);
    CHECK(between("2020-09-15", "2026-09-14") == 71);
    CHECK(between("2026-09-15", "2026-09-01") == 0); // a clock that was set back
    setLanguage(Language::english);
    CHECK(ageText(0) == "0 months");
    CHECK(ageText(1) == "1 month");
    CHECK(ageText(12) == "1 year");
    CHECK(ageText(27) == "2 years, 3 months");
}

TEST_CASE("photo age: by class, the oldest first, and a year is over after its day") {
    Aged s;
    s.photo("1A", "Zalas");
    s.to("2024-06-10T10:00:00.000Z");
    s.photo("1A", "Adamska");
    s.photo("2B", "Babicka");
    s.add(); // without a photo
    s.to("2027-02-28T10:00:00.000Z");
    CHECK(s.listed() == "1A:Zalas/60 1A:Adamska/32 2B:Babicka/32");
    CHECK(s.listed({"2B", 0}) == "2B:Babicka/32");
    CHECK(s.listed({"", 5}).empty()); // five years to the day are not more than five
    s.to("2027-03-01T10:00:00.000Z");
    CHECK(s.listed({"", 5}) == "1A:Zalas/60");
    const auto classes = byClass(s.service.list({}).value());
    REQUIRE(classes.size() == 2);
    CHECK(classes[0].photos == 2);
    CHECK(classes[0].oldestMonths == 60);
}

TEST_CASE("photo age: the families are asked, the photos stay, and one undo takes all of it back") {
    Aged s;
    const auto first = s.photo("1A", "Zalas"), second = s.photo("1A", "Adamska");
    s.to("2027-03-01T10:00:00.000Z");
    const auto items = s.service.list({"", 5}).value();
    REQUIRE(items.size() == 2);
    const auto asked = s.service.askForNew(items, "Zdjęcie sprzed pięciu lat.").value();
    CHECK(asked.done.size() == 2);
    CHECK(asked.refused.empty());
    const PhotoFile file = s.file(first);
    const auto* rejected = std::get_if<RejectedPhoto>(&file.state);
    REQUIRE(rejected);
    CHECK(rejected->rejection.reasons == std::vector{RejectionReason::outdated});
    CHECK(s.office->replica().blobs().has(rejected->photo.blob));
    storage::MessageFilter filter;
    filter.student = first;
    const auto messages = s.office->replica().history().messages(filter).value();
    REQUIRE_FALSE(messages.empty());
    CHECK(messages[0].message.text().find("sprzed pięciu lat") != std::string::npos);
    CHECK(s.listed().empty());
    REQUIRE(s.review.undo().value().size() == 2);
    CHECK(s.file(first).status() == PhotoStatus::accepted);
    CHECK(s.file(second).status() == PhotoStatus::accepted);
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE(
    "photo age: what changed since the list, and what a family waits for, is left out with the reason") {
    Aged s;
    const auto newer = s.photo("1A", "Nowsza"), deletes = s.photo("1A", "Usuwa"),
               cropped = s.photo("1A", "Z");
    s.to("2027-03-01T10:00:00.000Z");
    s.review.requestDeletion(deletes, s.parent()).value();
    const auto items = s.service.list({}).value();
    REQUIRE(items.size() == 3);
    CHECK(std::ranges::count(items, PhotoStatus::deletionRequested, &PhotoAge::Item::status) == 1);
    s.review.submit(newer, test::sampleJpeg(77), "b.jpg", PhotoChannel::panel, s.parent()).value();
    const auto asked = s.service.askForNew(items, "").value();
    CHECK(asked.done == std::vector{cropped});
    REQUIRE(asked.refused.size() == 2);
    CHECK(asked.refused.at(newer).code == ErrorCode::versionChanged);
    CHECK(asked.refused.at(deletes).code == ErrorCode::wrongStatus);
    CHECK(s.file(newer).status() == PhotoStatus::changeRequested);
    CHECK(s.file(deletes).status() == PhotoStatus::deletionRequested);
}
