#include "app/CardMarks.h"
#include "app/CardExporter.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

const Date kIssued = *dateFromIso("2026-09-10");

/// A batch of cards, all of them printed.
struct Printed : SampleOffice {
    CardService service{*office};
    CardMarks marks{*office};
    CardExporter exporter{*office};
    std::vector<CardId> cards;
    BatchId batch;

    explicit Printed(int n = 3) {
        std::vector<StudentId> pupils;
        for (int i = 0; i < n; ++i)
            pupils.push_back(addWithPhoto());
        const auto issued = service.issue(pupils, kIssued).value();
        for (const auto& card : issued.cards)
            cards.push_back(card.id);
        batch = issued.batches.front().id;
        REQUIRE(marks.mark(cards, CardState::printed, "")->refused.empty());
    }
    StudentCard card(std::size_t i) { return office->replica().cards().get(cards.at(i)).value(); }
    std::string states() {
        std::string text;
        for (std::size_t i = 0; i < cards.size(); ++i)
            text += std::string(text.empty() ? "" : " ") + std::string(toString(card(i).state));
        return text;
    }
};

int pagesOf(const std::filesystem::path& pdf) {
    const auto bytes = platform::readFile(pdf).value();
    const std::string text(bytes.begin(), bytes.end());
    int n = 0;
    for (auto at = text.find("/Type /Page\n"); at != std::string::npos;
         at = text.find("/Type /Page\n", at + 1))
        ++n;
    return n;
}

} // namespace

TEST_CASE("marking many cards is all or nothing, and every card in the way is named") {
    Printed s(4);
    REQUIRE(s.marks.mark({s.cards[1], s.cards[3]}, CardState::spoiled, "smuga na zdjęciu")->refused.empty());
    const auto half = s.marks.mark(s.cards, CardState::handedOver, "").value();
    CHECK(half.made.empty());
    REQUIRE(half.refused.size() == 2);
    CHECK(half.refused[0].error.value("number") == "2/2026");
    CHECK(half.refused[1].error.value("number") == "4/2026");
    CHECK(half.allowed == std::vector<CardId>{s.cards[0], s.cards[2]});
    CHECK(s.states() == "printed spoiled printed spoiled");
    CHECK(s.marks.mark(half.allowed, CardState::handedOver, "")->made.size() == 2);
    CHECK(s.states() == "issued spoiled issued spoiled");
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("cards that are so already are left as they are") {
    Printed s;
    REQUIRE(s.marks.mark({s.cards[0]}, CardState::handedOver, ""));
    const auto outcome = s.marks.mark(s.cards, CardState::handedOver, "").value();
    CHECK(outcome.refused.empty());
    CHECK(outcome.made.size() == 2);
}

TEST_CASE("a mark is taken back with the reason that stood there before, all cards or none") {
    Printed s;
    REQUIRE(s.marks.mark({s.cards[0]}, CardState::spoiled, "smuga"));
    const auto again = s.marks.mark(s.cards, CardState::printed, "").value();
    REQUIRE(again.made.size() == 1); // the two others are printed already
    CHECK(s.card(0).stateReason.empty());
    REQUIRE(s.marks.takeBack(again.made));
    CHECK(s.card(0).state == CardState::spoiled);
    CHECK(s.card(0).stateReason == "smuga");

    const auto handed = s.marks.mark({s.cards[1], s.cards[2]}, CardState::handedOver, "").value();
    REQUIRE(s.marks.mark({s.cards[2]}, CardState::lost, "zgubiona"));
    CHECK(s.marks.takeBack(handed.made).error().code == ErrorCode::versionChanged);
    CHECK(s.states() == "spoiled issued lost");
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("the register wants a reason for a card that is spoiled, lost or invalid") {
    Printed s;
    for (const CardState state : {CardState::spoiled, CardState::lost, CardState::invalid}) {
        CHECK(s.marks.mark(s.cards, state, "  ").error().code == ErrorCode::valueRequired);
        CHECK(CardMarks::wantsReason(state));
    }
    CHECK(s.states() == "printed printed printed");
}

TEST_CASE("a spoiled card is not brought back once the pupil has another one") {
    Printed s;
    REQUIRE(s.marks.mark({s.cards[0]}, CardState::spoiled, "smuga"));
    const auto issued = s.service.issue({s.card(0).student}, kIssued).value();
    REQUIRE(issued.cards.size() == 1);
    const auto outcome = s.marks.mark({s.cards[0]}, CardState::printed, "").value();
    REQUIRE(outcome.refused.size() == 1);
    CHECK(outcome.refused[0].error.code == ErrorCode::cardAlreadyIssued);
    CHECK(outcome.refused[0].error.value("number") == issued.cards[0].number);
    // Nor does it reach the printer.
    const auto done = s.exporter.pdf({s.cards[0]}, s.dir / "cards.pdf", {}).value();
    CHECK(done.cards == 0);
    CHECK(done.refused.at(0).error.code == ErrorCode::cardAlreadyIssued);
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("after one spoiled card only that one waits for the printer") {
    Printed s(5);
    REQUIRE(s.marks.mark({s.cards[2]}, CardState::spoiled, "smuga"));
    CHECK(s.exporter.cardsToPrint(s.batch).value() == std::vector<CardId>{s.cards[2]});
    REQUIRE(s.exporter.pdf(s.exporter.cardsToPrint(s.batch).value(), s.dir / "again.pdf", {}));
    CHECK(pagesOf(s.dir / "again.pdf") == 1);
    // A printed card is printed again only when it is named.
    REQUIRE(s.exporter.pdf({s.cards[0], s.cards[4]}, s.dir / "named.pdf", {}));
    CHECK(pagesOf(s.dir / "named.pdf") == 2);
}

TEST_CASE("cards of several types do not share a file") {
    SampleOffice s;
    CardService service(*s.office);
    const auto a = s.addWithPhoto();
    Student student = test::sampleStudent(7);
    student.cardType = "MEiN-I/3-N";
    const auto b = s.add(student);
    REQUIRE(s.review.submit(b, test::sampleJpeg(9), "a.jpg", PhotoChannel::office, s.office->clerk(), true));
    std::vector<CardId> ids;
    const auto issued = service.issue({a, b}, kIssued).value();
    for (const auto& card : issued.cards)
        ids.push_back(card.id);
    REQUIRE(ids.size() == 2);
    const auto refused = CardExporter(*s.office).pdf(ids, s.dir / "mixed.pdf", {});
    CHECK(refused.error().code == ErrorCode::valueInvalid);
    CHECK_FALSE(std::filesystem::exists(s.dir / "mixed.pdf"));
}

TEST_CASE("the list for SIO names each pupil that it leaves out") {
    Printed s;
    REQUIRE(s.marks.mark({s.cards[0]}, CardState::spoiled, "smuga"));
    const auto done = s.exporter.sio(s.cards, s.dir / "sio.csv").value();
    CHECK(done.cards == 2);
    REQUIRE(done.refused.size() == 1);
    CHECK(done.refused[0].error.code == ErrorCode::cardLeftOut);
}

TEST_CASE("a test card is one page without a pupil, and uses up no number") {
    SampleOffice s;
    const auto before = s.office->replica().school()->nextNumber;
    for (const char* type : {"", "MEiN-I/1", "MEiN-I/2", "MEiN-I/3-N"}) {
        CardExporter::Options options;
        options.templateName = type;
        INFO(type);
        REQUIRE(CardExporter(*s.office).testCard(s.dir / "test.pdf", options));
        CHECK(pagesOf(s.dir / "test.pdf") == 1);
    }
    CHECK(s.office->replica().school()->nextNumber == before);
    CHECK(s.office->replica().cards().list()->empty());
}
