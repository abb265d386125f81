#include "Desk.h"
#include "app/CardMarks.h"
#include "app/DuplicateService.h"
#include "ui/Text.h"
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

void issuePrinted(app::Office& office, const std::vector<domain::StudentId>& pupils) {
    std::vector<domain::CardId> cards;
    for (const auto& card : app::CardService(office).issue(pupils, {}).value().cards)
        cards.push_back(card.id);
    REQUIRE(app::CardMarks(office).mark(cards, domain::CardState::printed, "")->refused.empty());
}

/// Pupils with printed cards.
void fillPrinted(SampleOffice& office) {
    std::vector<domain::StudentId> pupils;
    for (int i = 0; i < 6; ++i)
        pupils.push_back(office.addWithPhoto());
    issuePrinted(*office.office, pupils);
}

/// What another office does while this window is open.
void askForDuplicate(Desk& desk, const std::string& number) {
    app::Office& office = desk.desktop().context()->office;
    const auto card = office.replica().cards().find(number).value();
    REQUIRE(app::DuplicateService(office).enter(card.id, {domain::DuplicateReason::lost, {}, {}}).ok());
    desk.desktop().context()->dataChanged();
    desk.settle();
}

std::string paymentOf(Desk& desk, const std::string& number) {
    const auto card = desk.replica().cards().find(number).value();
    const auto request = desk.replica().cardYear().request(card.id).value();
    return request ? request->payment : "no request";
}

void typeInto(Desk& desk, int control, const std::string& text) {
    auto* field = desk.find<wxTextCtrl>(control);
    field->SetFocus();
    field->SetValue(text);
    desk.settle();
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

TEST_CASE("duplicates: what is done to the chosen request stays with it when others come in") {
    Desk desk(fillPrinted, Language::polish, "cards");
    showTab(desk, 3);
    askForDuplicate(desk, "1/2026");
    CHECK(desk.find<wxListCtrl>(id::duplicatesList)->GetItemCount() == 1);
    askForDuplicate(desk, "2/2026"); // stands above it
    desk.dialogs().texts.push_back("przelew 14/11");
    desk.dialogs().meanwhile = [&] { askForDuplicate(desk, "3/2026"); };
    desk.click(id::duplicatePay);
    REQUIRE(desk.until([&] { return paymentOf(desk, "1/2026") == "przelew 14/11"; }, 5000));
    CHECK(paymentOf(desk, "2/2026").empty());
    CHECK(paymentOf(desk, "3/2026").empty());
    CHECK(desk.dialogs().asked.back().find("Nowak") != std::string::npos); // the question names the pupil
}

TEST_CASE("marks: the chosen card stays chosen when another pupil comes in above it") {
    Desk desk(
        [](SampleOffice& office) {
            const auto pupil = [&](const char* surname) {
                domain::Student s = sampleStudent(office.count++);
                s.surname = surname;
                s.classUnit = "1A";
                const auto id = office.add(s);
                static_cast<void>(office.review
                                      .submit(id, sampleJpeg(office.count), "a.jpg",
                                              domain::PhotoChannel::office, office.office->clerk(), true)
                                      .value());
                return id;
            };
            issuePrinted(*office.office, {pupil("Zych")});
            pupil("Adamczyk");
        },
        Language::polish, "cards");
    showTab(desk, 2);
    REQUIRE(desk.find<wxListCtrl>(id::marksList)->GetItemCount() == 1);
    app::Office& office = desk.desktop().context()->office;
    const auto pupils = office.replica().students().list().value();
    issuePrinted(office, {pupils.front().student.id});
    desk.desktop().context()->dataChanged();
    desk.settle();
    REQUIRE(desk.find<wxListCtrl>(id::marksList)->GetItemCount() == 2);
    desk.click(id::marksChosen);
    REQUIRE(desk.until([&] { return placed(desk) == 1; }));
    CHECK(desk.replica().cardYear().allMarks()->front().id == desk.replica().cards().find("1/2026")->id);
}

TEST_CASE("duplicates: of several cards that fit the search none is chosen for the clerk") {
    Desk desk(fillPrinted, Language::polish, "cards");
    showTab(desk, 3);
    auto* find = desk.find<wxSearchCtrl>(id::duplicateFind);
    find->SetValue("nowak");
    desk.settle();
    CHECK(desk.find<wxChoice>(id::duplicateCard)->GetCount() == 6);
    CHECK(desk.find<wxChoice>(id::duplicateCard)->GetSelection() == wxNOT_FOUND);
    CHECK_FALSE(desk.find<wxButton>(id::duplicateRequestOnly)->IsEnabled());
    find->SetValue("3/2026");
    desk.settle();
    CHECK(desk.find<wxChoice>(id::duplicateCard)->GetSelection() == 0);
    CHECK(desk.find<wxButton>(id::duplicateRequestOnly)->IsEnabled());
}

TEST_CASE("unsaved: a request that is being typed survives what is done to others, and is asked about") {
    Desk desk(fillPrinted, Language::polish, "cards");
    showTab(desk, 3);
    askForDuplicate(desk, "1/2026");
    desk.find<wxSearchCtrl>(id::duplicateFind)->SetValue("2/2026");
    typeInto(desk, id::duplicateNote, "zgubiona na wycieczce");
    desk.dialogs().texts.push_back("przelew 14/11");
    desk.click(id::duplicatePay);
    REQUIRE(desk.until([&] { return paymentOf(desk, "1/2026") == "przelew 14/11"; }, 5000));
    desk.settle();
    CHECK(ui::utf8(desk.find<wxTextCtrl>(id::duplicateNote)->GetValue()) == "zgubiona na wycieczce");
    auto* cards = dynamic_cast<ui::CardsPanel*>(desk.frame().view("cards"));
    REQUIRE(cards);
    SECTION("the form is not given to another card without a question") {
        cards->startDuplicate(desk.replica().cards().find("3/2026").value());
        CHECK(desk.dialogs().unsaved.size() == 1);
        CHECK(ui::utf8(desk.find<wxTextCtrl>(id::duplicateNote)->GetValue()) == "zgubiona na wycieczce");
        desk.dialogs().nextSave = ui::Dialogs::Save::discard;
        cards->startDuplicate(desk.replica().cards().find("3/2026").value());
        CHECK(desk.find<wxTextCtrl>(id::duplicateNote)->IsEmpty());
    }
    SECTION("nor does the program end") {
        desk.key('Q', wxMOD_CONTROL);
        desk.settle();
        CHECK(desk.dialogs().unsaved.size() == 1);
        REQUIRE(desk.desktop().frame());
    }
    desk.dialogs().nextSave = ui::Dialogs::Save::discard;
}

TEST_CASE("unsaved: a delivery of blanks that is being typed is asked about") {
    Desk desk(fillPrinted, Language::polish, "cards");
    showTab(desk, 4);
    typeInto(desk, id::blanksFirst, "AB 0001");
    desk.key(WXK_F5);
    desk.settle();
    CHECK(ui::utf8(desk.find<wxTextCtrl>(id::blanksFirst)->GetValue()) == "AB 0001");
    desk.key('Q', wxMOD_CONTROL);
    desk.settle();
    CHECK(desk.dialogs().unsaved.size() == 1);
    REQUIRE(desk.desktop().frame());
    desk.dialogs().nextSave = ui::Dialogs::Save::discard;
}
