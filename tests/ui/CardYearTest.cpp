#include "Desk.h"
#include "app/CardMarks.h"
#include "ui/cards/CardIds.h"
#include "ui/cards/CardsPanel.h"

#include <catch2/catch.hpp>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/listctrl.h>
#include <wx/notebook.h>
#include <wx/srchctrl.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

/// Pupils with printed cards.
void fillPrinted(SampleOffice& office) {
    std::vector<domain::StudentId> pupils;
    for (int i = 0; i < 6; ++i)
        pupils.push_back(office.addWithPhoto());
    std::vector<domain::CardId> cards;
    const auto issued = app::CardService(*office.office).issue(pupils, {}).value();
    for (const auto& card : issued.cards)
        cards.push_back(card.id);
    REQUIRE(app::CardMarks(*office.office).mark(cards, domain::CardState::printed, "")->refused.empty());
}

void showTab(Desk& desk, std::size_t tab) {
    desk.find<wxNotebook>(id::cardsTabs)->SetSelection(tab);
    desk.settle();
}

int placed(Desk& desk) {
    int n = 0;
    for (const auto& marks : desk.replica().cardYear().allMarks().value())
        n += marks.places();
    return n;
}

} // namespace

TEST_CASE("validity marks are entered for all and for some, and taken back") {
    Desk desk(fillPrinted, Language::polish, "cards");
    showTab(desk, 2);
    auto* list = desk.find<wxListCtrl>(id::marksList);
    REQUIRE(list->GetItemCount() == 6);
    desk.screenshot("marks-before");
    desk.click(id::marksChosen);
    REQUIRE(desk.until([&] { return placed(desk) == 1; }));
    desk.settle();
    desk.click(id::marksAll);
    REQUIRE(desk.until([&] { return placed(desk) == 6; }));
    desk.settle();
    desk.screenshot("marks-after");
    list->SetFocus();
    desk.key('Z', wxMOD_CONTROL);
    REQUIRE(desk.until([&] { return placed(desk) == 1; }));
    desk.settle();
    desk.dialogs().texts.push_back("zła klasa");
    list->SetFocus();
    desk.click(id::marksTakeBack);
    REQUIRE(desk.until([&] { return placed(desk) == 0; }));
}

TEST_CASE("a duplicate is asked for in the window with its reason, and its payment is noted") {
    Desk desk(fillPrinted, Language::polish, "cards");
    showTab(desk, 3);
    desk.find<wxSearchCtrl>(id::duplicateFind)->SetValue("1/2026");
    desk.settle();
    desk.find<wxChoice>(id::duplicateReason)->SetSelection(1); // stolen
    desk.screenshot("duplicates-form");
    desk.click(id::duplicateIssue);
    REQUIRE(desk.until([&] { return desk.replica().cards().list().value().size() == 7; }));
    desk.settle();
    CHECK(desk.find<wxListCtrl>(id::duplicatesList)->GetItemCount() == 1);
    desk.dialogs().texts.push_back("przelew 14/11");
    desk.click(id::duplicatePay);
    REQUIRE(desk.until([&] {
        const auto requests = desk.replica().cardYear().requests().value();
        return requests.size() == 1 && requests.front().payment == "przelew 14/11";
    }));
    desk.settle();
    desk.screenshot("duplicates-list");
    CHECK(desk.replica().cards().find("1/2026")->state == domain::CardState::invalid);
    CHECK_FALSE(desk.find<wxButton>(id::duplicateWithdraw)->IsEnabled());
}

TEST_CASE("blanks are received, booked as spoiled and taken back in the window") {
    Desk desk(fillPrinted, Language::polish, "cards");
    showTab(desk, 4);
    desk.screenshot("blanks-empty");
    desk.find<wxTextCtrl>(id::blanksFirst)->SetValue("AB 0001");
    desk.find<wxTextCtrl>(id::blanksLast)->SetValue("AB 0300");
    desk.click(id::blanksReceive);
    auto* list = desk.find<wxListCtrl>(id::blanksList);
    REQUIRE(desk.until([&] { return list->GetItemCount() == 1; }));
    desk.settle();
    const auto spoiled = [&] {
        int n = 0;
        for (const auto& blank : desk.replica().cardYear().bookedBlanks().value())
            n += blank.state == domain::BlankState::spoiled;
        return n;
    };
    desk.dialogs().texts = {"17 i 23", "zacięcie karty"};
    desk.click(id::blanksSpoiled);
    REQUIRE(desk.until([&] { return spoiled() == 2; }));
    desk.settle();
    desk.screenshot("blanks-list");
    list->SetFocus();
    desk.key('Z', wxMOD_CONTROL);
    CHECK(desk.until([&] { return spoiled() == 0; }));
}
