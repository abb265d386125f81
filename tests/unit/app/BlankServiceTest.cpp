#include "app/BlankService.h"

#include "app/CardMarks.h"
#include "app/CardService.h"
#include "base/Format.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

std::string listOf(const std::string& text) {
    std::string out;
    for (const BlankNumber& n : blankNumbersFromText(text).value())
        out += (out.empty() ? "" : " ") + n.series + "/" + std::to_string(n.number);
    return out;
}

/// A package of ten blanks and three printed cards.
struct Cupboard : SampleOffice {
    BlankService service{*office};
    std::vector<CardId> cards;

    Cupboard() {
        std::vector<StudentId> pupils;
        for (int i = 0; i < 3; ++i)
            pupils.push_back(addWithPhoto());
        const auto issued = CardService(*office).issue(pupils, {}).value();
        for (const auto& card : issued.cards)
            cards.push_back(card.id);
        REQUIRE(CardMarks(*office).mark(cards, CardState::printed, "")->refused.empty());
        service.receive({"AB 0001", "AB 0010", "", {}, "WZ 7"}).value();
    }
    BlankService::Stock stock() { return service.stock()->front(); }
};

} // namespace

TEST_CASE("numbers of blanks as people write them") {
    CHECK(listOf("AB 0017, 0020-0023 i 0031") == "AB/17 AB/20 AB/21 AB/22 AB/23 AB/31");
    CHECK(listOf("17 i 23") == "/17 /23");
    CHECK(listOf("AB-0017") == "AB/17");
    CHECK(listOf("AB-0017-AB-0018; CD 5") == "AB/17 AB/18 CD/5");
    CHECK(listOf("1–3") == "/1 /2 /3");
    for (const char* bad : {"", ",", "9-3", "AB", "AB 0017-CD 0020", "AB 1, 3-CD 5"})
        CHECK_FALSE(blankNumbersFromText(bad));
}

TEST_CASE("each card gets the next blank that is in stock, and a card that has one keeps it") {
    Cupboard c;
    c.service.book("3", BlankState::spoiled, "zarysowany").value();
    const auto used = c.service.use({c.cards[0], c.cards[1]}, "AB 0002").value();
    REQUIRE(used.made.size() == 2);
    CHECK(used.made[1].was.number == 4);
    const auto again = c.service.use(c.cards, "AB 0002").value();
    CHECK(again.already == 2);
    REQUIRE(again.made.size() == 1);
    CHECK(again.made[0].was.number == 5);
    CHECK(c.stock().inStock == 6);
    CHECK(c.service.use(c.cards, "AB 0011").error().code == ErrorCode::unknownDelivery);
}

TEST_CASE("too few blanks from the given number on: nothing is booked") {
    Cupboard c;
    const auto refused = c.service.use(c.cards, "AB 0009");
    CHECK(refused.error().code == ErrorCode::blanksMissing);
    CHECK(refused.error().value("count") == "2");
    CHECK(c.stock().inStock == 10);
}

TEST_CASE("a spoiled blank takes its card along, and both come back") {
    Cupboard c;
    c.service.use(c.cards, "1").value();
    const auto spoiled = c.service.book("1 i 3", BlankState::spoiled, "zacięcie").value();
    CHECK(c.office->replica().cards().get(c.cards[0])->state == CardState::spoiled);
    CHECK(c.office->replica().cards().get(c.cards[1])->state == CardState::printed);
    CHECK(c.stock().spoiled == 2);
    c.service.takeBack(spoiled.made).value();
    CHECK(c.office->replica().cards().get(c.cards[0])->state == CardState::printed);
    CHECK(c.stock().used == 3);
    CHECK(c.office->replica().care().verify()->problems.empty());
}

TEST_CASE("the blank of a card that a pupil has is not spoiled") {
    Cupboard c;
    c.service.use(c.cards, "1").value();
    REQUIRE(CardMarks(*c.office).mark({c.cards[1]}, CardState::handedOver, "")->refused.empty());
    const auto refused = c.service.book("1-3", BlankState::spoiled, "smuga");
    CHECK(refused.error().code == ErrorCode::cardWrongState);
    CHECK(c.stock().spoiled == 0); // of none of them
    CHECK(c.service.spoiled()->empty());
    CHECK(c.service.book("1 i 3", BlankState::spoiled, "smuga")->made.size() == 2);
    CHECK(c.service.spoiled()->size() == 2);
    CHECK(c.office->replica().care().verify()->problems.empty());
}

TEST_CASE("what was destroyed is named by its protocol, and taken back it is spoiled again") {
    Cupboard c;
    CHECK(c.service.destroy("", "1/2026").error().code == ErrorCode::nothingToDo);
    c.service.book("5-6", BlankState::spoiled, "wada").value();
    CHECK(c.service.destroy("", " ").error().code == ErrorCode::valueRequired);
    CHECK(c.service.destroy("", "1/2026")->made.size() == 2);
    c.service.writeProtocol("1/2026", c.dir / "p.pdf").value();
    CHECK(std::filesystem::file_size(c.dir / "p.pdf") > 1000);
    CHECK(c.service.writeProtocol("2/2026", c.dir / "q.pdf").error().code == ErrorCode::nothingToDo);
    c.service.takeBack("5").value();
    CHECK(c.stock().spoiled == 1);
    CHECK(c.stock().destroyed == 1);
}

TEST_CASE("a protocol that cannot be written leaves no blank booked as destroyed") {
    Cupboard c;
    c.service.book("4-5", BlankState::spoiled, "zacięcie").value();
    CHECK_FALSE(
        c.service.destroy({}, "1/2026", c.office->dir() / "blobs" / "p.pdf").ok()); // the program's own
    CHECK(c.stock().spoiled == 2);
    CHECK(c.stock().destroyed == 0);
    c.service.destroy({}, "1/2026", c.dir / "p.pdf").value();
    CHECK(c.stock().destroyed == 2);
    CHECK(std::filesystem::exists(c.dir / "p.pdf"));
}

TEST_CASE("a delivery that was entered wrongly goes, and its blanks come in the right one") {
    Cupboard c;
    const auto entry = c.service.book("4", BlankState::spoiled, "pomyłka").value();
    CHECK(c.service.takeDeliveryBack(c.stock().delivery.id, "zły zakres").error().code ==
          ErrorCode::deliveryInUse);
    c.service.takeBack(entry.made).value();
    c.service.takeDeliveryBack(c.stock().delivery.id, "zły zakres").value();
    CHECK(c.service.stock()->empty());
    c.service.receive({"AB 0001", "AB 0020", "", {}, ""}).value();
    CHECK(c.service.book("4", BlankState::spoiled, "zarysowany")->made.size() == 1);
    CHECK(c.service.receive({"AB 1", "CD 5", "", {}, ""}).error().code == ErrorCode::valueInvalid);
}

TEST_CASE("the stock of packages as large as there can be is told at once") {
    Cupboard c;
    constexpr int kPackages = 30;
    for (int i = 0; i < kPackages; ++i)
        c.service
            .receive({fmt::format("CD {:07}", i * 100'000 + 1),
                      fmt::format("CD {:07}", (i + 1) * 100'000),
                      "",
                      {},
                      "WZ 8"})
            .value();
    c.service.book("CD 0000001-0000003, CD 0000005", BlankState::spoiled, "zarysowany").value();
    const auto begin = std::chrono::steady_clock::now();
    const auto stock = c.service.stock().value();
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
    REQUIRE(stock.size() == kPackages + 1);
    for (const auto& row : stock)
        if (row.delivery.series == "CD" && row.delivery.first == 1) {
            CHECK(row.spoiled == 4);
            CHECK(row.inStock == 99'996);
            CHECK(row.next == "CD 0000004");
        }
}
