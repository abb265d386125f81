// What a school year asks of an office, on the command line: times of keeping, the age of photos, earlier
// years, a pupil's story.
#include "cli/Run.h"

#include "app/RetentionService.h"
#include "app/YearChange.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using test::Cli;

namespace {

/// A school that was worked in some years ago: the clock of the program itself cannot be set.
struct LongAgo {
    const Cli& cli;
    test::FixedClock clock{"2020-02-10T10:00:00.000Z"};
    SystemRng rng;
    std::unique_ptr<app::Office> office;
    int count = 0;

    explicit LongAgo(const Cli& program)
        : cli(program),
          office(app::Office::create(program.dir / "replica", test::sampleSchool(), clock, rng).value()) {}

    StudentId pupil(const std::string& classUnit, const std::string& surname) {
        Student s = test::sampleStudent(count++);
        s.classUnit = classUnit;
        s.surname = surname;
        s.id = {Uuid::v7(clock, rng)};
        const StudentId id = s.id;
        office->replica().commit(office->mutation(id.uuid, PutStudent{std::move(s)})).value();
        return id;
    }
    StudentId photo(const std::string& classUnit, const std::string& surname) {
        const auto id = pupil(classUnit, surname);
        app::ReviewService(*office)
            .submit(id, test::sampleJpeg(count), "a.jpg", PhotoChannel::office, office->clerk(), true)
            .value();
        return id;
    }
};

} // namespace

TEST_CASE("retention on the command line: rules, a preview that erases nothing, and a yes") {
    Cli cli;
    {
        LongAgo school(cli);
        const auto id = school.photo("1A", "Adamska");
        school.photo("1A", "Babicka");
        app::ReviewService(*school.office).reject(id, {RejectionReason::blurred}, "").value();
    }
    const auto statuses = [&] {
        return cli({"photo", "list", "--status", "rejected", "--json"}).json().size();
    };
    const auto none = cli({"retention", "apply"});
    CHECK(none.exitCode == 0); // without rules there is nothing to erase
    CHECK(none.out.find("Nie ma zdjęć") != std::string::npos);
    CHECK(cli({"retention", "apply", "--yes"}).exitCode == 0);
    CHECK(cli({"retention", "rules", "--json"}).json()["rejectedPhotoDays"] == 0);
    CHECK(cli({"retention", "rules", "--rejected-photos", "-1"}).exitCode != 0);
    CHECK(cli({"retention", "rules", "--rejected-photos", "4000"}).exitCode == 1);
    const auto rules = cli({"retention", "rules", "--rejected-photos", "30", "--photos-of-leavers", "365"});
    REQUIRE(rules.exitCode == 0);
    CHECK(rules.out.find("365") != std::string::npos);
    CHECK(cli({"retention", "rules", "--rejected-photos", "60", "--json"}).json()["leaverPhotoDays"] == 365);

    const Json preview = cli({"retention", "preview", "--json"}).json();
    REQUIRE(preview.size() == 1);
    CHECK(preview[0]["rule"] == "rejectedPhoto");
    CHECK(preview[0]["days"] == 60);
    CHECK(preview[0]["label"].get<std::string>().find("Adamska") != std::string::npos);
    const auto asked = cli({"retention", "apply"});
    CHECK(asked.exitCode == 1); // a script must see that nothing was done
    CHECK(asked.err.find("--yes") != std::string::npos);
    CHECK(statuses() == 1);
    const auto erased = cli({"retention", "apply", "--yes", "--json"});
    CHECK(erased.exitCode == 0);
    CHECK(erased.json().size() == 1);
    CHECK(statuses() == 0);
    CHECK(cli({"photo", "list", "--status", "accepted", "--json"}).json().size() == 1);
    CHECK(cli({"retention", "apply", "--json"}).out == "[]\n");
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("the age of photos is listed by class, and new ones are asked for where they are older") {
    Cli cli;
    {
        LongAgo school(cli);
        school.photo("1A", "Adamska");
        school.photo("2B", "Babicka");
        const auto waits = school.photo("2B", "Cicha");
        school.pupil("2B", "Dudek");
        app::ReviewService(*school.office).requestDeletion(waits, {Role::guardian, "Adam Cichy", ""}).value();
    }
    const Json all = cli({"photo", "age", "--json"}).json();
    REQUIRE(all.size() == 3);
    CHECK(all[0]["name"].get<std::string>().starts_with("Adamska"));
    CHECK(all[0]["sent"] == "2020-02-10");
    CHECK(all[0]["months"].get<int>() >= 80); // written in November 2026
    const auto words = cli({"photo", "age", "--class", "2B"});
    CHECK(words.out.find("10.02.2020") != std::string::npos);
    CHECK(words.out.find("Adamska") == std::string::npos);
    CHECK(words.err.find("2B: zaakceptowane zdjęcia: 2") != std::string::npos);
    CHECK(cli({"photo", "age", "--older-than", "50", "--json"}).out == "[]\n");
    CHECK(cli({"photo", "age", "--older-than", "50"}).exitCode == 0);
    CHECK(cli({"photo", "age", "--older-than", "0"}).exitCode == 2);

    CHECK(cli({"photo", "ask-new"}).exitCode == 2); // how old?
    const auto accepted = [&] {
        return cli({"photo", "list", "--status", "accepted", "--json"}).json().size();
    };
    CHECK(cli({"photo", "ask-new", "--older-than", "5", "--dry-run", "--json"}).json().size() == 2);
    CHECK(accepted() == 2);
    const auto asked =
        cli({"photo", "ask-new", "--older-than", "5", "--class", "2B", "--note", "Prosimy o nowe."});
    CHECK(asked.exitCode == 0);
    CHECK(asked.err.find("pominięto: 1") != std::string::npos); // the family waits for an answer
    CHECK(accepted() == 1);
    const Json messages = cli({"messages", "list", "--json"}).json();
    CHECK(dumpJson(messages).find("Prosimy o nowe.") != std::string::npos);
    const auto again = cli({"photo", "ask-new", "--older-than", "5", "--class", "2B"});
    CHECK(again.exitCode == 0);
    CHECK(again.err.find("Nie ma zdjęcia") != std::string::npos);
    REQUIRE(cli({"photo", "undo"}).exitCode == 0);
    CHECK(accepted() == 2);
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("an earlier school year is shown with the classes of then, and a pupil's story day by day") {
    Cli cli;
    StudentId id;
    {
        LongAgo school(cli);
        id = school.photo("1A", "Adamska");
        school.clock = test::FixedClock("2020-09-02T10:00:00.000Z");
        app::YearChange(*school.office).make("2020/2021", {{"1A", ClassStep::Kind::up, "2A"}}).value();
    }
    const auto then = cli({"year", "show", "2019/2020"});
    CHECK(then.exitCode == 0);
    CHECK(then.out.find("1A") != std::string::npos);
    CHECK(then.out.find("2A") == std::string::npos);
    CHECK(cli({"year", "show", "2020/2021", "--json"}).out.find("2A") != std::string::npos);
    const auto bad = cli({"year", "show", "2020"});
    CHECK(bad.exitCode == 1);
    CHECK(bad.err.find("2026/2027") != std::string::npos); // how it is written

    const auto story = cli({"students", "story", id.toString()});
    CHECK(story.exitCode == 0);
    CHECK(story.out.find("10.02.2020") != std::string::npos);
    REQUIRE(cli({"students", "story", id.toString(), "--out", cli.path("story.pdf")}).exitCode == 0);
    CHECK(test::slurp(cli.dir / "story.pdf").starts_with("%PDF"));
    CHECK(cli({"students", "story", id.toString(), "--json"}).json().is_object());
    CHECK(cli({"students", "story", "nikt"}).exitCode == 2);
    CHECK(cli({"students", "story"}).exitCode == 2);
}
