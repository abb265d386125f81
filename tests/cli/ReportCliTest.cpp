// Reports from the command line: what a script and a person get, and what they are told.
#include "cli/Run.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using test::Cli;

namespace {

void fill(const Cli& cli) {
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    REQUIRE(
        cli({"import", "students",
             cli.write(
                 "students.csv",
                 "Nr w księdze;Nazwisko;Imię;PESEL;Data urodzenia;Klasa;Rodzaj dokumentu;Numer dokumentu\n"
                 "1;Żółć;Łucja;" +
                     domain::makePesel(*dateFromIso("2015-03-04"), 12).text() +
                     ";04.03.2015;1A;;\n"
                     "2;Nowak;Jan;;04.03.2015;2B;paszport;CZ123456\n")})
            .exitCode == 0);
}

} // namespace

TEST_CASE("every report that is listed can be made, with Polish headings") {
    Cli cli;
    fill(cli);
    const auto list = cli({"report", "--list", "--json"}).json();
    REQUIRE(list.size() >= 8);
    for (const auto& kind : list) {
        const auto name = kind["name"].get<std::string>();
        INFO(name);
        if (name == "who-has-access") { // only the server knows
            const auto refused = cli({"report", name, "--out", cli.path("access.pdf")});
            CHECK(refused.exitCode == 2);
            CHECK(refused.err.find("enroll") != std::string::npos);
            CHECK_FALSE(std::filesystem::exists(cli.path("access.pdf")));
            continue;
        }
        const auto shown = cli({"report", name});
        CHECK(shown.exitCode == 0);
        CHECK(shown.out.starts_with(kind["title"].get<std::string>()));
        CHECK(cli({"report", name, "--format", "json"}).json()["report"] == name);
        for (const std::string ending : {"pdf", "xlsx", "csv"}) {
            const auto file = cli.path(name + "." + ending);
            const auto saved = cli({"report", name, "--out", file});
            INFO(saved.err);
            CHECK(saved.exitCode == 0);
            CHECK(std::filesystem::file_size(file) > 20);
        }
    }
    const auto missing = cli({"report", "missing-photos", "--class", "1A"});
    CHECK(missing.out.find("Klasa") != std::string::npos);
    CHECK(missing.out.find("Żółć") != std::string::npos);
    CHECK(missing.out.find("Nowak") == std::string::npos);
    const auto csv = cli.path("x.bin");
    REQUIRE(cli({"report", "missing-photos", "--format", "csv", "--out", csv}).exitCode == 0);
    CHECK(test::slurp(csv).starts_with("\xEF\xBB\xBFKlasa;Nazwisko;"));
}

TEST_CASE("a report that cannot be made says what to do, and writes nothing") {
    Cli cli;
    fill(cli);
    const auto refused = [&](std::vector<std::string> args, int code, const std::string& words) {
        args.insert(args.begin(), "report");
        const auto outcome = cli(args);
        INFO(outcome.err);
        CHECK(outcome.exitCode == code);
        CHECK(outcome.err.find(words) != std::string::npos);
        CHECK(outcome.out.empty());
    };
    refused({}, 2, "report --list");
    refused({"no-such"}, 2, "report --list");
    refused({"missing-photos", "--class", "9Z"}, 1, "1A, 2B");
    refused({"missing-photos", "--from", "2026-09-01"}, 2, "missing-photos");
    refused({"card-register", "--from", "31.02.2026"}, 2, "--from");
    refused({"card-register", "--from", "2026-09-02", "--to", "2026-09-01"}, 2, "okres");
    refused({"card-register", "--format", "pdf"}, 2, "--out");
    refused({"card-register", "--out", cli.path("x.docx")}, 2, "--format");
    refused({"card-register", "--format", "text", "--out", cli.path("x.txt")}, 2, "csv");
    refused({"card-register", "--out", cli.path("no/such/folder/x.pdf")}, 3, "folderze");
    refused({"card-register", "--format", "csv", "--out", cli.path("replica/replica.sqlite")}, 3,
            "replica.sqlite");
    CHECK_FALSE(std::filesystem::exists(cli.dir / "x.docx"));
}
