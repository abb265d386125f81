#include "cli/Run.h"

#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using test::Cli;

TEST_CASE("exit codes: 1 a rule, 2 usage, 3 input") {
    Cli cli;
    CHECK(cli({"students", "list"}).exitCode == 2); // no school here
    CHECK(cli({}).exitCode == 2);
    CHECK(cli({"nonsense"}).exitCode == 2);
    CHECK(cli({"--help"}).exitCode == 0);
    CHECK(cli({"init", "--school", cli.path("missing.json")}).exitCode == 3);
    CHECK(cli({"init", "--school", cli.write("bad.json", "{")}).exitCode == 3);
    CHECK(cli({"init", "--school", cli.write("empty.json", "{}")}).exitCode == 1);
    CHECK_FALSE(std::filesystem::exists(cli.dir / "replica" / "replica.sqlite"));
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    CHECK(cli({"init", "--school", cli.path("school.json")}).exitCode == 2); // there already
    CHECK(cli({"photo", "accept", "77"}).exitCode == 2);
    CHECK(cli({"cards", "issue"}).exitCode == 2);
    CHECK(cli({"cards", "issue", "--all-ready"}).exitCode == 1);
    CHECK(cli({"cards", "issue", "--all-ready", "--date", "31.02.2026"}).exitCode == 2);
    CHECK(cli({"cards", "export", "1", "--format", "pdf", "--out", cli.path("x.pdf")}).exitCode == 2);
    CHECK(cli({"photo", "list", "--status", "odd"}).exitCode == 2);
    CHECK(cli({"import", "students", cli.path("missing.csv")}).exitCode == 3);
    CHECK(cli({"import", "photos", cli.path("missing")}).exitCode == 3);
}

TEST_CASE("arguments that are no UTF-8 are wrong usage and end nothing") {
    Cli cli;
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    const std::string bad = "Jan\xff\xfe";
    const std::vector<std::vector<std::string>> commands{
        {"photo", "reject", "1", "--reason", "other", "--note", bad},
        {"photo", "submit", "1", cli.path("x.jpg"), "--as", "parent", "--by", bad},
        {"photo", "withdraw", bad},
        {"photo", "request-deletion", "1", "--by", bad},
        {"students", "list", "--class", bad},
        {"students", "list", "--text", bad},
        {"cards", "duplicate", "1", "--reason", bad},
        {"cards", "issue", "--student", bad},
        {"enroll", "--server", "https://localhost", "--name", bad},
        {"students", "list", "--" + bad},
        {bad}};
    for (const auto& command : commands)
        for (const bool json : {false, true}) {
            auto args = command;
            if (json)
                args.insert(args.begin(), "--json");
            const auto outcome = cli(args);
            CAPTURE(command, outcome.err);
            CHECK(outcome.exitCode == 2);
            CHECK_FALSE(outcome.err.empty());
            CHECK(outcome.err.find('\xff') == std::string::npos);
        }
    CHECK(cli({"photo", "reject", "1", "--note", bad}).err.find("UTF-8") != std::string::npos);
    // A file may be called so.
    const auto backup = cli({"backup", cli.path(bad)});
    CHECK(backup.exitCode == 0);
    CHECK(std::filesystem::exists(cli.dir / bad));
    CHECK(cli({"photo", "check", cli.path(bad)}).exitCode == 3);
}

TEST_CASE("a wrong command line is told in words, with what is wrong") {
    Cli cli;
    CHECK(cli({}).err.find("brakuje polecenia") != std::string::npos);
    CHECK(cli({"students"}).err.find("brakuje polecenia") != std::string::npos);
    CHECK(cli({"--lang", "en"}).err.find("a command is missing") != std::string::npos);
    CHECK(cli({"students", "list", "--odd"}).err.find("nieznany argument (--odd)") != std::string::npos);
    CHECK(cli({"students", "list", "--data"}).err.find("opcja bez wartości (--data)") != std::string::npos);
    const auto missing = cli({"import", "students"});
    CHECK(missing.err.find("brakuje wymaganego argumentu (") != std::string::npos);
    CHECK(missing.err.find("is required") == std::string::npos);
    CHECK(cli({"--lang", "de", "students", "list"}).err.find("niedozwolona wartość") != std::string::npos);
}

TEST_CASE("messages are Polish, English on request, and never on standard output") {
    Cli cli;
    const auto polish = cli({"students", "list"});
    CHECK(polish.out.empty());
    CHECK(polish.err.find("nie ma danych szkoły") != std::string::npos);
    const auto english = cli({"--lang", "en", "students", "list"});
    CHECK(english.err.find("There is no school") != std::string::npos);
}

TEST_CASE("a bad photo file is refused with the reason and changes nothing") {
    Cli cli;
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    REQUIRE(cli({"import", "students",
                 cli.write("s.csv",
                           "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa\n1;Nowak;Jan;04.03.2015;1A\n")})
                .exitCode == 0);
    const auto jpeg = test::sampleJpeg(1);
    platform::writeFileAtomically(cli.dir / "half.jpg", std::span(jpeg).first(jpeg.size() / 2)).value();
    for (const std::string& file :
         {cli.path("half.jpg"), cli.write("empty.jpg", ""), cli.write("text.jpg", "to nie jest zdjęcie"),
          cli.path("missing.jpg"), cli.path(".")}) {
        INFO(file);
        const auto refused = cli({"photo", "submit", "1", file});
        CHECK(refused.exitCode == 3);
        CHECK_FALSE(refused.err.empty());
    }
    platform::writeFileAtomically(cli.dir / "small.jpg", test::sampleJpeg(1, 100, 120)).value();
    CHECK(cli({"photo", "submit", "1", cli.path("small.jpg")}).exitCode == 1);
    CHECK(cli({"photo", "list", "--status", "none", "--json"}).json().size() == 1);
    CHECK(cli({"verify"}).exitCode == 0);
}

TEST_CASE("a refused row names line, column and reason, the good rows go in") {
    Cli cli;
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    const std::string file = cli.write("s.csv", "Nazwisko;Imię;PESEL;Klasa\n"
                                                "Nowak;Jan;44051401458;1A\n"
                                                "Kowalska;Anna;44051401459;1A\n");
    const auto trial = cli({"import", "students", file, "--dry-run", "--json"});
    CHECK(trial.exitCode == 0);
    CHECK(trial.json()["added"] == 1);
    CHECK(cli({"students", "list", "--json"}).json().empty());
    const auto done = cli({"import", "students", file});
    CHECK(done.exitCode == 0);
    CHECK(done.err.find("44051401459") == std::string::npos); // no PESEL in messages
    CHECK(done.err.find("PESEL") != std::string::npos);
    CHECK(done.err.find("3") != std::string::npos);
    CHECK(cli({"students", "list", "--json"}).json().size() == 1);
}

TEST_CASE("an output that cannot be written") {
    Cli cli;
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    const auto refused = cli({"backup", "/proc/nowhere/backup"});
    CHECK(refused.exitCode == 3);
    CHECK_FALSE(refused.err.empty());
}

TEST_CASE("the code that joins a computer comes by file, standard input or environment, never by an option") {
    Cli cli;
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    const std::vector<std::string> enroll{"enroll", "--server", "http://127.0.0.1:1", "--lang", "en"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), enroll.begin(), enroll.end());
        return cli(more);
    };
    const int noServer = 4; // the code was read and the server was asked
    const auto refused = with({"--code", "ABCD-EFGH-JKLM"});
    CHECK(refused.exitCode == 2);
    CHECK(refused.err.find("--code-file") != std::string::npos);
    CHECK(refused.err.find("ABCD") == std::string::npos);
    const auto none = with({});
    CHECK(none.exitCode == 2);
    CHECK(none.err.find("ESEK_CODE") != std::string::npos);

    const std::string file = cli.write("code.txt", "ABCD-EFGH-JKLM\n");
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_all | std::filesystem::perms::others_read);
    const auto open = with({"--code-file", file});
    CHECK(open.exitCode == 1);
    CHECK(open.err.find("0600") != std::string::npos);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    CHECK(with({"--code-file", file}).exitCode == noServer);
    CHECK(with({"--code-file", cli.path("missing.txt")}).exitCode == 3);

    const std::string line = test::quoted(ESEK_CLI) + " --data " + test::quoted(cli.path("replica")) +
                             " enroll --server http://127.0.0.1:1 --code-file - 2>/dev/null";
    CHECK(WEXITSTATUS(std::system(("echo ABCD-EFGH-JKLM | " + line).c_str())) == noServer);
    CHECK(WEXITSTATUS(std::system((line + " </dev/null").c_str())) == 1);
    CHECK(WEXITSTATUS(std::system(
              ("ESEK_CODE=ABCD-EFGH-JKLM " + line.substr(0, line.find(" --code-file")) + " 2>/dev/null")
                  .c_str())) == noServer);
}

TEST_CASE("a full disk is told as that, and everything is as it was once there is room") {
    Cli cli;
    REQUIRE(cli({"init", "--school", cli.write("school.json", test::kSchoolJson)}).exitCode == 0);
    // No file of the program can grow beyond a block: a disk of our own would need the rights of root. The
    // words go through a pipe, which has no size.
    const std::string words = cli.path("words");
    const auto onFullDisk = [&](const std::string& verb) {
        const std::string line = "trap '' XFSZ; { ulimit -f 1; " + test::quoted(ESEK_CLI) +
                                 " --lang en --data " + test::quoted(cli.path("replica")) + " " + verb +
                                 "; echo exit $?; } 2>&1 | cat >" + test::quoted(words);
        static_cast<void>(std::system(line.c_str()));
        return test::slurp(words);
    };
    for (const char* verb : {"students list", "photo list", "verify", "cards list"}) {
        CAPTURE(verb);
        const std::string said = onFullDisk(verb);
        CHECK(said.find("The disk is full") != std::string::npos);
        CHECK(said.find("exit 3") != std::string::npos);
    }
    CHECK(cli({"verify"}).exitCode == 0);
}
