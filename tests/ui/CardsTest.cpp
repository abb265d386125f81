#include "Desk.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/cards/CardIds.h"
#include "ui/cards/CardMarksBar.h"
#include "ui/cards/ScreenCanvas.h"
#include "ui/controls/NoticeBar.h"

#include <catch2/catch.hpp>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/listctrl.h>
#include <wx/notebook.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
using esek::ui::utf8;
namespace id = esek::ui::id;

namespace {

/// The button with this label, as a person finds it.
wxButton* button(const wxWindow& window, const std::string& label) {
    for (wxWindow* child : window.GetChildren()) {
        auto* found = dynamic_cast<wxButton*>(child);
        if (found && found->IsShownOnScreen() && utf8(found->GetLabelText()) == label)
            return found;
        if (auto* inner = button(*child, label))
            return inner;
    }
    return nullptr;
}

std::string states(Desk& desk) {
    std::string text;
    for (const auto& card : desk.replica().cards().list().value())
        text += (text.empty() ? "" : " ") + std::string(toString(card.state));
    return text;
}

/// Cards of this many pupils, all in one batch that stands in front.
void issueAll(Desk& desk) {
    desk.click(id::cardsIssue);
    REQUIRE(desk.until([&] { return !desk.replica().cards().batches().value().empty(); }));
    desk.settle();
}

/// Clicks a row of a list as a mouse does.
void clickRow(wxListCtrl& list, long row) {
    wxRect place;
    REQUIRE(list.GetItemRect(row, place));
    wxUIActionSimulator hands;
    const wxPoint at = list.ClientToScreen(place.GetPosition() + wxPoint(20, place.height / 2));
    hands.MouseMove(at.x, at.y);
    pump(60);
    hands.MouseClick();
    pump(80);
}

/// Pages of a PDF as libharu writes it: page objects stand uncompressed.
std::size_t pdfPages(const std::filesystem::path& file) {
    const auto bytes = platform::readFile(file).value();
    const std::string text(bytes.begin(), bytes.end());
    std::size_t pages = 0;
    for (std::size_t at = text.find("/Type /Page"); at != std::string::npos;
         at = text.find("/Type /Page", at + 11))
        pages += text[at + 11] != 's';
    return pages;
}

} // namespace

TEST_CASE("cards are issued for those who are ready and saved as a PDF with a page each") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 5; ++i)
                office.addWithPhoto();
            office.add(); // without a photo
        },
        Language::english, "cards");
    auto* people = desk.find<wxListCtrl>(id::cardsPeople);
    REQUIRE(people->GetItemCount() == 5);
    desk.click(id::cardsIssue);
    REQUIRE(desk.until([&] { return !desk.replica().cards().batches().value().empty(); }));
    desk.settle();
    REQUIRE(desk.dialogs().asked.size() == 1);
    CHECK(desk.replica().cards().batches().value().front().cardCount == 5);
    CHECK(desk.find<wxNotebook>(id::cardsTabs)->GetSelection() == 1); // on to the printing
    CHECK(desk.find<wxListCtrl>(id::batchCards)->GetItemCount() == 5);

    const auto pdf = desk.dir() / "cards.pdf";
    desk.dialogs().files.push_back(pdf.string());
    desk.click(id::batchPdf);
    REQUIRE(desk.until([&] { return std::filesystem::exists(pdf); }));
    desk.settle();
    CHECK(pdfPages(pdf) == 5);

    // One is spoiled; a reason is asked for first, and without one nothing happens.
    desk.click(id::batchSpoiled);
    desk.settle();
    CHECK(desk.replica().cards().list().value().front().state == domain::CardState::issued);
    desk.dialogs().texts.push_back("smudged");
    desk.click(id::batchSpoiled);
    CHECK(desk.until(
        [&] { return desk.replica().cards().list().value().front().state == domain::CardState::spoiled; }));
    desk.settle();
    CHECK(desk.replica().cards().list().value().front().stateReason == "smudged");
}

TEST_CASE("the question before issuing can be refused, and nothing happens") {
    Desk desk([](SampleOffice& office) { office.addWithPhoto(); }, Language::english, "cards");
    desk.dialogs().nextConfirm = false;
    desk.click(id::cardsIssue);
    desk.settle();
    CHECK(desk.dialogs().asked.size() == 1);
    CHECK(desk.replica().cards().batches().value().empty());
}

TEST_CASE("an export that is stopped leaves no file") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 40; ++i)
                office.addWithPhoto();
        },
        Language::english, "cards");
    desk.click(id::cardsIssue);
    REQUIRE(desk.until([&] { return !desk.replica().cards().batches().value().empty(); }, 60000));
    desk.settle();
    const auto pdf = desk.dir() / "stopped.pdf";
    desk.dialogs().files.push_back(pdf.string());
    // The button is pressed by the same hands that would press it a moment later: the export is under way
    // then.
    auto* stop = desk.find<wxButton>(id::batchCancel);
    wxCommandEvent save(wxEVT_BUTTON, id::batchPdf);
    auto* button = desk.find<wxButton>(id::batchPdf);
    save.SetEventObject(button);
    button->ProcessWindowEvent(save);
    wxCommandEvent press(wxEVT_BUTTON, id::batchCancel);
    press.SetEventObject(stop);
    stop->ProcessWindowEvent(press);
    desk.settle();
    CHECK_FALSE(std::filesystem::exists(pdf));
    CHECK(desk.find<wxButton>(id::batchPdf)->IsEnabled());
}

TEST_CASE("one spoiled card is printed again alone") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 5; ++i)
                office.addWithPhoto();
        },
        Language::polish, "cards");
    issueAll(desk);
    auto* cards = desk.find<wxListCtrl>(id::batchCards);
    cards->SetFocus();
    desk.key('A', wxMOD_CONTROL);
    CHECK(cards->GetSelectedItemCount() == 5);
    desk.click(id::batchPrinted);
    REQUIRE(desk.until([&] { return states(desk) == "printed printed printed printed printed"; }));
    desk.settle();
    clickRow(*cards, 2);
    desk.dialogs().texts.push_back("smuga na zdjęciu");
    desk.click(id::batchSpoiled);
    REQUIRE(desk.until([&] { return states(desk) == "printed printed spoiled printed printed"; }));
    desk.settle();
    // The default is what was not printed or was spoiled; the one chosen card is said in the label.
    CHECK(button(desk.frame(), "Drukuj nowe i zepsute (1)…") != nullptr);
    CHECK(button(desk.frame(), "Drukuj zaznaczone (1)…") != nullptr);
    const auto pdf = desk.dir() / "again.pdf";
    desk.dialogs().files.push_back(pdf.string());
    desk.click(id::batchPrintSelected);
    REQUIRE(desk.until([&] { return std::filesystem::exists(pdf); }));
    desk.settle();
    CHECK(pdfPages(pdf) == 1);
    // The file can be opened from the message.
    auto* open = button(desk.frame(), "Otwórz plik");
    REQUIRE(open);
    desk.click(open);
    REQUIRE(desk.until([&] { return !desk.dialogs().opened.empty(); }));
    CHECK(desk.dialogs().opened.front() == pdf.string());

    // A card that was printed is printed again only after a question.
    clickRow(*cards, 0);
    desk.dialogs().nextConfirm = false;
    const auto asked = desk.dialogs().asked.size();
    desk.click(id::batchPrintSelected);
    desk.settle();
    CHECK(desk.dialogs().asked.size() == asked + 1);
    CHECK(desk.dialogs().asked.back().find("już wydrukowana") != std::string::npos);
}

TEST_CASE("marks of many cards are all or nothing, and are taken back by Ctrl+Z and by the button") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 4; ++i)
                office.addWithPhoto();
        },
        Language::polish, "cards");
    issueAll(desk);
    auto* cards = desk.find<wxListCtrl>(id::batchCards);
    cards->SetFocus();
    desk.key('A', wxMOD_CONTROL);
    desk.click(id::batchPrinted);
    REQUIRE(desk.until([&] { return states(desk) == "printed printed printed printed"; }));
    desk.settle();
    clickRow(*cards, 1);
    desk.dialogs().texts.push_back("smuga");
    desk.click(id::batchSpoiled);
    REQUIRE(desk.until([&] { return states(desk) == "printed spoiled printed printed"; }));
    desk.settle();
    cards->SetFocus();
    desk.key('A', wxMOD_CONTROL);
    desk.click(id::batchHandedOver);
    desk.settle();
    CHECK(states(desk) == "printed spoiled printed printed");
    CHECK(says(desk.frame(), "Niczego nie oznaczono"));
    auto* others = button(desk.frame(), "Oznacz pozostałe (3)");
    REQUIRE(others);
    desk.click(others);
    REQUIRE(desk.until([&] { return states(desk) == "issued spoiled issued issued"; }));
    desk.settle();
    cards->SetFocus();
    desk.key('Z', wxMOD_CONTROL);
    REQUIRE(desk.until([&] { return states(desk) == "printed spoiled printed printed"; }));
    desk.settle();
    desk.key('Z', wxMOD_CONTROL); // the spoiled one, with its reason
    REQUIRE(desk.until([&] { return states(desk) == "printed printed printed printed"; }));
    desk.settle();
    cards->SetFocus();
    desk.key('A', wxMOD_CONTROL);
    desk.click(id::batchHandedOver);
    REQUIRE(desk.until([&] { return states(desk) == "issued issued issued issued"; }));
    desk.settle();
    auto* back = button(desk.frame(), "Cofnij");
    REQUIRE(back);
    desk.click(back);
    CHECK(desk.until([&] { return states(desk) == "printed printed printed printed"; }));
    desk.settle();
    CHECK(desk.replica().care().verify()->ok());
}

TEST_CASE("the states that were in the command line only are in the window, each with its reason") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 3; ++i)
                office.addWithPhoto();
        },
        Language::polish, "cards");
    issueAll(desk);
    auto* panel = desk.find<wxWindow>(id::batchMore)->GetGrandParent();
    const auto choose = [&](int command) { // as from the menu behind the button
        dynamic_cast<ui::CardMarksBar&>(*panel).run(command);
        desk.settle();
    };
    auto* cards = desk.find<wxListCtrl>(id::batchCards);
    clickRow(*cards, 0);
    desk.click(id::batchPrinted);
    desk.settle();
    choose(id::batchLost); // no reason was typed
    CHECK(states(desk) == "printed new new");
    desk.dialogs().texts.push_back("zgubiona w autobusie");
    choose(id::batchLost);
    CHECK(states(desk) == "lost new new");
    choose(id::batchReturned);
    CHECK(states(desk) == "returned new new");
    choose(id::batchDuplicate);
    CHECK(desk.find<wxNotebook>(id::cardsTabs)->GetSelection() == 3);
    desk.find<wxChoice>(id::duplicateReason)->SetSelection(2); // damaged
    desk.click(id::duplicateIssue);
    REQUIRE(desk.until([&] { return desk.replica().cards().list().value().size() == 4; }));
    desk.settle();
    desk.find<wxNotebook>(id::cardsTabs)->SetSelection(1);
    desk.settle();
    CHECK(states(desk) == "returned new new new");
    CHECK(desk.replica().cards().list().value().back().duplicate == 1);
    // A batch with a wrong date is called off as a whole, and that too can be taken back.
    clickRow(*desk.find<wxListCtrl>(id::batchList), 1);
    desk.settle();
    desk.dialogs().texts.push_back("zła data wystawienia");
    choose(id::batchCancelBatch);
    CHECK(states(desk) == "returned invalid invalid new");
    desk.frame().SetFocus();
    cards->SetFocus();
    desk.key('Z', wxMOD_CONTROL);
    desk.settle();
    CHECK(states(desk) == "returned new new new");
}

TEST_CASE("the preview shows the selected card whatever way it was selected") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 6; ++i)
                office.addWithPhoto();
        },
        Language::polish, "cards");
    issueAll(desk);
    auto* cards = desk.find<wxListCtrl>(id::batchCards);
    auto* canvas = descendant<ui::ScreenCanvas>(*cards->GetParent());
    REQUIRE(canvas);
    const auto shows = [&](const std::string& number) {
        return desk.until([&] { return canvas->words().find(number) != std::string::npos; }, 8000);
    };
    clickRow(*cards, 0);
    CHECK(shows("1/2026"));
    desk.key(WXK_END, wxMOD_SHIFT);
    CHECK(shows("6/2026"));
    clickRow(*cards, 3); // this row was selected already
    CHECK(cards->GetSelectedItemCount() == 1);
    CHECK(shows("4/2026"));
    desk.key(WXK_DOWN);
    CHECK(shows("5/2026"));
    desk.key(WXK_HOME);
    CHECK(shows("1/2026"));
}

TEST_CASE("the offset of the printer is typed with a comma or a point in both languages") {
    for (const Language spoken : {Language::polish, Language::english}) {
        Desk desk([](SampleOffice& office) { office.addWithPhoto(); }, spoken, "cards");
        issueAll(desk);
        const std::string half = spoken == Language::polish ? "0,5" : "0.5";
        const std::string minus = spoken == Language::polish ? "−1,2" : "−1.2";
        for (const int field : {int(id::batchOffsetX), int(id::batchOffsetY)}) {
            auto* text = desk.find<wxTextCtrl>(field);
            const char* key = field == id::batchOffsetX ? "printer.offsetX" : "printer.offsetY";
            for (const char* typed : {"0,5", "0.5", ",5", "0,50"}) {
                INFO(typed);
                desk.click(field);
                desk.key('A', wxMOD_CONTROL);
                desk.type(typed);
                desk.key(WXK_TAB);
                CHECK(utf8(text->GetValue()) == half);
                CHECK(desk.preferences().real(key) == 0.5);
            }
            desk.click(field);
            desk.key('A', wxMOD_CONTROL);
            desk.type("-1,2");
            desk.key(WXK_TAB);
            CHECK(utf8(text->GetValue()) == minus);
            CHECK(desk.preferences().real(key) == -1.2);
            desk.click(field);
            desk.key(WXK_UP);
            CHECK(desk.preferences().real(key) == -1.1);
            // What is no number stays as it was typed, is told, and is never replaced by another number.
            desk.key('A', wxMOD_CONTROL);
            desk.type("0,5,1");
            desk.key(WXK_TAB);
            CHECK(utf8(text->GetValue()) == "0,5,1");
            CHECK(says(desk.frame(), spoken == Language::polish ? "wpisz liczbę od −10 do 10"
                                                                : "type a number from −10 to 10"));
            CHECK(desk.preferences().real(key) == -1.1);
            desk.dialogs().files.push_back((desk.dir() / "never.pdf").string());
            desk.click(id::batchPdf);
            desk.settle();
            CHECK_FALSE(std::filesystem::exists(desk.dir() / "never.pdf"));
            desk.dialogs().files.clear();
            desk.click(field);
            desk.key('A', wxMOD_CONTROL);
            desk.type("0");
            desk.key(WXK_TAB);
        }
        // The same numbers stand in the settings.
        desk.preferences().set("printer.offsetX", -0.8);
        desk.frame().showView("settings");
        desk.settle();
        CHECK(utf8(desk.find<wxTextCtrl>(id::settingsOffsetX)->GetValue()) ==
              (spoken == Language::polish ? "−0,8" : "−0.8"));
    }
}

TEST_CASE("a refusal is shown as a refusal, with the cause of each pupil") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 2; ++i) {
                domain::Student s = sampleStudent(office.count++);
                s.surname = std::string(100, 'W');
                const auto pupil = office.add(s);
                static_cast<void>(office.review
                                      .submit(pupil, sampleJpeg(i), "a.jpg", domain::PhotoChannel::office,
                                              office.office->clerk(), true)
                                      .value());
            }
        },
        Language::polish, "cards");
    if (!desk.find<wxButton>(id::cardsIssue)->IsEnabled())
        return; // the list says so already: nobody is offered to be issued to
    desk.click(id::cardsIssue);
    desk.settle();
    CHECK(desk.replica().cards().batches().value().empty());
    CHECK(says(desk.frame(), "Nie wystawiono żadnej legitymacji i nie zużyto żadnego numeru."));
}

TEST_CASE("the date of issue is judged before any card is issued") {
    using namespace std::chrono_literals;
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 4; ++i)
                office.addWithPhoto();
        },
        Language::polish, "cards");
    const auto type = [&](const std::string& day) {
        desk.find<wxNotebook>(id::cardsTabs)->SetSelection(0);
        desk.settle();
        desk.click(id::cardsDate);
        desk.key('A', wxMOD_CONTROL);
        desk.key(WXK_DELETE);
        desk.type(day);
    };
    const auto issueFirst = [&] {
        auto* people = desk.find<wxListCtrl>(id::cardsPeople);
        clickRow(*people, 0);
        desk.click(id::cardsIssueSelected);
        desk.settle();
    };
    const auto cards = [&] { return desk.replica().cards().list().value().size(); };
    const auto& asked = desk.dialogs().asked;

    type("");
    issueFirst();
    CHECK(says(desk.frame(), "Brakuje daty wystawienia"));
    type("31.02.2026");
    issueFirst();
    CHECK(says(desk.frame(), "nie ma takiego dnia w kalendarzu"));
    type("01.09.2062"); // mistyped
    issueFirst();
    CHECK(says(desk.frame(), "Data wystawienia 01.09.2062 jest niemożliwa"));
    CHECK(asked.empty());
    type("01.01.2010"); // before the pupil was born
    issueFirst();
    CHECK(says(desk.frame(), "Data wystawienia 01.01.2010 jest niemożliwa"));
    CHECK(cards() == 0);

    type("10.09.2026");
    issueFirst();
    CHECK(cards() == 1);
    const std::size_t before = asked.size();
    type("02.09.2026");
    desk.dialogs().nextConfirm = false;
    issueFirst();
    REQUIRE(asked.size() == before + 1);
    CHECK(asked.back().find("ma datę 10.09.2026") != std::string::npos);
    CHECK(cards() == 1);
    desk.dialogs().nextConfirm = true;
    issueFirst();
    CHECK(asked.size() == before + 3); // the date, then the number of cards
    CHECK(cards() == 2);
    CHECK(desk.replica().cards().list().value().back().issuedOn == *dateFromIso("2026-09-02"));
}

TEST_CASE("a clock that was set back is asked about before a card or a duplicate is issued") {
    using namespace std::chrono_literals;
    Desk desk(
        [](SampleOffice& office) {
            office.clock.advance(24h * 60);
            office.addWithPhoto();
            office.clock.advance(-24h * 60);
        },
        Language::polish, "cards");
    const auto& asked = desk.dialogs().asked;
    desk.dialogs().nextConfirm = false;
    desk.click(id::cardsIssue);
    desk.settle();
    REQUIRE(asked.size() == 1);
    CHECK(asked.back().find("Zegar tego komputera wskazuje 01.09.2026") != std::string::npos);
    CHECK(desk.replica().cards().list().value().empty());
    desk.dialogs().nextConfirm = true;
    issueAll(desk);
    CHECK(asked.size() == 3);
    CHECK(desk.replica().cards().list().value().front().issuedOn == *dateFromIso("2026-09-01"));

    desk.dialogs().nextConfirm = false;
    auto* panel = desk.find<wxWindow>(id::batchMore)->GetGrandParent();
    dynamic_cast<ui::CardMarksBar&>(*panel).run(id::batchDuplicate);
    desk.settle();
    desk.click(id::duplicateIssue);
    desk.settle();
    REQUIRE(asked.size() == 4);
    CHECK(asked.back().find("Zegar tego komputera") != std::string::npos);
    CHECK(desk.replica().cards().list().value().size() == 1);
}

TEST_CASE("pupils and cards are searched by Ctrl+F") {
    Desk desk(
        [](SampleOffice& office) {
            for (const char* surname : {"Kos", "Sowa", "Żółkiewska"}) {
                domain::Student s = sampleStudent(office.count++);
                s.surname = surname;
                const auto pupil = office.add(s);
                static_cast<void>(office.review
                                      .submit(pupil, sampleJpeg(office.count), "a.jpg",
                                              domain::PhotoChannel::office, office.office->clerk(), true)
                                      .value());
            }
        },
        Language::polish, "cards");
    auto* people = desk.find<wxListCtrl>(id::cardsPeople);
    people->SetFocus();
    desk.key('F', wxMOD_CONTROL);
    desk.type("zolk");
    CHECK(people->GetItemCount() == 1);
    desk.key(WXK_ESCAPE);
    CHECK(people->GetItemCount() == 3);
    issueAll(desk);
    auto* cards = desk.find<wxListCtrl>(id::batchCards);
    cards->SetFocus();
    desk.key('F', wxMOD_CONTROL);
    desk.type("2/2026");
    desk.settle();
    CHECK(cards->GetItemCount() == 1);
    desk.key(WXK_ESCAPE);
    desk.settle();
    CHECK(cards->GetItemCount() == 3);
}
