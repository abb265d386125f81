#include "app/CardPrinter.h"

#include "app/BlankService.h"
#include "app/CardExporter.h"
#include "app/CardMarks.h"
#include "app/PrintPictures.h"
#include "app/PrinterTrouble.h"
#include "base/Describe.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <functional>
#include <map>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using printing::DocumentState;
using test::SampleOffice;

namespace {

/// A queue in memory. Each document is done as soon as somebody looks, unless the test says otherwise.
class FakeSpooler : public printing::Spooler {
  public:
    struct Queue {
        std::vector<std::string> titles;
        std::map<int, DocumentState> said; ///< by document
        std::vector<int> cancelled;
        std::function<void(int document)> onSend;
        double width = 85.6, height = 53.98;
        bool gone = false;
    };
    explicit FakeSpooler(Queue& queue) : m_queue(queue) {}

    Result<std::vector<printing::QueueFacts>> queues() override { return std::vector{facts()}; }
    Result<printing::QueueFacts> queue(const std::string&) override { return facts(); }
    Result<int> send(const std::string&, const printing::Page& page) override {
        if (m_queue.gone)
            return Error{ErrorCode::checkFailed, "gone", {{"reason", "nie ma CUPS"}}};
        m_queue.titles.push_back(page.title);
        const int document = static_cast<int>(m_queue.titles.size());
        if (m_queue.onSend)
            m_queue.onSend(document);
        return document;
    }
    Result<DocumentState> state(const std::string&, int document) override {
        const auto said = m_queue.said.find(document);
        return said == m_queue.said.end() ? DocumentState::done : said->second;
    }
    Result<void> cancel(const std::string&, int document) override {
        m_queue.cancelled.push_back(document);
        return {};
    }

  private:
    printing::QueueFacts facts() const {
        printing::QueueFacts facts;
        facts.name = "KARTY";
        facts.pageWidthMm = m_queue.width;
        facts.pageHeightMm = m_queue.height;
        facts.dpi = 300;
        return facts;
    }
    Queue& m_queue;
};

struct Issued : SampleOffice {
    std::vector<CardId> cards;
    FakeSpooler::Queue queue;
    PrintControl control;

    explicit Issued(int n = 5) {
        std::vector<StudentId> pupils;
        for (int i = 0; i < n; ++i)
            pupils.push_back(addWithPhoto());
        for (const auto& card : CardService(*office).issue(pupils, *dateFromIso("2026-09-10")).value().cards)
            cards.push_back(card.id);
    }
    CardPrinter printer() { return CardPrinter(*office, std::make_unique<FakeSpooler>(queue)); }
    CardPrinter::Options options(CardPrinter::Order order = CardPrinter::Order::issue) {
        CardPrinter::Options o;
        o.queue = "KARTY";
        o.order = order;
        return o;
    }
    std::string states() {
        std::string text;
        for (const CardId& id : cards)
            text += std::string(text.empty() ? "" : " ") +
                    std::string(toString(office->replica().cards().get(id).value().state));
        return text;
    }
};

} // namespace

TEST_CASE("cards print: each is one document, marked printed when the printer has taken it") {
    Issued s(3);
    std::vector<std::size_t> heard;
    const PrintControl control([&](std::size_t printed, std::size_t) { heard.push_back(printed); });
    const auto outcome = s.printer().print(s.cards, s.options(), control).value();
    CHECK(outcome.printed == 3);
    CHECK(outcome.left == 0);
    CHECK_FALSE(outcome.stopped);
    CHECK(s.queue.titles == std::vector<std::string>{"1/3", "2/3", "3/3"});
    CHECK(heard == std::vector<std::size_t>{1, 2, 3});
    CHECK(s.states() == "printed printed printed");
    CHECK(s.printer().job().value()->ended);
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("cards print: the record is on the disk before the printer gets the card") {
    Issued s(2);
    s.queue.onSend = [&](int document) {
        const auto job = s.printer().job().value();
        REQUIRE(job);
        CHECK(job->cards.at(static_cast<std::size_t>(document - 1)).state == PrintJob::CardState::sending);
    };
    REQUIRE(s.printer().print(s.cards, s.options(), s.control));
    const auto text = platform::readFile(s.office->dir() / "print-job.json").value();
    CHECK(std::string(text.begin(), text.end()).find("Nowak") == std::string::npos);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(s.office->dir()))
        CHECK(entry.path().extension() != ".pdf"); // the page of a card shows a pupil
}

TEST_CASE("cards print: after a jam a person says which was the last good card") {
    Issued s;
    s.queue.said[3] = DocumentState::stopped;
    const auto jam = s.printer().print(s.cards, s.options(), s.control).value();
    REQUIRE(jam.stopped);
    CHECK(jam.stopped->find("3/2026") != std::string::npos);
    CHECK(jam.printed == 2);
    CHECK(jam.left == 3);
    CHECK(s.states() == "printed printed new new new");
    CHECK(std::find(s.queue.cancelled.begin(), s.queue.cancelled.end(), 3) != s.queue.cancelled.end());

    SECTION("nothing else is printed before that") {
        const auto other = s.printer().print(s.cards, s.options(), s.control).error();
        CHECK(other.code == ErrorCode::checkFailed);
        CHECK(describe(other).starts_with("Cards cannot be printed now: an earlier print has stopped"));
    }
    SECTION("the card that jammed came out well after all") {
        s.queue.said.clear();
        const auto rest = s.printer().goOn(3, s.control).value();
        CHECK(rest.printed == 2);
        CHECK(s.states() == "printed printed printed printed printed");
    }
    SECTION("one that the printer had taken did not come out well: its blank is spoiled") {
        s.queue.said.clear();
        std::string before;
        s.queue.onSend = [&](int) {
            if (before.empty())
                before = s.states();
        };
        const auto rest = s.printer().goOn(1, s.control).value();
        CHECK(before == "printed spoiled new new new");
        CHECK(rest.printed == 4);
        CHECK(s.states() == "printed printed printed printed printed");
    }
    SECTION("a card was handed over meanwhile") {
        s.queue.said.clear();
        REQUIRE(CardMarks(*s.office).mark({s.cards[0]}, CardState::handedOver, ""));
        CHECK(s.printer().goOn(2, s.control).value().printed == 3);
        CHECK(s.states() == "issued printed printed printed printed");
    }
    SECTION("the rest is left") {
        REQUIRE(s.printer().giveUp(2));
        CHECK(s.states() == "printed printed new new new");
        CHECK(s.printer().goOn(2, s.control).error().code == ErrorCode::nothingToDo);
        s.queue.said.clear();
        CHECK(s.printer().print({s.cards[2]}, s.options(), s.control).value().printed == 1);
    }
    SECTION("a place that the print has not") {
        CHECK(s.printer().goOn(6, s.control).error().code == ErrorCode::wrongUsage);
        CHECK(s.printer().job().value()->ended == false);
    }
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("cards print: killed between two cards, the record tells where") {
    Issued s(3);
    struct Killed {};
    s.queue.onSend = [](int document) {
        if (document == 2)
            throw Killed(); // past every handler for errors, as the end of the process would be
    };
    CHECK_THROWS_AS(s.printer().print(s.cards, s.options(), s.control), Killed);
    s.queue.onSend = {};
    const auto job = s.printer().job().value();
    REQUIRE(job);
    CHECK_FALSE(job->ended);
    CHECK(job->cards[1].state == PrintJob::CardState::sending);
    CHECK(job->cards[2].state == PrintJob::CardState::waiting);
    const auto photo = s.office->replica().cards().get(s.cards[0]).value().contents.photo;
    const auto page = s.office->pictures().fileOf(photo, "card.pdf");
    platform::writeFileAtomically(page, std::string("left by the kill")).value();
    CHECK(s.printer().goOn(1, s.control).value().printed == 2);
    CHECK_FALSE(std::filesystem::exists(page));
    CHECK(s.states() == "printed printed printed");
}

TEST_CASE("cards print: stopping takes back what has not come out, pausing only waits") {
    Issued s(4);
    s.queue.onSend = [&](int document) {
        s.queue.said[document] = document < 2 ? DocumentState::done : DocumentState::waiting;
        if (document == 3)
            s.control.stop();
    };
    const auto outcome = s.printer().print(s.cards, s.options(), s.control).value();
    REQUIRE(outcome.stopped);
    CHECK(*outcome.stopped == "The print was stopped.");
    CHECK(outcome.left == 3);
    // The first one is done, and its page goes all the same: the print service would keep it.
    CHECK(s.queue.cancelled == std::vector<int>{1, 2, 3});

    PrintControl paused([&](std::size_t, std::size_t) {});
    paused.pause();
    CHECK(paused.paused());
    paused.resume();
    CHECK_FALSE(paused.paused());
}

TEST_CASE("cards print: spoiled cards are marked and printed again") {
    Issued s;
    REQUIRE(s.printer().print(s.cards, s.options(), s.control));
    s.queue.titles.clear();
    std::string before;
    s.queue.onSend = [&](int) { before = before.empty() ? s.states() : before; };
    const auto again = s.printer().reprint({2, 4}, "smuga na zdjęciu", s.control).value();
    CHECK(again.printed == 2);
    CHECK(before == "printed spoiled printed spoiled printed");
    CHECK(s.queue.titles == std::vector<std::string>{"1/2", "2/2"});
    CHECK(s.states() == "printed printed printed printed printed");
    CHECK(s.printer().reprint({3}, "smuga", s.control).error().code == ErrorCode::wrongUsage);
    CHECK(s.printer().reprint({1}, " ", s.control).error().code == ErrorCode::valueRequired);
}

TEST_CASE("cards print: the order is that of the classes or of the register") {
    Issued s(3); // classes 1A 2B 1A
    const auto numbers = [&](CardPrinter::Order order) {
        REQUIRE(s.printer().print(s.cards, s.options(order), s.control));
        std::vector<std::string> out;
        const auto job = s.printer().job().value();
        for (const auto& card : job->cards)
            out.push_back(card.number);
        return out;
    };
    CHECK(numbers(CardPrinter::Order::byClass) == std::vector<std::string>{"1/2026", "3/2026", "2/2026"});
    auto pupil =
        s.office->replica().students().get(s.office->replica().cards().get(s.cards[0])->student)->student;
    pupil.registerNumber = "1000"; // behind 101 and 102, though not by letters
    REQUIRE(s.office->replica().commit(s.office->mutation(pupil.id.uuid, PutStudent{pupil})));
    CHECK(numbers(CardPrinter::Order::byRegisterNumber) ==
          std::vector<std::string>{"2/2026", "3/2026", "1/2026"});
}

TEST_CASE("cards print: a queue with another page is refused in words, a turned card is not") {
    Issued s(1);
    s.queue.width = 210;
    s.queue.height = 297;
    const auto refused = s.printer().print(s.cards, s.options(), s.control);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::valueInvalid);
    CHECK(refused.error().value("reason").find("210,0 × 297,0") != std::string::npos);
    CHECK_FALSE(s.printer().job().value());
    s.queue.width = s.queue.height = 0;
    CHECK_FALSE(s.printer().print(s.cards, s.options(), s.control));
    s.queue.width = 54;
    s.queue.height = 85.7;
    CHECK(s.printer().print(s.cards, s.options(), s.control).value().printed == 1);
}

TEST_CASE("cards print: a pupil who asked for deletion meanwhile is not printed") {
    Issued s(3);
    s.queue.onSend = [&](int document) {
        if (document > 1)
            return;
        const auto student = s.office->replica().cards().get(s.cards[2])->student;
        const auto file = s.office->replica().photos().file(student).value();
        REQUIRE(s.office->replica().commit(s.office->mutation(
            student.uuid, PhotoChange(RequestDeletion{"prośba rodzica"}), s.parent(), file.version)));
    };
    const auto outcome = s.printer().print(s.cards, s.options(), s.control).value();
    REQUIRE(outcome.stopped);
    CHECK(outcome.stopped->find("Żółć-Nowak Łucja") != std::string::npos);
    CHECK(s.states() == "printed printed new");
}

namespace {

/// Cards of which the blanks AB 0001 to AB 0020 are kept.
struct OnBlanks : Issued {
    explicit OnBlanks(int n = 5) : Issued(n) {
        REQUIRE(BlankService(*office).receive({"AB 0001", "AB 0020", "", {}, ""}));
    }
    CardPrinter::Options from(const std::string& first) {
        auto o = options();
        o.firstBlank = first;
        return o;
    }
    /// "AB 0001 used 1/2026, AB 0002 spoiled": what happened to which blank.
    std::string account() {
        std::string text;
        const auto booked = BlankService(*office).booked().value();
        for (const Blank& blank : booked) {
            text += (text.empty() ? "" : ", ") + blank.text() + " " + std::string(toString(blank.state));
            if (blank.card)
                text += " " + office->replica().cards().get(*blank.card)->number;
        }
        return text;
    }
};

} // namespace

TEST_CASE("cards print: each card books the blank that it came out on, in the order of printing") {
    OnBlanks s(3);
    REQUIRE(BlankService(*s.office).book("AB 0003", BlankState::spoiled, "zagięty"));
    std::reverse(s.cards.begin(), s.cards.end());
    s.queue.onSend = [&](int document) {
        if (document == 1)
            CHECK(s.account() == "AB 0003 spoiled"); // nothing is booked before it has come out
    };
    REQUIRE(s.printer().print(s.cards, s.from("AB 0002"), s.control));
    CHECK(s.account() == "AB 0002 used 3/2026, AB 0003 spoiled, AB 0004 used 2/2026, AB 0005 used 1/2026");
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("cards print: blanks that cannot be meant are refused before a card is spent") {
    OnBlanks s;
    REQUIRE(BlankService(*s.office).book("AB 0002", BlankState::returned, "inny wzór"));
    const auto code = [&](const std::string& first) {
        return s.printer().print(s.cards, s.from(first), s.control).error().code;
    };
    CHECK(code("AB 0021") == ErrorCode::unknownDelivery);
    CHECK(code("AB 0002") == ErrorCode::blankTaken);
    CHECK(code("AB 0018") == ErrorCode::blanksMissing);
    CHECK(code("druk") == ErrorCode::valueInvalid);
    REQUIRE(BlankService(*s.office).receive({"PP 0001", "PP 0020", "MEiN-II/1", {}, ""}));
    CHECK(code("PP 0001") == ErrorCode::blankTypeDiffers);
    CHECK_FALSE(s.printer().job().value());
    CHECK(s.queue.titles.empty());
    CHECK(s.account() == "AB 0002 returned");

    REQUIRE(BlankService(*s.office).use({s.cards[1]}, "AB 0009"));
    const auto outcome = s.printer().print(s.cards, s.from("AB 0010"), s.control).value();
    CHECK(outcome.printed == 4);
    REQUIRE(outcome.refused.size() == 1);
    CHECK(outcome.refused[0].error.value("reason").find("AB 0009") != std::string::npos);
}

TEST_CASE("cards print: the blank of a jam is spoiled and the next cards go on the next blanks") {
    OnBlanks s;
    s.queue.said[3] = DocumentState::stopped;
    REQUIRE(s.printer().print(s.cards, s.from("AB 0001"), s.control));
    s.queue.said.clear();
    const std::string before = "AB 0001 used 1/2026, AB 0002 used 2/2026";
    CHECK(s.account() == before);
    SECTION("the printer holds the one after it") {
        REQUIRE(s.printer().goOn(2, s.control, "AB 0004"));
        CHECK(s.account() == before + ", AB 0003 spoiled, AB 0004 used 3/2026, AB 0005 used 4/2026, "
                                      "AB 0006 used 5/2026");
    }
    SECTION("the card came out well although the printer stopped") {
        REQUIRE(s.printer().goOn(3, s.control));
        CHECK(s.account() == before + ", AB 0003 used 3/2026, AB 0004 used 4/2026, AB 0005 used 5/2026");
    }
    SECTION("a card before it was bad too") {
        REQUIRE(s.printer().goOn(1, s.control, "AB 0004"));
        CHECK(s.account() == "AB 0001 used 1/2026, AB 0002 spoiled 2/2026, AB 0003 spoiled, "
                             "AB 0004 used 2/2026, AB 0005 used 3/2026, AB 0006 used 4/2026, "
                             "AB 0007 used 5/2026");
    }
    SECTION("the rest is left") {
        REQUIRE(s.printer().giveUp(2, "AB 0004"));
        CHECK(s.account() == before + ", AB 0003 spoiled");
    }
    SECTION("a number that skips many blanks was mistyped") {
        CHECK(s.printer().goOn(2, s.control, "AB 0014").error().code == ErrorCode::valueInvalid);
        CHECK(s.account() == before);
        CHECK(s.printer().goOn(2, s.control, "AB 0001").error().code == ErrorCode::blankTaken);
        CHECK(s.printer().goOn(2, s.control).value().left == 0);
    }
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("cards print: spoiled cards spoil their blanks and go on the next ones") {
    OnBlanks s;
    REQUIRE(s.printer().print(s.cards, s.from("AB 0001"), s.control));
    REQUIRE(s.printer().reprint({2, 4}, "smuga", s.control));
    CHECK(s.account() == "AB 0001 used 1/2026, AB 0002 spoiled 2/2026, AB 0003 used 3/2026, "
                         "AB 0004 spoiled 4/2026, AB 0005 used 5/2026, AB 0006 used 2/2026, "
                         "AB 0007 used 4/2026");
    CHECK(s.states() == "printed printed printed printed printed");
    // With the stock at its end nothing is marked as spoiled for nothing.
    REQUIRE(BlankService(*s.office).book("AB 0008-0020", BlankState::returned, "koniec roku"));
    CHECK(s.printer().reprint({1}, "smuga", s.control).error().code == ErrorCode::blanksMissing);
    CHECK(s.states() == "printed printed printed printed printed");
}

TEST_CASE("cards print: a card that a pupil has is not printed again, and its blank stays used") {
    OnBlanks s(3);
    REQUIRE(s.printer().print(s.cards, s.from("AB 0001"), s.control));
    const std::string before = s.account();
    REQUIRE(CardMarks(*s.office).mark({s.cards[1]}, CardState::handedOver, "")->refused.empty());
    CHECK(s.printer().reprint({1, 2}, "smuga", s.control).error().code == ErrorCode::cardWrongState);
    CHECK(s.account() == before);
    CHECK(s.states() == "printed issued printed");
}

TEST_CASE("cards print: after a jam a card that a pupil has cannot be called bad") {
    OnBlanks s(3);
    s.queue.said[3] = DocumentState::stopped;
    REQUIRE(s.printer().print(s.cards, s.from("AB 0001"), s.control));
    s.queue.said.clear();
    const std::string before = s.account();
    REQUIRE(CardMarks(*s.office).mark({s.cards[1]}, CardState::handedOver, "")->refused.empty());
    CHECK(s.printer().goOn(1, s.control, "AB 0004").error().code == ErrorCode::cardWrongState);
    CHECK(s.account() == before);
    CHECK(s.printer().goOn(2, s.control, "AB 0004").value().left == 0);
}

TEST_CASE("cards print: that the blank of a good card was booked otherwise is told, and the print goes on") {
    OnBlanks s(3);
    s.queue.said[2] = DocumentState::stopped;
    REQUIRE(s.printer().print(s.cards, s.from("AB 0001"), s.control));
    s.queue.said.clear();
    REQUIRE(BlankService(*s.office).book("AB 0002", BlankState::spoiled, "zagięty"));
    const auto told = s.printer().goOn(2, s.control); // the second one came out well, a person says
    REQUIRE_FALSE(told);
    CHECK(told.error().value("reason").find("AB 0002") != std::string::npos);
    CHECK(s.printer().goOn(2, s.control, "AB 0003").value().left == 0);
    CHECK(s.states() == "printed printed printed");
    CHECK(s.account() == "AB 0001 used 1/2026, AB 0002 spoiled, AB 0003 used 3/2026");
}

TEST_CASE("cards print: a blank that was booked otherwise meanwhile stops the print and loses nothing") {
    OnBlanks s(3);
    s.queue.onSend = [&](int document) {
        if (document == 2)
            REQUIRE(BlankService(*s.office).book("AB 0002", BlankState::spoiled, "zagięty"));
    };
    const auto outcome = s.printer().print(s.cards, s.from("AB 0001"), s.control).value();
    REQUIRE(outcome.stopped);
    CHECK(outcome.stopped->find("AB 0002") != std::string::npos);
    CHECK(s.printer().goOn(2, s.control, "AB 0003").value().left == 0);
    CHECK(s.states() == "printed printed printed");
    CHECK(s.account() == "AB 0001 used 1/2026, AB 0002 spoiled, AB 0003 used 3/2026");
}

TEST_CASE("cards print: what a printer says of itself is told in words") {
    CHECK(printerTroubleWords("media-jam-error") == "a card has jammed");
    CHECK(printerTroubleWords("media-empty-warning, cover-open") ==
          "there are no blanks in it, its cover is open");
    CHECK(printerTroubleWords("toner-empty, marker-supply-empty-error") == "the ribbon has come to its end");
    CHECK(printerTroubleWords("com.vendor-laminator") == "com.vendor-laminator");
    CHECK(printerTroubleWords("").empty());
}

TEST_CASE("cards of a print are named by number or place") {
    PrintJob job;
    for (int i = 1; i <= 25; ++i)
        job.cards.push_back({CardId{}, std::to_string(100 + i) + "/2026"});
    using Places = std::vector<std::size_t>;
    CHECK(positionsFromText("17 i 23", job).value() == Places{17, 23});
    CHECK(positionsFromText(" 23, 17; 17 ", job).value() == Places{17, 23});
    CHECK(positionsFromText("5-8 oraz 1", job).value() == Places{1, 5, 6, 7, 8});
    CHECK(positionsFromText("103/2026", job).value() == Places{3});
    for (const char* wrong :
         {"", "0", "26", "8-5", "17 a 23", "5-", "x", "24-26", "-3", "99999999999999999999999"})
        CHECK(positionsFromText(wrong, job).error().code == ErrorCode::wrongUsage);
    job.cards[4].number = "17"; // the number on a card comes before a place
    job.cards[5].number = "SP 7-26";
    CHECK(positionsFromText("17", job).value() == Places{5});
    CHECK(positionsFromText("SP 7-26", job).value() == Places{6});
}
