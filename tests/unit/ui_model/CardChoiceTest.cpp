#include "ui/model/CardChoice.h"

#include "base/Translate.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::ui::model;
using domain::CardState;

namespace {

constexpr Date kDay{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(27)};

domain::StudentCard card(unsigned char n, CardState state) {
    domain::StudentCard c;
    std::array<std::uint8_t, 16> bytes{};
    bytes.back() = n;
    c.id = {Uuid::fromBytes(bytes)};
    c.number = std::to_string(n) + "/2026";
    c.state = state;
    c.classUnit = "1A";
    c.contents.surname = "Żółć-Nowak";
    c.contents.givenNames = "Łucja";
    return c;
}

CardChoice oneOfEachState() {
    CardChoice choice;
    unsigned char n = 0;
    for (const CardState state :
         {CardState::issued, CardState::printed, CardState::spoiled, CardState::handedOver, CardState::lost,
          CardState::returned, CardState::invalid})
        choice.shown.push_back(card(++n, state));
    choice.batch = domain::CardBatch{};
    choice.batch->number = 2;
    return choice;
}

std::string numbers(const CardChoice& choice, const std::vector<domain::CardId>& ids) {
    std::string text;
    for (const auto& c : choice.shown)
        if (std::find(ids.begin(), ids.end(), c.id) != ids.end())
            text += c.number + " ";
    return text;
}

} // namespace

TEST_CASE("only what is not printed yet and what is spoiled waits for the printer") {
    const CardChoice choice = oneOfEachState();
    CHECK(numbers(choice, choice.waiting()) == "1/2026 3/2026 ");
    CHECK(choice.shownIds().size() == 7);
}

TEST_CASE("a batch is called off without the cards that a pupil has in hand") {
    const CardChoice choice = oneOfEachState();
    CHECK(numbers(choice, choice.toCallOff()) == "1/2026 2/2026 3/2026 ");
    CHECK(choice.inHand() == 1);
}

TEST_CASE("a file is named by the card, the batch or the day, never by a pupil") {
    setLanguage(Language::english);
    CardChoice choice = oneOfEachState();
    CHECK(choice.fileStem(false, kDay) == "batch-2");
    CHECK(choice.fileStem(true, kDay) == "batch-2");
    choice.chosen = {choice.shown[1]};
    CHECK(choice.chosenAlreadyPrinted() == 1);
    CHECK(choice.fileStem(true, kDay) == "2-2026");
    choice.batch.reset();
    CHECK(choice.fileStem(false, kDay) == "2026-11-27");
}

TEST_CASE("a card is found by name, class and number") {
    const auto c = card(16, CardState::printed);
    for (const char* text : {"", "zolc", "nowak łucja", "1a zolc", "16/2026", "16", "ŻÓŁĆ-N"}) {
        INFO(text);
        CHECK(fits(c, std::string(text)));
    }
    for (const char* text : {"kos", "2026", "zolc 2b", "6/2026"}) {
        INFO(text);
        CHECK_FALSE(fits(c, std::string(text)));
    }
}

TEST_CASE("what was not marked is told with the cause of each card") {
    setLanguage(Language::english);
    app::CardMarks::Outcome outcome;
    outcome.refused.push_back(
        {{},
         "Kos Ola, 1A",
         Error{ErrorCode::cardWrongState, "", {{"number", "16/2026"}, {"state", "spoiled"}}}});
    CHECK(notMarkedText(outcome, 13) == "Nothing was marked: 1 of 13 chosen cards is in the way.\n"
                                        "Kos Ola, 1A: Card 16/2026 cannot be marked so: it is spoiled.");
    CHECK(markedText(12, CardState::printed) == "12 cards are now: printed.");
}
