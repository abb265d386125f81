#include "app/CardPrinter.h"

#include "app/CardExporter.h"
#include "app/CardMarks.h"
#include "app/PrintPictures.h"
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
        CHECK(s.printer().print(s.cards, s.options(), s.control).error().code == ErrorCode::checkFailed);
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
