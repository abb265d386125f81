// Cards go to a CUPS of the test's own, through the filters that a real printer's queue has.
#include "cli/Run.h"
#include "printing/Cups.h"
#include "support/Pictures.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <thread>

using namespace esek;
using test::Cli;
using test::Cups;
namespace fs = std::filesystem;

namespace {

/// A school with accepted photos of which `cards` cards are issued in batch 1.
struct School : Cli {
    explicit School(int cards) {
        REQUIRE((*this)({"init", "--school", write("school.json", test::kSchoolJson)}).exitCode == 0);
        std::string list = "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa;PESEL\n";
        for (int i = 1; i <= cards; ++i) {
            const auto pupil = test::sampleStudent(i);
            list += pupil.registerNumber + ";Żółć" + std::string(1, static_cast<char>('a' + cards - i)) +
                    ";Łucja;04.03.2015;1A;" + pupil.pesel->text() + "\n";
        }
        REQUIRE((*this)({"import", "students", write("students.csv", list)}).exitCode == 0);
        for (int i = 1; i <= cards; ++i) {
            const std::string number = test::sampleStudent(i).registerNumber;
            platform::writeFileAtomically(dir / "a.jpg", test::sampleJpeg(i)).value();
            REQUIRE((*this)({"photo", "submit", number, path("a.jpg")}).exitCode == 0);
            REQUIRE((*this)({"photo", "accept", number}).exitCode == 0);
        }
        REQUIRE((*this)({"cards", "issue", "--all-ready"}).exitCode == 0);
    }
    std::string states() const {
        std::map<std::string, std::string> byNumber;
        for (const Json& card : (*this)({"--json", "cards", "list"}).json())
            byNumber[card["number"]] = card["state"];
        std::string text;
        for (const auto& [number, state] : byNumber)
            text += (text.empty() ? "" : " ") + state;
        return text;
    }
};

/// Each page of a PDF as poppler draws it, RGB.
std::vector<imaging::Image> rendered(const fs::path& pdf, int dpi, const fs::path& scratch) {
    fs::create_directories(scratch);
    const std::string command = "pdftoppm -r " + std::to_string(dpi) + " " + test::quoted(pdf.string()) +
                                " " + test::quoted((scratch / "page").string());
    REQUIRE(std::system(command.c_str()) == 0);
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(scratch))
        files.insert(entry.path());
    std::vector<imaging::Image> pages;
    for (const fs::path& file : files) {
        const std::string bytes = test::slurp(file);
        std::istringstream in(bytes);
        std::string magic;
        int most = 0;
        imaging::Image picture;
        in >> magic >> picture.width >> picture.height >> most;
        REQUIRE((magic == "P6" && most == 255));
        picture.rgb.assign(bytes.begin() + static_cast<std::ptrdiff_t>(in.tellg()) + 1, bytes.end());
        pages.push_back(std::move(picture));
    }
    fs::remove_all(scratch);
    return pages;
}

} // namespace

TEST_CASE("printing: the printer gets what the exported PDF shows, card by card") {
    Cups cups;
    School school(3);
    REQUIRE(
        school({"cards", "export", "1", "--format", "pdf", "--dpi", "300", "--out", school.path("cards.pdf")})
            .exitCode == 0);
    const auto printed = school({"--json", "cards", "print", "1", "--queue", "KARTY", "--order", "issue"});
    INFO(printed.err);
    REQUIRE(printed.exitCode == 0);
    CHECK(printed.json()["printed"] == 3);
    CHECK(school.states() == "printed printed printed");
    CHECK(cups.kept() == 0); // this CUPS keeps files until somebody takes them out

    const auto pages = cups.pages();
    REQUIRE(pages.size() == 3);
    for (const int dpi : {300, 600}) {
        const auto wanted = rendered(school.path("cards.pdf"), dpi, school.path("wanted"));
        REQUIRE(wanted.size() == 3);
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const auto got = rendered(pages[i], dpi, school.path("got"));
            REQUIRE(got.size() == 1);
            CHECK(test::psnr(got[0], wanted[i]) >= 40);
            CHECK(test::psnr(got[0], wanted[(i + 1) % 3]) < 40); // another card is seen
        }
    }
    // Nothing that names a pupil stands where everybody who looks at the queue can read it.
    CHECK(test::slurp(school.dir / "replica" / "print-job.json").find("Żółć") == std::string::npos);
}

TEST_CASE("printing: the order is by class and surname when nothing else is said") {
    Cups cups;
    School school(3); // issued by surname; the register numbers run the other way
    REQUIRE(school({"cards", "print", "1", "--queue", "KARTY", "--order", "register"}).exitCode == 0);
    const auto job = school({"--json", "cards", "print-status"}).json();
    REQUIRE(job["cards"].size() == 3);
    CHECK(job["cards"][0]["number"] > job["cards"][2]["number"]);
    REQUIRE(school({"cards", "print", "1", "--queue", "KARTY", "--all"}).exitCode == 0);
    const auto again = school({"--json", "cards", "print-status"}).json();
    CHECK(again["cards"][0]["number"] < again["cards"][2]["number"]);
    CHECK(again["ended"] == true);
}

TEST_CASE("printing: after a jam the last good card is asked for and the rest is printed") {
    Cups cups;
    School school(4);
    REQUIRE(school({"cards", "print", "1", "--queue", "KARTY", "--card", "1/2026"}).exitCode == 0);
    cups.jam();
    const auto jam = school({"cards", "print", "1", "--queue", "KARTY"});
    CHECK(jam.exitCode == 1);
    INFO(jam.err);
    CHECK(jam.err.find("zacięcie karty") != std::string::npos);
    CHECK(jam.err.find("--last-good") != std::string::npos);
    CHECK(cups.pages().size() == 1);
    CHECK(cups.kept() == 0);
    cups.repair();

    const auto other = school({"cards", "print", "1", "--queue", "KARTY"});
    CHECK(other.exitCode == 1);
    const auto unsaid = school({"cards", "print-resume"});
    CHECK(unsaid.exitCode == 2);
    const auto rest = school({"--json", "cards", "print-resume", "--none-good"});
    INFO(rest.err);
    REQUIRE(rest.exitCode == 0);
    CHECK(rest.json()["printed"] == 3);
    CHECK(school.states() == "printed printed printed printed");
    CHECK(cups.pages().size() == 4); // what lay in the queue was taken back: no card twice

    const auto spoiled = school({"--json", "cards", "print-spoiled", "1", "i", "3", "--reason", "smuga"});
    INFO(spoiled.err);
    REQUIRE(spoiled.exitCode == 0);
    CHECK(spoiled.json()["printed"] == 2);
    CHECK(cups.pages().size() == 6);
    CHECK(school({"verify"}).exitCode == 0);
}

TEST_CASE("printing: the blanks of a print with a jam and spoiled cards are accounted for") {
    Cups cups;
    School school(4);
    REQUIRE(school({"blanks", "receive", "--first", "AB 0001", "--last", "AB 0010"}).exitCode == 0);
    const auto wrong = school({"cards", "print", "1", "--queue", "KARTY", "--first-blank", "AB 0011"});
    CHECK(wrong.exitCode == 2);
    CHECK(wrong.err.find("AB 0011") != std::string::npos);
    cups.jam();
    CHECK(school({"cards", "print", "1", "--queue", "KARTY", "--first-blank", "AB 0001"}).exitCode == 1);
    cups.repair();
    REQUIRE(school({"cards", "print-resume", "--none-good", "--next-blank", "AB 0002"}).exitCode == 0);
    REQUIRE(school({"cards", "print-spoiled", "2", "i", "3", "--reason", "smuga"}).exitCode == 0);
    const auto stock = school({"--json", "blanks", "list"}).json()[0];
    CHECK(stock["used"] == 4);
    CHECK(stock["spoiled"] == 3);
    CHECK(stock["inStock"] == 3);
    CHECK(stock["next"] == "AB 0008");
    CHECK(school.states() == "printed printed printed printed");
    CHECK(school({"verify"}).exitCode == 0);
}

TEST_CASE("printing: a queue with another page and one that is not there are refused in words") {
    Cups cups;
    School school(1);
    const auto paper = school({"cards", "print", "1", "--queue", "A4"});
    CHECK(paper.exitCode == 1);
    CHECK(paper.err.find("210,0 × 297,0 mm") != std::string::npos);
    CHECK(paper.err.find("CR-80") != std::string::npos);
    const auto unknown = school({"cards", "print", "1", "--queue", "NIE-MA"});
    CHECK(unknown.exitCode == 1);
    CHECK(unknown.err.find("NIE-MA") != std::string::npos);
    CHECK(cups.pages().empty());
    CHECK(school.states() == "new");
    const auto queues = school({"--json", "cards", "queues"}).json();
    REQUIRE(queues.size() == 2);
    CHECK(queues[1]["name"] == "KARTY");
    CHECK(queues[1]["dpi"] == 300);
    CHECK(queues[1]["width"].get<double>() == Approx(85.6).margin(0.1));
}

TEST_CASE("printing: without a print service the reason is said and nothing is lost") {
    School school(1);
    setenv("CUPS_SERVER", (school.dir / "no-socket").c_str(), 1);
    const auto outcome = school({"cards", "print", "1", "--queue", "KARTY"});
    unsetenv("CUPS_SERVER");
    CHECK(outcome.exitCode == 1);
    CHECK(outcome.err.find("CUPS") != std::string::npos);
    CHECK(school.states() == "new");
    CHECK(school({"--json", "cards", "print-status"}).json().is_null());
}

TEST_CASE("printing: killed in the middle, the program knows how far it came") {
    Cups cups;
    School school(6);
    const std::string command =
        test::quoted(ESEK_CLI) + " --data " + test::quoted((school.dir / "replica").string()) +
        " cards print 1 --queue KARTY >/dev/null 2>&1 & echo $! >" + test::quoted(school.path("pid"));
    REQUIRE(std::system(command.c_str()) == 0);
    for (int i = 0; i < 400 && cups.pages().size() < 2; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    kill(static_cast<pid_t>(std::stoi(test::slurp(school.dir / "pid"))), SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(1000)); // what is in the queue comes out

    const auto job = school({"--json", "cards", "print-status"}).json();
    CHECK(job["ended"] == false);
    const auto out = cups.pages().size();
    REQUIRE(out >= 2);
    REQUIRE(out < 6);
    const auto rest = school({"--json", "cards", "print-resume", "--last-good", std::to_string(out)});
    INFO(rest.err);
    REQUIRE(rest.exitCode == 0);
    CHECK(rest.json()["printed"] == 6 - out);
    CHECK(cups.pages().size() == 6);
    CHECK(school.states() == "printed printed printed printed printed printed");
    CHECK(school({"verify"}).exitCode == 0);
}
