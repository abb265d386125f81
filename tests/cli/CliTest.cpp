#include "cli/Run.h"

#include "base/Format.h"
#include "domain/Pesel.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using test::Cli;

namespace {

void savePhoto(const Cli& cli, const std::string& name, int n) {
    platform::writeFileAtomically(cli.dir / name, test::sampleJpeg(n)).value();
}

/// Three pupils: 1 and 2 with PESEL, 3 with a passport.
void fill(const Cli& cli) {
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    const auto pesel = [](int n) { return domain::makePesel(*dateFromIso("2015-03-04"), n).text(); };
    const std::string csv =
        "Nr w księdze;Nazwisko;Imię;PESEL;Data urodzenia;Klasa;Rodzaj dokumentu;Numer dokumentu\n"
        "1;Żółć;Łucja;" +
        pesel(12) +
        ";04.03.2015;1A;;\n"
        "2;Nowak;Jan;" +
        pesel(25) +
        ";04.03.2015;1A;;\n"
        "3;Šimůnková;Tereza;;04.03.2015;2B;paszport;CZ123456\n";
    const auto done = cli({"import", "students", cli.write("students.csv", csv)});
    INFO(done.err);
    REQUIRE(done.exitCode == 0);
}

} // namespace

TEST_CASE("the main job from the class list to the PDF") {
    Cli cli;
    fill(cli);
    const auto again = cli({"import", "students", cli.path("students.csv"), "--json"});
    CHECK(again.json()["added"] == 0);
    CHECK(again.json()["unchanged"] == 3);

    savePhoto(cli, "one.jpg", 1);
    std::filesystem::create_directories(cli.dir / "photos");
    savePhoto(cli, "photos/Nowak Jan 1A.jpg", 2);
    savePhoto(cli, "photos/3.jpg", 3);
    savePhoto(cli, "photos/nieznany.jpg", 4);
    REQUIRE(
        cli({"photo", "submit", "1", cli.path("one.jpg"), "--as", "parent", "--by", "Adam Żółć"}).exitCode ==
        0);
    const auto imported = cli({"import", "photos", cli.path("photos"), "--as", "accepted", "--json"}).json();
    CHECK(imported["imported"].size() == 2);
    REQUIRE(imported["unmatched"].size() == 1);
    CHECK(imported["unmatched"][0]["file"] == "nieznany.jpg");

    CHECK(cli({"photo", "list", "--status", "pending", "--json"}).json().size() == 1);
    CHECK(cli({"cards", "issue", "--student", "1"}).exitCode == 1); // not accepted yet
    REQUIRE(cli({"photo", "accept", "1"}).exitCode == 0);
    const auto issued = cli({"cards", "issue", "--all-ready", "--date", "2026-09-10"});
    REQUIRE(issued.exitCode == 0);
    const std::string batch = issued.out.substr(0, issued.out.find('\n'));
    CHECK(Uuid::parse(batch).has_value());
    REQUIRE(cli({"cards", "export", batch, "--format", "pdf", "--out", cli.path("cards.pdf")}).exitCode == 0);
    CHECK(test::slurp(cli.dir / "cards.pdf").starts_with("%PDF"));
    CHECK(cli({"cards", "list", "--json"}).json().size() == 3);
    CHECK(cli({"cards", "export", "1", "--format", "sio", "--out", cli.path("sio.csv")}).exitCode == 0);
    CHECK(test::slurp(cli.dir / "sio.csv").starts_with("pesel;numer legitymacji;data wydania;"));
    CHECK(cli({"cards", "export", "1", "--format", "vendor", "--out", cli.path("firm.zip")}).exitCode == 0);
    CHECK(test::slurp(cli.dir / "firm.zip").starts_with("PK"));
    CHECK(cli({"cards", "mark", "1/2026", "printed"}).exitCode == 0);
    // What was printed is printed again only when it is named.
    const auto cardsIn = [&](std::vector<std::string> more) {
        std::vector<std::string> words{
            "cards", "export", "1", "--format", "pdf", "--out", cli.path("part.pdf"), "--json"};
        words.insert(words.end(), more.begin(), more.end());
        const auto done = cli(words);
        return done.exitCode == 0 ? done.json()["cards"].get<int>() : -done.exitCode;
    };
    CHECK(cardsIn({}) == 2);
    CHECK(cardsIn({"--all"}) == 3);
    CHECK(cardsIn({"--card", "1/2026"}) == 1);
    CHECK(cardsIn({"--card", "1/2026", "--card", "3/2026"}) == 2);
    CHECK(cardsIn({"--card", "9/2026"}) < 0);
    CHECK(cli({"students", "list", "--no-card", "--json"}).json().empty());
    // A register tells why a card is spoiled.
    CHECK(cli({"cards", "mark", "1/2026", "spoiled"}).exitCode == 1);
    CHECK(cli({"cards", "mark", "1/2026", "spoiled", "--reason", "smuga"}).exitCode == 0);
    CHECK(cardsIn({}) == 3);
    // The printer's shift: clear in Polish and English hands, and never guessed.
    CHECK(cardsIn({"--offset", "0,5;1,0"}) == 3);
    CHECK(cardsIn({"--offset", "0.5,1.0"}) == 3);
    const auto guessed =
        cli({"cards", "export", "1", "--format", "pdf", "--out", cli.path("never.pdf"), "--offset", "0,5"});
    CHECK(guessed.exitCode == 2);
    CHECK(guessed.err.find("można odczytać na dwa sposoby") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(cli.dir / "never.pdf"));
    CHECK(cli({"verify"}).exitCode == 0);
    // Whose card is spoiled has none.
    CHECK(cli({"students", "list", "--no-card", "--json"}).json().size() == 1);
    // The card type of a pupil is health data: not in lists.
    CHECK(cli({"students", "list", "--json"}).out.find("cardType") == std::string::npos);
}

TEST_CASE("change and deletion from the command line") {
    Cli cli;
    fill(cli);
    savePhoto(cli, "old.jpg", 1);
    savePhoto(cli, "new.jpg", 2);
    REQUIRE(cli({"photo", "submit", "1", cli.path("old.jpg"), "--as", "student"}).exitCode == 0);
    REQUIRE(cli({"photo", "accept", "1", "--expect", "1"}).exitCode == 0);
    REQUIRE(cli({"photo", "submit", "1", cli.path("new.jpg"), "--as", "parent"}).exitCode == 0);
    CHECK(cli({"photo", "accept", "1"}).exitCode == 1);
    CHECK(cli({"photo", "keep", "1", "--expect", "2"}).exitCode == 1); // the version is 3 by now
    REQUIRE(cli({"photo", "replace", "1", "--expect", "3"}).exitCode == 0);
    REQUIRE(cli({"photo", "show", "1", "--out", cli.path("shown.jpg")}).exitCode == 0);
    CHECK(test::slurp(cli.dir / "shown.jpg") == test::slurp(cli.dir / "new.jpg"));
    REQUIRE(cli({"photo", "request-deletion", "1", "--by", "Adam Żółć"}).exitCode == 0);
    // The office's deed, on behalf of the parent.
    const auto audit = cli({"audit", "list", "--json"}).json();
    const auto asked = std::find_if(audit.begin(), audit.end(),
                                    [](const auto& entry) { return entry["kind"] == "request_deletion"; });
    REQUIRE(asked != audit.end());
    CHECK((*asked)["role"] == "clerk");
    CHECK((*asked)["onBehalfOf"]["role"] == "parent");
    CHECK((*asked)["onBehalfOf"]["name"] == "Adam Żółć");
    CHECK(cli({"photo", "confirm-headwear", "1"}).exitCode == 1); // nobody asked for that
    CHECK(cli({"cards", "issue", "--student", "1"}).exitCode == 1);
    REQUIRE(cli({"photo", "delete", "1"}).exitCode == 0);
    CHECK(cli({"photo", "show", "1", "--out", cli.path("gone.jpg")}).exitCode == 1);
    // No file of the replica holds the bytes any more.
    const std::string erased = test::slurp(cli.dir / "new.jpg");
    for (const auto& e : std::filesystem::recursive_directory_iterator(cli.dir / "replica")) {
        if (e.is_regular_file())
            CHECK(test::slurp(e.path()).find(erased.substr(erased.size() / 2, 64)) == std::string::npos);
    }
    CHECK(cli({"messages", "list", "--json"}).json().size() == 6);
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("a decision can be taken back") {
    Cli cli;
    fill(cli);
    savePhoto(cli, "a.jpg", 1);
    REQUIRE(cli({"photo", "submit", "2", cli.path("a.jpg"), "--as", "parent"}).exitCode == 0);
    REQUIRE(cli({"photo", "reject", "2", "--reason", "too_dark", "--reason", "blurred"}).exitCode == 0);
    REQUIRE(cli({"photo", "undo"}).exitCode == 0);
    CHECK(cli({"photo", "list", "--status", "pending", "--json"}).json().size() == 1);
    CHECK(cli({"photo", "undo"}).exitCode == 1);
}

TEST_CASE("backup and restore") {
    Cli cli;
    fill(cli);
    savePhoto(cli, "a.jpg", 1);
    REQUIRE(cli({"photo", "submit", "2", cli.path("a.jpg")}).exitCode == 0);
    REQUIRE(cli({"backup", cli.path("backup.esek")}).exitCode == 0);
    std::filesystem::rename(cli.dir / "replica", cli.dir / "lost");
    REQUIRE(cli({"restore", cli.path("backup.esek")}).exitCode == 0);
    CHECK(cli({"verify"}).exitCode == 0);
    REQUIRE(cli({"photo", "show", "2", "--out", cli.path("b.jpg")}).exitCode == 0);
    CHECK(test::slurp(cli.dir / "a.jpg") == test::slurp(cli.dir / "b.jpg"));
}

TEST_CASE("an encrypted backup is made, compared and restored with the password of a file") {
    Cli cli;
    fill(cli);
    const auto backup = cli.path("backup.esek");
    const auto secret = cli.write("secret", "cztery słowa na kartce\n");
    const auto wrong = cli.write("wrong", "inne słowa na kartce\n");
    const auto tooShort = cli.write("short", "krótkie\n");
    CHECK(cli({"backup"}).exitCode == 2);
    CHECK(cli({"backup", backup, "--password", "cztery słowa na kartce"}).exitCode == 2);
    CHECK(cli({"backup", backup, "--password-file", tooShort}).exitCode == 1);
    CHECK(cli({"backup", backup, "--password-file", cli.path("nothing")}).exitCode == 3);
    std::filesystem::permissions(wrong, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    CHECK(cli({"backup", backup, "--password-file", wrong}).exitCode == 1); // others may read it
    CHECK_FALSE(std::filesystem::exists(backup));
    std::filesystem::permissions(wrong,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    CHECK(cli({"backup", "--state", "--json"}).json()["last"].is_null());
    REQUIRE(cli({"backup", backup, "--password-file", secret, "--remind-after", "7"}).exitCode == 0);
    const auto state = cli({"backup", "--state", "--json"}).json();
    CHECK(state["last"].is_string());
    CHECK(state["remindAfterDays"] == 7);
    CHECK(state["due"] == false);

    std::filesystem::rename(cli.dir / "replica", cli.dir / "before");
    CHECK(cli({"restore", backup}).exitCode == 1);
    const auto refused = cli({"restore", backup, "--password-file", wrong});
    CHECK(refused.exitCode == 1);
    CHECK(refused.err.find("nie otwiera tej kopii") != std::string::npos);
    const auto done =
        cli({"restore", backup, "--password-file", secret, "--compare-with", cli.path("before"), "--json"});
    REQUIRE(done.exitCode == 0);
    CHECK(done.json()["sameSchool"] == true);
    CHECK(done.json()["pupils"]["now"] == done.json()["pupils"]["inBackup"]);
    CHECK(done.json()["pupils"]["different"] == 0);
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("an exception from the photo rules is noted, shown for that pupil only, and taken away") {
    Cli cli;
    fill(cli);
    CHECK(cli({"students", "exception", "1", "--kind", "headwear"}).exitCode == 1);
    CHECK(cli({"students", "exception", "1", "--kind", "hat", "--reason", "x"}).exitCode == 2);
    CHECK(cli({"students", "exception", "1", "--kind", "headwear", "--reason", "x", "--remove"}).exitCode ==
          2);
    CHECK(cli({"students", "exception", "77", "--kind", "headwear", "--reason", "x"}).exitCode == 2);
    REQUIRE(
        cli({"students", "exception", "1", "--kind", "headwear", "--reason", "względy religijne"}).exitCode ==
        0);
    const auto shown = cli({"students", "exception", "1", "--json"}).json();
    REQUIRE(shown["photoExceptions"].size() == 1);
    CHECK(shown["photoExceptions"][0]["reason"] == "względy religijne");
    for (const std::vector<std::string>& verb :
         std::vector<std::vector<std::string>>{{"students", "list"},
                                               {"students", "list", "--json"},
                                               {"audit"},
                                               {"audit", "--json"},
                                               {"photo", "list", "--json"}})
        CHECK(cli(verb).out.find("religijne") == std::string::npos);
    CHECK(cli({"verify"}).exitCode == 0);
    CHECK(cli({"import", "students", cli.path("students.csv"), "--json"}).json()["unchanged"] == 3);
    REQUIRE(cli({"students", "exception", "1", "--kind", "headwear", "--remove"}).exitCode == 0);
    CHECK(cli({"students", "exception", "1", "--json"}).json()["photoExceptions"].empty());
}

TEST_CASE("photo check goes by the rules that the school chose, unless others are named") {
    Cli cli;
    platform::writeFileAtomically(cli.dir / "photo.jpg", test::sampleJpeg(1, 300, 400)).value();
    const auto severity = [&](std::vector<std::string> more) {
        std::vector<std::string> args{"photo", "check", cli.path("photo.jpg"), "--json"};
        args.insert(args.end(), more.begin(), more.end());
        const Json report = cli(args).json();
        for (const auto& m : report[0]["measures"])
            if (m["id"] == "imageSize")
                return m["severity"].get<std::string>();
        return std::string("missing");
    };
    CHECK(severity({}) == "advice"); // no school yet: gov.pl
    std::string school = test::kSchoolJson;
    school.insert(school.rfind('}'), R"(, "photoProfile": "vulcan")");
    REQUIRE(cli({"init", "--school", cli.write("school.json", school)}).exitCode == 0);
    CHECK(severity({}) == "error"); // vulcan asks for 354 x 496
    CHECK(severity({"--profile", "gov-pl"}) == "advice");
}
