// A year of cards on the command line: validity marks, duplicates, blanks.
#include "cli/Run.h"

#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <map>

using namespace esek;
using test::Cli;
using test::slurp;

namespace {

/// Three pupils of 1A with printed cards.
void fill(const Cli& cli) {
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    const std::string list =
        "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa;Rodzaj dokumentu;Numer dokumentu\n"
        "1;Adamska;Ewa;04.03.2015;1A;paszport;CZ1\n"
        "2;Babicki;Jan;05.03.2015;1A;paszport;CZ2\n"
        "3;Cichy;Adam;06.03.2015;1A;paszport;CZ3\n";
    REQUIRE(cli({"import", "students", cli.write("students.csv", list)}).exitCode == 0);
    for (const char* pupil : {"1", "2", "3"}) {
        platform::writeFileAtomically(cli.dir / "a.jpg", test::sampleJpeg(pupil[0])).value();
        REQUIRE(cli({"photo", "submit", pupil, cli.path("a.jpg")}).exitCode == 0);
        REQUIRE(cli({"photo", "accept", pupil}).exitCode == 0);
    }
    REQUIRE(cli({"cards", "issue", "--all-ready"}).exitCode == 0);
}

std::vector<std::string> numbers(const Cli& cli) {
    std::vector<std::string> list;
    for (const Json& card : cli({"cards", "list", "--json"}).json())
        list.push_back(card["number"].get<std::string>());
    return list;
}

} // namespace

TEST_CASE("cards extend enters the marks of a year, and unmark voids one") {
    Cli cli;
    fill(cli);
    const auto cards = numbers(cli);
    CHECK(cli({"cards", "extend", "--year", "2026/2027"}).exitCode == 1); // nothing is printed yet
    for (const std::string& number : cards)
        REQUIRE(cli({"cards", "mark", number, "printed"}).exitCode == 0);
    const Json done = cli({"cards", "extend", "--year", "2026/2027", "--class", "1A", "--json"}).json();
    CHECK(done["marked"].size() == 3);
    CHECK(done["marked"][0]["validUntil"] == "2027-09-30");
    CHECK(cli({"cards", "extend", "--year", "2026/2027", "--json"}).json()["already"] == 3);
    const auto taken = cli({"cards", "extend", "--year", "2027/2028", "--card", cards[0], "--place", "1"});
    CHECK(taken.exitCode == 1);
    CHECK(taken.err.find("Adamska Ewa") != std::string::npos);
    CHECK(cli({"cards", "extend", "--year", "2027"}).exitCode == 1);

    CHECK(cli({"cards", "unmark", cards[0], "--year", "2026/2027", "--reason", ""}).exitCode == 1);
    CHECK(cli({"cards", "unmark", cards[0], "--year", "2026/2027", "--reason", "pomyłka"}).exitCode == 0);
    CHECK(cli({"cards", "unmark", cards[0], "--year", "2026/2027", "--reason", "pomyłka"}).exitCode == 1);
    const Json marks = cli({"cards", "marks", cards[0], "--json"}).json()["marks"];
    REQUIRE(marks.size() == 1);
    CHECK(marks[0]["voided"] == "pomyłka");
    CHECK(cli({"report", "validity", "--json"}).exitCode == 0);
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("a duplicate has a request with its reason and fee, a payment, and one new card") {
    Cli cli;
    fill(cli);
    const auto cards = numbers(cli);
    REQUIRE(cli({"cards", "duplicate", "1", "--reason", "lost", "--request-only"}).exitCode == 0);
    CHECK(cli({"cards", "duplicate", "1", "--reason", "stolen", "--request-only"}).exitCode == 1);
    CHECK(cli({"cards", "list", "--json"}).json().size() == 3);
    REQUIRE(cli({"cards", "duplicate", "1", "--reason", "lost"}).exitCode == 0);
    REQUIRE(cli({"cards", "pay", cards[0], "--payment", "przelew 12/2026"}).exitCode == 0);
    const Json first = cli({"cards", "duplicates", "--json"}).json()[0];
    CHECK(first["reason"] == "lost");
    CHECK(first["fee"] == 900);
    CHECK(first["payment"] == "przelew 12/2026");
    CHECK(first["newNumber"] == numbers(cli).back());

    REQUIRE(cli({"cards", "duplicate", "2", "--reason", "data_changed"}).exitCode == 0);
    CHECK(cli({"cards", "pay", cards[1], "--payment", "gotówka"}).exitCode == 1);
    CHECK(cli({"cards", "duplicate", "3", "--reason", "places_full", "--payment", "gotówka"}).exitCode == 2);
    REQUIRE(cli({"cards", "duplicate", "3", "--reason", "damaged", "--request-only"}).exitCode == 0);
    CHECK(cli({"cards", "withdraw", cards[2], "--reason", "jednak czytelna"}).exitCode == 0);
    CHECK(cli({"cards", "withdraw", cards[2], "--reason", "jednak czytelna"}).exitCode == 1);
    std::map<std::string, std::string> states;
    for (const Json& card : cli({"cards", "list", "--json"}).json())
        states[card["number"].get<std::string>()] = card["state"].get<std::string>();
    CHECK(states[cards[0]] == "invalid");
    CHECK(states[cards[2]] == "new");
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("the fee of a duplicate and the days of validity marks are set from the command line") {
    Cli cli;
    fill(cli);
    const auto fee = [&](std::vector<std::string> args) {
        args.insert(args.begin(), {"school", "fee"});
        return cli(args);
    };
    REQUIRE(fee({"12,50", "--from", "01.01.2020"}).exitCode == 0);
    REQUIRE(fee({"20", "--from", "01.01.2090"}).exitCode == 0);
    const auto shown = cli({"school", "show"});
    CHECK(shown.out.find("9,00 zł, 12,50 zł od 01.01.2020, 20,00 zł od 01.01.2090") != std::string::npos);
    for (const std::string& number : numbers(cli))
        REQUIRE(cli({"cards", "mark", number, "printed"}).exitCode == 0);
    const Json asked =
        cli({"cards", "duplicate", "1", "--reason", "lost", "--request-only", "--json"}).json();
    CHECK(asked["fee"] == 1250);
    CHECK(fee({"--remove", "--from", "01.01.2020"}).exitCode == 0);
    CHECK(cli({"school", "show", "--json"}).json()["duplicateFees"].size() == 1);
    CHECK(fee({"--remove", "--from", "01.01.2020"}).exitCode == 1);
    CHECK(fee({"dziewięć", "--from", "01.01.2020"}).err.find("9,00") != std::string::npos);
    CHECK(fee({"9", "--from", "31.02.2020"}).exitCode == 2);
    CHECK(fee({"--from", "01.01.2020"}).exitCode == 2);

    REQUIRE(cli({"school", "validity", "MEiN-I/1", "28.02", "i", "30.09"}).exitCode == 0);
    CHECK(cli({"school", "show"}).out.find("MEiN-I/1: 28.02, 30.09") != std::string::npos);
    CHECK(cli({"school", "validity", "MEiN-I/1", "31.02"}).exitCode == 1);
    REQUIRE(cli({"school", "validity", "MEiN-I/1", "31.10"}).exitCode == 0);
    const Json marked = cli({"cards", "extend", "--year", "2026/2027", "--json"}).json();
    CHECK(marked["marked"][0]["validUntil"] == "2026-10-31");
    REQUIRE(cli({"school", "validity", "MEiN-I/1"}).exitCode == 0);
    CHECK(cli({"school", "show", "--json"}).json().value("validityEnds", Json::array()).empty());
}

TEST_CASE("the classes of a new school year come with a preview, once, and are taken back") {
    Cli cli;
    fill(cli);
    REQUIRE(
        cli({"import", "students",
             cli.write("more.csv", "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa;Rodzaj dokumentu;Numer "
                                   "dokumentu\n4;Dudek;Ola;04.03.2012;8A;paszport;CZ4\n"
                                   "5;Ekiert;Iga;04.03.2014;2A;paszport;CZ5\n")})
            .exitCode == 0);
    const auto classes = [&] {
        std::string text;
        for (const Json& row : cli({"students", "list", "--json"}).json())
            text += (text.empty() ? "" : " ") + row["registerNumber"].get<std::string>() + ":" +
                    row["class"].get<std::string>();
        return text;
    };
    const std::string before = classes();
    const Json preview =
        cli({"year", "promote", "--stay", "2A", "--to", "1A=2C", "--dry-run", "--json"}).json();
    CHECK(preview["classes"][0]["next"] == "2C");
    CHECK(preview["classes"][1]["step"] == "stay");
    CHECK(preview["classes"][2]["step"] == "leave");
    CHECK(classes() == before);
    const Json done = cli({"year", "promote", "--year", "2027/2028", "--json"}).json();
    CHECK(done["promoted"] == 4);
    CHECK(done["left"] == 1);
    CHECK(classes().find("4:8A") == std::string::npos);
    CHECK(classes().find("1:2A") != std::string::npos);
    CHECK(classes().find("5:3A") != std::string::npos);
    const auto again = cli({"year", "promote", "--year", "2027/2028"});
    CHECK(again.exitCode == 1);
    CHECK(again.err.find("2027/2028") != std::string::npos);
    CHECK(cli({"year", "promote", "--stay", "9Z"}).exitCode == 2);
    CHECK(cli({"year", "promote", "--to", "2A"}).exitCode == 2);
    REQUIRE(cli({"year", "undo"}).exitCode == 0);
    CHECK(classes() == before);
    CHECK(cli({"year", "undo"}).exitCode == 1);
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("blanks are received, used once each, spoiled, destroyed under a protocol, and the ledger agrees") {
    Cli cli;
    fill(cli);
    REQUIRE(cli({"blanks", "receive", "--first", "AB 0001", "--last", "AB 0010", "--document", "WZ 5"})
                .exitCode == 0);
    CHECK(cli({"blanks", "receive", "--first", "AB 0010", "--last", "AB 0020"}).exitCode == 1);
    CHECK(cli({"blanks", "use", "1", "--first", "AB 0009"}).exitCode == 1); // two blanks for three cards
    CHECK(cli({"blanks", "use", "1", "--first", "CD 0001"}).exitCode == 2);
    REQUIRE(cli({"blanks", "use", "1", "--first", "AB 0002"}).exitCode == 0);
    CHECK(cli({"blanks", "use", "1", "--first", "AB 0002", "--json"}).json()["already"] == 3);
    CHECK(cli({"blanks", "spoil", "2 i 7", "--reason", ""}).exitCode == 1);
    REQUIRE(cli({"blanks", "spoil", "2 i 7", "--reason", "zacięcie"}).exitCode == 0);
    CHECK(cli({"blanks", "spoil", "7", "--reason", "zacięcie"}).exitCode == 1);
    CHECK(cli({"cards", "list", "--json"}).json()[0]["state"] == "spoiled");
    REQUIRE(cli({"cards", "mark", numbers(cli)[0], "printed"}).exitCode == 0);
    REQUIRE(cli({"blanks", "use", "1", "--first", "AB 0001"}).exitCode ==
            0); // the reprint goes on the next one
    REQUIRE(cli({"blanks", "return", "10", "--reason", "wada druku"}).exitCode == 0);
    REQUIRE(cli({"blanks", "destroy", "--protocol", "1/2026", "--out", cli.path("protokol.pdf")}).exitCode ==
            0);
    CHECK(slurp(cli.dir / "protokol.pdf").starts_with("%PDF"));
    const Json stock = cli({"blanks", "list", "--json"}).json()[0];
    CHECK(stock["used"] == 3);
    CHECK(stock["destroyed"] == 2);
    CHECK(stock["returned"] == 1);
    CHECK(stock["spoiled"] == 0);
    CHECK(stock["inStock"] == 4);
    CHECK(stock["next"] == "AB 0005");
    REQUIRE(cli({"blanks", "undo", "10"}).exitCode == 0);
    CHECK(cli({"blanks", "list", "--json"}).json()[0]["inStock"] == 5);
    CHECK(cli({"report", "blanks", "--json"}).json()["totals"]["received"] == 10);
    CHECK(cli({"blanks", "void", "AB 0001", "--reason", "pomyłka"}).exitCode == 1);
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("the places on a card are shown, taken to a file and back, and a test card is written") {
    Cli cli;
    fill(cli);
    const Json list = cli({"cards", "template", "list", "--json"}).json();
    REQUIRE(list.size() == 4);
    CHECK(list[0]["name"] == "mein-i-1");
    CHECK(list[0]["changed"] == false);
    REQUIRE(cli({"cards", "template", "export", "MEiN-I/1", "--out", cli.path("places.json")}).exitCode == 0);
    Json places = parseJson(slurp(cli.dir / "places.json")).value();
    places["photo"]["x"] = 6.2;
    REQUIRE(cli({"cards", "template", "import", cli.write("moved.json", dumpJson(places))}).exitCode == 0);
    CHECK(cli({"cards", "template", "list", "--json"}).json()[0]["changed"] == true);
    const Json shown = cli({"cards", "template", "show", "mein-i-1", "--json"}).json();
    CHECK(shown[0]["id"] == "photo");
    CHECK(shown[0]["x"] == 6.2);
    places["photo"]["x"] = 80;
    const auto beyond = cli({"cards", "template", "import", cli.write("beyond.json", dumpJson(places))});
    CHECK(beyond.exitCode == 3);
    CHECK(cli({"cards", "template", "import", cli.write("text.json", "nic")}).exitCode == 3);
    CHECK(cli({"cards", "template", "show", "MEN-I/50a"}).exitCode == 2);
    CHECK(cli({"cards", "template", "show", "mein-i-1", "--json"}).json()[0]["x"] == 6.2);
    REQUIRE(cli({"cards", "test-card", "--out", cli.path("test.pdf"), "--offset", "0,5;1,0"}).exitCode == 0);
    CHECK(slurp(cli.dir / "test.pdf").starts_with("%PDF"));
    REQUIRE(cli({"cards", "template", "reset", "mein-i-1"}).exitCode == 0);
    CHECK(cli({"cards", "template", "list", "--json"}).json()[0]["changed"] == false);
}
