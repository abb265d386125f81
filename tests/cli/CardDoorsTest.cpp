// What may reach a card, as the command line tells it: letters of the school, dates of issue.
#include "cli/Run.h"

#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using test::Cli;

namespace {

std::string school(const std::string& name) {
    return R"({"name": ")" + name +
           R"(", "address": {"street": "ul. Morska 5", "postcode": "81-001", "city": "Gdynia"},
            "rspo": 12345, "headteacher": "Halina Śniegocka-Wrzos"})";
}

/// One pupil, born on 4 March 2015, whose photo is accepted.
void fill(const Cli& cli) {
    REQUIRE(cli({"init", "--school", cli.write("school.json", school("Szkoła nr 77"))}).exitCode == 0);
    const std::string list =
        "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa;Rodzaj dokumentu;Numer dokumentu\n"
        "1;Nguyễn;Châu;04.03.2015;1A;paszport;CZ123456\n";
    REQUIRE(cli({"import", "students", cli.write("students.csv", list)}).exitCode == 0);
    platform::writeFileAtomically(cli.dir / "a.jpg", test::sampleJpeg(1)).value();
    REQUIRE(cli({"photo", "submit", "1", cli.path("a.jpg")}).exitCode == 0);
    REQUIRE(cli({"photo", "accept", "1"}).exitCode == 0);
}

} // namespace

TEST_CASE("init refuses a school whose name no card can show, and names the letter") {
    Cli cli;
    const auto refused = cli({"init", "--school", cli.write("school.json", school("Iskierka ⚓"))});
    CHECK(refused.exitCode == 1);
    CHECK(refused.err.find("„⚓”") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(cli.dir / "replica" / "replica.sqlite"));
}

TEST_CASE("the school's data can be corrected from the command line") {
    Cli cli;
    fill(cli);
    CHECK(cli({"school", "show", "--json"}).json()["rspo"] ==
          "12345"); // also when it was written as a number
    const auto set = cli({"school", "set", cli.write("new.json", R"({"name": "Szkoła nr 78"})"), "--json"});
    INFO(set.err);
    REQUIRE(set.exitCode == 0);
    CHECK(set.json()["name"] == "Szkoła nr 78");
    CHECK(set.json()["headteacher"] == "Halina Śniegocka-Wrzos");
    const auto letter = cli({"school", "set", cli.write("letter.json", R"({"headteacher": "Ala ⚓"})")});
    CHECK(letter.exitCode == 1);
    CHECK(letter.err.find("„⚓”") != std::string::npos);
    const auto kind = cli({"school", "set", cli.write("kind.json", R"({"headteacher": 5})")});
    CHECK(kind.exitCode != 0);
    CHECK(kind.err.find("kind.json") != std::string::npos);
    CHECK(kind.err.find("headteacher") != std::string::npos);
    CHECK(cli({"school", "show", "--json"}).json()["headteacher"] == "Halina Śniegocka-Wrzos");
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("a date of issue without sense is refused, an earlier one wants a yes") {
    Cli cli;
    fill(cli);
    for (const char* date : {"1990-01-01", "2099-01-01"}) {
        const auto refused = cli({"cards", "issue", "--all-ready", "--date", date});
        INFO(date << ": " << refused.err);
        CHECK(refused.exitCode == 1);
        CHECK(cli({"cards", "list", "--json"}).json().empty());
    }
    REQUIRE(cli({"cards", "issue", "--all-ready"}).exitCode == 0);
    const auto earlier = cli({"cards", "duplicate", "1", "--reason", "zgubiona", "--date", "2020-09-01"});
    CHECK(earlier.exitCode == 1);
    CHECK(earlier.err.find("--earlier-date") != std::string::npos);
    CHECK(cli({"cards", "duplicate", "1", "--reason", "zgubiona", "--date", "2020-09-01", "--earlier-date"})
              .exitCode == 0);
}
