// What was typed is never thrown away without a question, whichever way out of the form is taken.
#include "Desk.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/VirtualList.h"
#include "ui/review/ReviewIds.h"

#include <catch2/catch.hpp>

#include <wx/choice.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
using Save = ui::Dialogs::Save;
namespace id = esek::ui::id;

namespace {

void threePupils(SampleOffice& office) {
    for (const char* name : {"Adamczyk", "Nowak", "Zych"}) {
        domain::Student s = sampleStudent(office.count++);
        s.surname = name;
        office.add(s);
    }
}

std::string surnameOf(Desk& desk, std::size_t i) {
    return desk.replica().students().list().value()[i].student.surname;
}

std::string typed(Desk& desk, int control) {
    return ui::utf8(desk.find<wxTextCtrl>(control)->GetValue());
}

/// Another surname is typed for the first pupil and not saved.
void typeSurname(Desk& desk) {
    desk.click(id::studentsEdit);
    desk.settle();
    auto* surname = desk.find<wxTextCtrl>(id::formSurname);
    surname->SetFocus();
    surname->SelectAll();
    desk.type("Abacki");
}

void typeStreet(Desk& desk) {
    auto* street = desk.find<wxTextCtrl>(id::settingsStreet);
    street->SetFocus();
    street->SelectAll();
    desk.type("Nowa 5");
}

} // namespace

TEST_CASE("unsaved: settings that are left before the school was read ask nothing") {
    Desk desk(threePupils, Language::english, "students");
    desk.frame().showView("settings"); // the school is read on a thread
    desk.frame().showView("students");
    desk.settle();
    CHECK(desk.dialogs().unsaved.empty());
    CHECK(desk.frame().currentView() == "students");
    desk.frame().showView("settings");
    desk.settle();
    CHECK_FALSE(typed(desk, id::settingsStreet).empty());
    typeStreet(desk);
    desk.frame().showView("students");
    CHECK(desk.dialogs().unsaved.size() == 1);
}

TEST_CASE("unsaved: another pupil is chosen only after the question") {
    Desk desk(threePupils, Language::english, "students");
    auto* list = desk.find<ui::VirtualList>(id::studentsList);
    typeSurname(desk);
    const auto chooseSecond = [&] {
        list->choose(1, true);
        desk.settle();
    };
    SECTION("cancel goes back to the form") {
        chooseSecond();
        REQUIRE(desk.dialogs().unsaved.size() == 1);
        CHECK(desk.dialogs().unsaved[0].find("Adamczyk") != std::string::npos);
        CHECK(list->current() == 0);
        CHECK(typed(desk, id::formSurname) == "Abacki");
    }
    SECTION("save saves and goes on") {
        desk.dialogs().nextSave = Save::save;
        chooseSecond();
        REQUIRE(desk.until([&] { return surnameOf(desk, 0) == "Abacki"; }, 10000));
        desk.settle();
        CHECK(desk.dialogs().unsaved.size() == 1);
        CHECK(list->GetItemText(list->current()) == "Zych"); // sorted by class
    }
    SECTION("what cannot be saved stays in the form") {
        auto* surname = desk.find<wxTextCtrl>(id::formSurname);
        surname->SelectAll();
        desk.key(WXK_DELETE);
        desk.dialogs().nextSave = Save::save;
        chooseSecond();
        CHECK(list->current() == 0);
        CHECK(surname->IsShownOnScreen());
    }
    SECTION("discard throws it away") {
        desk.dialogs().nextSave = Save::discard;
        chooseSecond();
        CHECK(surnameOf(desk, 0) == "Adamczyk");
        CHECK(list->current() == 1);
        CHECK_FALSE(desk.find<wxWindow>(id::formSurname)->IsShownOnScreen());
    }
    desk.dialogs().nextSave = Save::discard;
}

TEST_CASE("unsaved: a form without changes is left without a question") {
    Desk desk(threePupils, Language::english, "students");
    desk.click(id::studentsEdit);
    desk.settle();
    desk.find<ui::VirtualList>(id::studentsList)->choose(2, true);
    desk.settle();
    desk.key('5', wxMOD_CONTROL);
    desk.key(WXK_F5);
    desk.settle();
    CHECK(desk.dialogs().unsaved.empty());
    CHECK(desk.frame().currentView() == "settings");
}

TEST_CASE("unsaved: Escape, another view and F5 ask about a pupil's data") {
    Desk desk(threePupils, Language::english, "students");
    typeSurname(desk);
    desk.key(WXK_ESCAPE);
    CHECK(desk.dialogs().unsaved.size() == 1);
    desk.key('1', wxMOD_CONTROL);
    CHECK(desk.dialogs().unsaved.size() == 2);
    CHECK(desk.frame().currentView() == "students");
    desk.key(WXK_F5);
    CHECK(desk.dialogs().unsaved.size() == 3);
    CHECK(typed(desk, id::formSurname) == "Abacki");
    desk.dialogs().nextSave = Save::save;
    desk.key('1', wxMOD_CONTROL);
    CHECK(desk.until([&] { return desk.frame().currentView() == "review"; }, 10000));
    CHECK(surnameOf(desk, 0) == "Abacki");
}

TEST_CASE("unsaved: settings are asked about by F5, another view, another language and the end") {
    Desk desk(threePupils, Language::english, "settings");
    typeStreet(desk);
    desk.key(WXK_F5);
    desk.settle();
    CHECK(desk.dialogs().unsaved.size() == 1);
    desk.key('2', wxMOD_CONTROL);
    desk.settle();
    CHECK(desk.dialogs().unsaved.size() == 2);
    CHECK(desk.frame().currentView() == "settings");
    auto* language = desk.find<wxChoice>(id::settingsLanguage);
    language->SetFocus();
    desk.key(WXK_UP);
    desk.settle();
    CHECK(desk.dialogs().unsaved.size() == 3);
    CHECK(language->GetSelection() == 1); // still English
    desk.key('Q', wxMOD_CONTROL);
    desk.settle();
    CHECK(desk.dialogs().unsaved.size() == 4);
    REQUIRE(desk.desktop().frame());
    CHECK(typed(desk, id::settingsStreet) == "Nowa 5");
    desk.dialogs().nextSave = Save::save;
    desk.key('Q', wxMOD_CONTROL);
    CHECK(desk.until([&] { return desk.desktop().frame() == nullptr; }, 10000));
    CHECK(desk.replica().school().value().address.street == "Nowa 5");
}

TEST_CASE("unsaved: what changes elsewhere does not read over what is typed") {
    Desk desk(threePupils, Language::english, "settings");
    typeStreet(desk);
    desk.desktop().context()->dataChanged(); // as after a decision that was told late
    desk.settle();
    CHECK(typed(desk, id::settingsStreet) == "Nowa 5");
    CHECK(desk.dialogs().unsaved.empty());
    desk.dialogs().nextSave = Save::discard;
}

TEST_CASE("unsaved: a note to the family is asked about before it goes") {
    Desk desk([](SampleOffice& office) {
        const auto pupil = office.add();
        office.review
            .submit(pupil, sampleJpeg(3), "a.jpg", domain::PhotoChannel::panel, office.parent(), false)
            .value();
    });
    desk.until([&] { return desk.find<wxWindow>(id::reviewReject)->IsShownOnScreen(); }, 5000);
    desk.settle();
    desk.click(id::reviewReject);
    desk.settle();
    desk.click(id::rejectNote);
    desk.type("brighter");
    desk.key(WXK_ESCAPE);
    CHECK(desk.dialogs().unsaved.size() == 1);
    CHECK(typed(desk, id::rejectNote) == "brighter");
    desk.key('2', wxMOD_CONTROL);
    CHECK(desk.dialogs().unsaved.size() == 2);
    CHECK(desk.frame().currentView() == "review");
    desk.dialogs().nextSave = Save::discard;
    desk.key(WXK_ESCAPE);
    desk.settle();
    CHECK_FALSE(desk.find<wxWindow>(id::rejectNote)->IsShownOnScreen());
}
