// Cards straight to a card printer, from the window to a CUPS of the test's own.
#include "Desk.h"
#include "app/BlankService.h"
#include "app/CardPrinter.h"
#include "printing/Cups.h"
#include "ui/Ids.h"
#include "ui/PrinterCorrection.h"
#include "ui/cards/CardIds.h"
#include "ui/help/ManualFrame.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

void fill(SampleOffice& office) {
    for (int i = 0; i < 4; ++i)
        office.addWithPhoto();
    REQUIRE(app::BlankService(*office.office).receive({"AB 0001", "AB 0300", "", {}, ""}));
}

std::string states(Desk& desk) {
    std::string text;
    for (const auto& card : desk.replica().cards().list().value())
        text += (text.empty() ? "" : " ") + std::string(toString(card.state));
    return text;
}

/// "AB 0001 used, AB 0002 spoiled": what happened to which blank.
std::string account(Desk& desk) {
    auto blanks = desk.replica().cardYear().bookedBlanks().value();
    std::ranges::sort(blanks, {}, &domain::Blank::number);
    std::string text;
    for (const auto& blank : blanks)
        text += (text.empty() ? "" : ", ") + blank.text() + " " + std::string(toString(blank.state));
    return text;
}

wxDialog& dialog(Desk& desk) {
    return *dynamic_cast<wxDialog*>(wxGetTopLevelParent(desk.find<wxChoice>(id::printQueue)));
}

bool isShown(Desk& desk, int id) {
    return desk.find<wxWindow>(id)->IsShownOnScreen();
}

wxTextCtrl& blank(Desk& desk, int id) {
    return *desk.find<wxTextCtrl>(id);
}

void shot(Desk& desk, const std::string& name) {
    const char* variant = std::getenv("ESEK_SHOTS");
    pump(150);
    takeScreenshot(dialog(desk), (variant ? std::string(variant) + "-" : std::string()) + name);
}

/// The dialog, with the cards of all pupils waiting in one batch.
void open(Desk& desk) {
    desk.click(id::cardsIssue);
    REQUIRE(desk.until([&] { return !desk.replica().cards().batches().value().empty(); }));
    desk.settle();
    desk.click(id::batchDirect);
    REQUIRE(desk.until([&] { return desk.find<wxChoice>(id::printQueue)->GetCount() == 2; }));
    desk.settle();
}

/// As a person picks it; GTK's own list of choices takes no clicks from the test.
void choose(wxChoice& choice, int n) {
    choice.SetSelection(n);
    wxCommandEvent event(wxEVT_CHOICE, choice.GetId());
    event.SetEventObject(&choice);
    event.SetInt(n);
    choice.HandleWindowEvent(event);
    pump(100);
}

ui::ManualFrame* manual() {
    for (wxWindow* window : wxTopLevelWindows)
        if (auto* frame = dynamic_cast<ui::ManualFrame*>(window))
            return frame;
    return nullptr;
}

} // namespace

TEST_CASE("cards go straight to a card printer, and spoiled ones are printed again", "[print]") {
    Cups cups;
    Desk desk(fill, Language::polish, "cards");
    open(desk);
    CHECK(blank(desk, id::printFirstBlank).GetValue() == "AB 0001");
    choose(*desk.find<wxChoice>(id::printQueue), 0);
    CHECK(says(dialog(desk), "297,0 mm")); // the page of the queue is said before a card is spent
    CHECK(says(dialog(desk), "CR-80"));
    shot(desk, "print-choice-a4");
    desk.click(id::printStart);
    desk.settle();
    CHECK(states(desk) == "new new new new");
    CHECK(account(desk).empty());
    shot(desk, "print-wrong-page");

    choose(*desk.find<wxChoice>(id::printQueue), 1);
    CHECK_FALSE(says(dialog(desk), "CR-80"));
    shot(desk, "print-choice");
    blank(desk, id::printFirstBlank).SetValue("AB 0007");
    // The queue has a correction of its own, which goes before the one for files.
    ui::setPrinterCorrection(desk.preferences(), {}, {5, 5, 1, 1});
    ui::setPrinterCorrection(desk.preferences(), "KARTY", {0.3, -0.2, 1.001, 0.999});
    desk.click(id::printStart);
    REQUIRE(desk.until([&] { return states(desk) == "printed printed printed printed"; }));
    desk.settle();
    CHECK(cups.pages().size() == 4);
    CHECK(app::CardPrinter(desk.desktop().context()->office).job().value()->offset ==
          app::PrintOffset{0.3, -0.2, 1.001, 0.999});
    CHECK(account(desk) == "AB 0007 used, AB 0008 used, AB 0009 used, AB 0010 used");
    REQUIRE(isShown(desk, id::printSpoiled));
    shot(desk, "print-ended");

    desk.click(id::printAgain); // nothing is named yet
    desk.settle();
    CHECK(says(dialog(desk), "od 1 do 4"));
    blank(desk, id::printSpoiled).SetValue("1 i 3");
    desk.click(id::printAgain);
    desk.settle();
    CHECK(states(desk) == "printed printed printed printed"); // no reason, no mark
    CHECK(cups.pages().size() == 4);
    blank(desk, id::printReason).SetValue("smuga");
    desk.click(id::printAgain);
    REQUIRE(desk.until([&] { return cups.pages().size() == 6; }));
    desk.settle();
    CHECK(states(desk) == "printed printed printed printed");
    CHECK(account(desk) == "AB 0007 spoiled, AB 0008 used, AB 0009 spoiled, AB 0010 used, AB 0011 used, "
                           "AB 0012 used");
}

TEST_CASE("after a jam the window asks for the last good card and prints the rest", "[print]") {
    Cups cups;
    Desk desk(fill, Language::polish, "cards");
    open(desk);
    choose(*desk.find<wxChoice>(id::printQueue), 1);
    cups.jam();
    desk.click(id::printStart);
    REQUIRE(desk.until([&] { return isShown(desk, id::printGoOn); }));
    desk.settle();
    CHECK(desk.find<wxChoice>(id::printLastGood)->GetSelection() == 0);
    CHECK(says(dialog(desk), "zacięcie karty"));
    CHECK(blank(desk, id::printQuestionBlank).GetValue() == "AB 0001");
    shot(desk, "print-question");
    SECTION("the blank that jammed is spoiled") {
        cups.repair();
        blank(desk, id::printQuestionBlank).SetValue("AB 0002");
        desk.click(id::printGoOn);
        REQUIRE(desk.until([&] { return states(desk) == "printed printed printed printed"; }));
        desk.settle();
        CHECK(cups.pages().size() == 4);
        CHECK(account(desk) == "AB 0001 spoiled, AB 0002 used, AB 0003 used, AB 0004 used, AB 0005 used");
    }
    SECTION("what was chosen and typed stays when it is refused") {
        cups.repair();
        choose(*desk.find<wxChoice>(id::printLastGood), 2);
        blank(desk, id::printQuestionBlank).SetValue("AB 0100");
        desk.click(id::printGoOn);
        REQUIRE(desk.until([&] { return isShown(desk, id::printGoOn); }));
        desk.settle();
        CHECK(states(desk) == "new new new new");
        CHECK(desk.find<wxChoice>(id::printLastGood)->GetSelection() == 2);
        CHECK(blank(desk, id::printQuestionBlank).GetValue() == "AB 0100");
    }
    SECTION("the window is closed, and asks again when it is opened") {
        dialog(desk).Close();
        pump(100);
        desk.click(id::batchDirect);
        REQUIRE(desk.until([&] { return isShown(desk, id::printGoOn); }));
        desk.settle();
        desk.click(id::printGiveUp);
        REQUIRE(desk.until([&] { return !wxWindow::FindWindowById(id::printQueue); }));
        CHECK(states(desk) == "new new new new");
        CHECK(account(desk).empty());
    }
}

TEST_CASE("a print is paused, resumed and stopped from the window", "[print]") {
    Cups cups;
    Desk desk(fill, Language::polish, "cards");
    open(desk);
    choose(*desk.find<wxChoice>(id::printQueue), 1);
    cups.hold();
    desk.click(id::printStart);
    REQUIRE(desk.until([&] { return cups.kept() == 2; })); // so many are sent ahead
    shot(desk, "print-running");
    desk.click(id::printPause);
    cups.release();
    // What the printer had comes out; the others wait as long as nobody resumes.
    REQUIRE(desk.until([&] { return says(dialog(desk), "Wydrukowano 2 z 4. Wstrzymano"); }));
    shot(desk, "print-paused");
    pump(1000);
    CHECK(cups.pages().size() == 2);
    desk.dialogs().nextConfirm = false;
    dialog(desk).Close(); // asked, and refused
    CHECK(desk.dialogs().asked.back().find("zatrzyma wydruk") != std::string::npos);
    CHECK(isShown(desk, id::printPause));
    SECTION("resumed") {
        desk.click(id::printPause);
        REQUIRE(desk.until([&] { return cups.pages().size() == 4; }));
        REQUIRE(desk.until([&] { return isShown(desk, id::printSpoiled); }));
    }
    SECTION("closed: the window stays until the print has ended, and the list behind is read anew") {
        desk.dialogs().nextConfirm = true;
        dialog(desk).Close();
        REQUIRE(desk.until([&] { return !wxWindow::FindWindowById(id::printQueue); }));
        desk.settle();
        CHECK(desk.find<wxButton>(id::batchPdf)->GetLabel().Contains("(2)"));
    }
    SECTION("stopped") {
        desk.click(id::printStop);
        REQUIRE(desk.until([&] { return isShown(desk, id::printGoOn); }));
        CHECK(says(dialog(desk), "Wydruk został zatrzymany."));
        CHECK(cups.pages().size() == 2);
    }
}

TEST_CASE("F1 in the print window opens the page about card printers", "[print]") {
    Cups cups;
    Desk desk(fill, Language::polish, "cards");
    open(desk);
    desk.key(WXK_F1);
    REQUIRE(desk.until([] { return manual() != nullptr; }));
    CHECK(manual()->openPage() == "druk.html");
    takeScreenshot(*manual(), "print-manual");
}
