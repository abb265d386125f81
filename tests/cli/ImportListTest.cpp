#include "Run.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;

namespace {

struct School {
    Cli cli;
    School() { REQUIRE(cli({"init", "--school", cli.write("school.json", kSchoolJson)}).exitCode == 0); }
    Outcome import(const std::string& list, std::vector<std::string> more = {}) const {
        std::vector<std::string> args{"--lang", "en", "import", "students", list};
        args.insert(args.end(), more.begin(), more.end());
        return cli(args);
    }
    Json pupils() const { return cli({"--json", "students", "list"}).json(); }
};

} // namespace

TEST_CASE("columns that are not clear are refused until one is named, and the choice is kept") {
    const School school;
    const std::string list =
        school.cli.write("lista.csv", "Nazwisko;Imię;PESEL;Klasa;Oddział\nLis;Jan;13240740018;4;4B\n");
    const auto refused = school.import(list);
    CHECK(refused.exitCode == 2);
    CHECK(refused.err.find("Oddział") != std::string::npos);
    CHECK(refused.err.find("--column classUnit=") != std::string::npos);
    CHECK(school.pupils().empty());
    CHECK(school.import(list, {"--column", "classUnit=Grupa"}).exitCode == 2);
    CHECK(school.import(list, {"--column", "klasa=Oddział"}).exitCode == 2);
    REQUIRE(school.import(list, {"--column", "classUnit=Oddział"}).exitCode == 0);
    CHECK(school.pupils()[0]["class"] == "4B");
    // The same headings the next time.
    const std::string next =
        school.cli.write("lista2.csv", "Nazwisko;Imię;PESEL;Klasa;Oddział\nKot;Ewa;13250940112;5;5C\n");
    CHECK(school.import(next).exitCode == 0);
    CHECK(school.pupils().size() == 2);
}

TEST_CASE("refused rows tell pupil and value and are saved to be corrected") {
    const School school;
    const std::string list = school.cli.write(
        "lista.csv", "Nazwisko;Imię;PESEL;Data urodzenia;Klasa;Uwagi\nLis;Jan;13240740018;31.02.2013;4B;x\n"
                     "Kot;Ewa;13250940113;;4B;\nŻak;Iga;13310240211;;4B;\n");
    const std::string rejected = school.cli.path("odrzucone.csv");
    const auto done = school.import(list, {"--rejected", rejected});
    CHECK(done.exitCode == 0);
    CHECK(done.err.find("(Lis Jan: 31.02.2013)") != std::string::npos);
    CHECK(done.err.find("(Kot Ewa)") != std::string::npos);
    CHECK(done.err.find("13250940113") == std::string::npos); // no PESEL in messages
    CHECK(done.err.find("columns that were not read: Uwagi") != std::string::npos);
    CHECK(slurp(rejected).find("Lis;Jan;13240740018;31.02.2013;4B;x;2;") != std::string::npos);
    CHECK(slurp(rejected).find("Kot;Ewa;13250940113;;4B;;3;") != std::string::npos);
    CHECK(slurp(rejected).find("Żak") == std::string::npos);
}

TEST_CASE("a list whose name is no UTF-8 is read or refused, never a fault of the program") {
    const School school;
    const std::string list = school.cli.dir.path().string() + "/lista\xFF.csv";
    platform::writeFileAtomically(std::filesystem::path(list), std::string_view("Nazwisko;Imię\n")).value();
    const auto refused = school.import(list, {"--json"});
    CHECK(refused.exitCode == 3);
    CHECK(refused.err.find("lista\xEF\xBF\xBD.csv") != std::string::npos);
}
