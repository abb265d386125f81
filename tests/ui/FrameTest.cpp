#include "Desk.h"
#include "app/PhotoProfiles.h"
#include "ui/Ids.h"
#include "ui/StatusLine.h"
#include "ui/controls/Mnemonics.h"
#include "ui/help/ManualFrame.h"
#include "ui/settings/SettingsIds.h"

#include <catch2/catch.hpp>

#include <set>

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/listctrl.h>
#include <wx/menu.h>
#include <wx/srchctrl.h>
#include <wx/statusbr.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

void threePupils(SampleOffice& office) {
    for (const char* name : {"Kowalska", "Żółw", "Nowak"}) {
        domain::Student s = sampleStudent(office.count++);
        s.surname = name;
        office.add(s);
    }
}

} // namespace

TEST_CASE("Ctrl+1 to Ctrl+5 bring the views to the front") {
    Desk desk(threePupils);
    REQUIRE(desk.frame().currentView() == "review");
    desk.key('2', wxMOD_CONTROL);
    CHECK(desk.frame().currentView() == "students");
    desk.key('3', wxMOD_CONTROL);
    CHECK(desk.frame().currentView() == "cards");
    desk.key('4', wxMOD_CONTROL);
    CHECK(desk.frame().currentView() == "sync");
    desk.key('5', wxMOD_CONTROL);
    CHECK(desk.frame().currentView() == "settings");
    desk.key('1', wxMOD_CONTROL);
    CHECK(desk.frame().currentView() == "review");
}

TEST_CASE("a pupil is searched without diacritics after Ctrl+F") {
    Desk desk(threePupils, Language::english, "students");
    auto* list = desk.find<wxListCtrl>(id::studentsList);
    REQUIRE(list->GetItemCount() == 3);
    desk.key('F', wxMOD_CONTROL);
    desk.type("zolw");
    REQUIRE(desk.until([&] { return list->GetItemCount() == 1; }));
    CHECK(list->GetItemText(0) == wxString::FromUTF8("Żółw"));
    desk.key(WXK_ESCAPE);
    CHECK(desk.until([&] { return list->GetItemCount() == 3; }));
}

TEST_CASE("a pupil's data are changed by typing, and a wrong PESEL is not saved") {
    Desk desk(threePupils, Language::english, "students");
    desk.click(id::studentsEdit);
    desk.settle();
    auto* pesel = desk.find<wxTextCtrl>(id::formPesel);
    const auto before = desk.replica().students().list().value().front().student;
    pesel->SetFocus();
    pesel->SelectAll();
    desk.type("44051401459");
    desk.click(id::studentsSave);
    desk.settle();
    CHECK(desk.replica().students().get(before.id).value().student.version == before.version);
    pesel->SetFocus();
    pesel->SelectAll();
    desk.type("44051401458\r");
    REQUIRE(desk.until(
        [&] { return desk.replica().students().get(before.id).value().student.version > before.version; }));
    CHECK(desk.replica().students().get(before.id).value().student.pesel->text() == "44051401458");
}

TEST_CASE("an exception from the photo rules is typed with its reason, and an empty reason takes it away") {
    Desk desk(threePupils, Language::english, "students");
    const auto pupil = desk.replica().students().list().value().front().student.id;
    const auto noted = [&] { return desk.replica().students().get(pupil).value().student.photoExceptions; };
    const auto type = [&](const char* text) {
        desk.click(id::studentsEdit);
        desk.settle();
        auto* reason = desk.find<wxTextCtrl>(id::formException);
        reason->SetFocus();
        reason->SelectAll();
        desk.key(WXK_DELETE);
        desk.type(text);
        desk.key(WXK_RETURN);
    };
    type("headscarf");
    REQUIRE(desk.until([&] { return noted().size() == 1; }, 10000));
    CHECK(noted()[0] == domain::PhotoExceptionFlag{domain::PhotoExceptionKind::headwear, "headscarf"});
    // The form shows it, and what is saved of another kind leaves it.
    desk.settle();
    desk.click(id::studentsEdit);
    desk.settle();
    CHECK(desk.find<wxTextCtrl>(id::formException)->GetValue() == "headscarf");
    auto* glasses = desk.find<wxTextCtrl>(id::formException + 1);
    glasses->SetFocus();
    desk.type("thick lenses");
    desk.key(WXK_RETURN);
    REQUIRE(desk.until([&] { return noted().size() == 2; }, 10000));
    CHECK(noted()[0].reason == "headscarf");
    CHECK(noted()[1] == domain::PhotoExceptionFlag{domain::PhotoExceptionKind::glasses, "thick lenses"});
    desk.settle();
    type("");
    REQUIRE(desk.until([&] { return noted().size() == 1; }, 10000));
    CHECK(noted()[0].kind == domain::PhotoExceptionKind::glasses);
}

TEST_CASE("the rules for photos are chosen in the settings and saved with the school") {
    Desk desk(threePupils, Language::english, "settings");
    const auto chosen = [&] { return desk.replica().school().value().photoProfile; };
    REQUIRE(chosen() == "gov-pl");
    auto* profile = desk.find<wxChoice>(id::settingsProfile);
    profile->SetFocus();
    desk.key(WXK_DOWN); // own, sio, vulcan follow
    desk.settle();
    CHECK(profile->GetSelection() == 1);
    CHECK(chosen() == "gov-pl");
    CHECK(says(desk.frame(), app::photoProfiles()[1].description));
    CHECK_FALSE(says(desk.frame(), app::photoProfiles()[0].description));
    auto* save = desk.find<wxButton>(id::settingsSaveSchool);
    save->SetFocus();
    desk.key(WXK_SPACE);
    REQUIRE(desk.until([&] { return chosen() == "own"; }, 10000));
    // Another field saved later leaves the rules as they are.
    desk.settle();
    auto* rspo = desk.find<wxTextCtrl>(id::settingsRspo);
    rspo->SetFocus();
    rspo->SelectAll();
    desk.type("4711");
    save->SetFocus();
    desk.key(WXK_SPACE);
    REQUIRE(desk.until([&] { return desk.replica().school().value().rspo == "4711"; }, 10000));
    CHECK(chosen() == "own");
}

TEST_CASE("the fee of duplicates and the days of validity marks are set in the settings") {
    Desk desk(threePupils, Language::polish, "settings");
    const auto school = [&] { return desk.replica().school().value(); };
    const auto field = [&](int id) { return desk.find<wxTextCtrl>(id); };
    CHECK(field(id::settingsFee)->GetValue() == "9,00");
    field(id::settingsFee)->SetValue("12,50");
    auto* save = desk.find<wxButton>(id::settingsSaveSchool);
    save->SetFocus();
    desk.key(WXK_SPACE);
    desk.settle();
    CHECK(school().duplicateFees.empty()); // from when?
    CHECK(says(desk.frame(), "Wpisz dzień, od którego obowiązuje opłata"));
    field(id::settingsFeeFrom)->SetValue("01.09.2026");
    field(id::settingsFirstEnd + 1)->SetValue("28.02 i 30.09");
    desk.screenshot("settings-card-year");
    save->SetFocus();
    desk.key(WXK_SPACE);
    REQUIRE(desk.until([&] { return school().duplicateFees.size() == 1; }, 10000));
    desk.settle();
    CHECK(school().duplicateFees.front().grosze == 1250);
    CHECK(school().validityEnds.size() == 2);
    CHECK(field(id::settingsFirstEnd + 1)->GetValue() == "28.02, 30.09");
    CHECK(says(desk.frame(), "9,00 zł, 12,50 zł od 01.09.2026"));
}

TEST_CASE("rules for photos that are not installed here stay with the school") {
    Desk desk(
        [](SampleOffice& o) {
            auto school = o.office->replica().school().value();
            school.photoProfile = "kuratorium";
            static_cast<void>(o.office->replica()
                                  .commit(o.office->mutation(school.id.uuid, domain::PutSchool{school}))
                                  .value());
        },
        Language::english, "settings");
    CHECK(desk.find<wxChoice>(id::settingsProfile)->GetStringSelection() == "kuratorium");
    auto* rspo = desk.find<wxTextCtrl>(id::settingsRspo);
    rspo->SetFocus();
    rspo->SelectAll();
    desk.type("4711");
    desk.find<wxButton>(id::settingsSaveSchool)->SetFocus();
    desk.key(WXK_SPACE);
    REQUIRE(desk.until([&] { return desk.replica().school().value().rspo == "4711"; }, 10000));
    CHECK(desk.replica().school().value().photoProfile == "kuratorium");
}

TEST_CASE("a second desktop on the same school is refused") {
    Desk desk(threePupils);
    ScriptedDialogs dialogs;
    ui::Preferences preferences;
    SystemClock clock;
    SystemRng rng;
    ui::Desktop second(preferences, dialogs, clock, rng);
    const auto opened = second.open(desk.desktop().context()->office.dir());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::instanceRunning);
    CHECK(second.frame() == nullptr);
}

TEST_CASE("the place of the window and the view are remembered") {
    TempDir dir;
    {
        ui::Preferences p(dir / "a" / "desktop.json");
        p.set("frame.width", 1000);
        p.set("language", "en");
        p.set("textScale", 1.5);
        REQUIRE(p.save());
    }
    const ui::Preferences again(dir / "a" / "desktop.json");
    CHECK(again.number("frame.width") == 1000);
    CHECK(again.text("language") == "en");
    CHECK(again.real("textScale") == 1.5);
    CHECK(again.number("textScale", 7) == 7);
    CHECK(again.flag("missing", true));

    Desk desk(threePupils);
    desk.key('3', wxMOD_CONTROL);
    const auto file = desk.dir() / "desktop.json";
    desk.frame().Close();
    pump(100);
    CHECK(ui::Preferences(file).text("view") == "cards");
    CHECK(ui::Preferences(file).number("frame.width") > 0);
}

namespace {

void collectButtons(wxWindow& window, std::vector<wxControl*>& found) {
    for (wxWindow* child : window.GetChildren()) {
        if (!child->IsShown() || child->IsTopLevel())
            continue;
        if (dynamic_cast<wxButton*>(child))
            found.push_back(static_cast<wxControl*>(child));
        collectButtons(*child, found);
    }
}

/// No two entries of a menu have one letter.
void checkMenu(const wxMenu& menu) {
    std::set<char> used;
    for (const wxMenuItem* item : menu.GetMenuItems()) {
        if (item->IsSeparator())
            continue;
        INFO(std::string(item->GetItemLabel().utf8_str()));
        const char letter = ui::Mnemonics::letterOf(item->GetItemLabel());
        CHECK(letter != 0);
        CHECK(used.insert(letter).second);
    }
}

} // namespace

TEST_CASE("every button and menu has a letter for Alt, and no two share one") {
    for (const Language spoken : {Language::polish, Language::english}) {
        Desk desk([](SampleOffice& office) { office.addWithPhoto(), office.add(); }, spoken);
        wxMenuBar* bar = desk.frame().GetMenuBar();
        std::set<char> menus;
        for (std::size_t i = 0; i < bar->GetMenuCount(); ++i) {
            CHECK(menus.insert(ui::Mnemonics::letterOf(bar->GetMenuLabel(i))).second);
            checkMenu(*bar->GetMenu(i));
        }
        for (const char* view : {"review", "students", "cards", "reports", "sync", "settings", "journal",
                                 "import", "import-photos"}) {
            desk.frame().showView(view);
            desk.settle();
            std::vector<wxControl*> buttons;
            collectButtons(desk.frame(), buttons);
            std::set<char> used = menus;
            for (const wxControl* button : buttons) {
                if (button->GetLabelText().find_first_of("abcdefghijklmnopqrstuvwxyz") == wxString::npos)
                    continue; // "+" and "−"
                INFO(view << ": " << std::string(button->GetLabel().utf8_str()));
                const char letter = ui::Mnemonics::letterOf(button->GetLabel());
                CHECK(letter != 0);
                CHECK(used.insert(letter).second);
            }
        }
        // And the letter presses the button.
        desk.frame().showView("students");
        desk.settle();
        auto* add = desk.find<wxButton>(id::studentsAdd);
        const char letter = ui::Mnemonics::letterOf(add->GetLabel());
        desk.key(letter - 'a' + 'A', wxMOD_ALT);
        desk.settle();
        CHECK(desk.find<wxWindow>(id::formSurname)->IsShownOnScreen());
    }
}

TEST_CASE("a state told before the window has a size is shown when it has one") {
    auto* frame = new wxFrame(nullptr, wxID_ANY, "state", wxDefaultPosition, wxSize(1, 1));
    ui::StatusLine line(*frame, {-1, -1}, "State");
    line.set(0, "first");
    line.set(1, "second");
    CHECK(frame->GetStatusBar()->GetStatusText(0).empty());
    frame->SetSize(400, 200);
    frame->Show();
    for (int i = 0; i < 20 && frame->GetStatusBar()->GetStatusText(1).empty(); ++i)
        pump(50);
    CHECK(frame->GetStatusBar()->GetStatusText(0) == "first");
    CHECK(frame->GetStatusBar()->GetStatusText(1) == "second");
    frame->Destroy();
    pump(10);
}

TEST_CASE("F1 opens the manual at the page of what has the focus, and its search finds without diacritics") {
    Desk desk(threePupils, Language::english, "students");
    const auto manual = [] {
        for (wxWindow* window : wxTopLevelWindows)
            if (auto* frame = dynamic_cast<ui::ManualFrame*>(window))
                return frame;
        return static_cast<ui::ManualFrame*>(nullptr);
    };
    desk.key(WXK_F1);
    REQUIRE(desk.until([&] { return manual() != nullptr; }));
    CHECK(manual()->openPage() == "uczniowie.html");
    REQUIRE(desk.until([&] { return manual()->IsActive(); }));
    desk.key('F', wxMOD_CONTROL); // in the manual's window, which is in front now
    desk.type("zgub");
    desk.key(WXK_RETURN);
    CHECK(desk.until([&] { return manual()->openPage() == "po-druku.html"; }));
    takeScreenshot(*manual(), "manual");
    desk.key(WXK_ESCAPE); // empties the search
    desk.key(WXK_ESCAPE);
    CHECK(desk.until([&] { return manual() == nullptr; }));
    desk.key('3', wxMOD_CONTROL);
    desk.settle();
    desk.key(WXK_F1);
    REQUIRE(desk.until([&] { return manual() != nullptr; }));
    CHECK(manual()->openPage() == "legitymacje.html");
}
