// The new school year in the window: what becomes of each class, done and taken back.
#include "Desk.h"
#include "app/YearChange.h"
#include "domain/SchoolYear.h"
#include "ui/students/StudentIds.h"

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
    for (const char* unit : {"1A", "1B", "7A", "8A", "zerówka"})
        for (int i = 0; i < 2; ++i) {
            domain::Student s = sampleStudent(office.count++);
            s.classUnit = unit;
            office.add(s);
        }
}

/// "1A:2 8A:2": the classes with their pupils.
std::string classes(Desk& desk) {
    std::string text;
    for (const auto& row : desk.replica().students().classes().value())
        text += (text.empty() ? "" : " ") + row.classUnit + ":" + std::to_string(row.students);
    return text;
}

std::string reached(Desk& desk) {
    return domain::classesOf(desk.replica().school().value());
}

wxDialog* dialog() {
    auto* field = wxWindow::FindWindowById(id::yearText);
    return field ? dynamic_cast<wxDialog*>(wxGetTopLevelParent(field)) : nullptr;
}

void open(Desk& desk) {
    desk.click(id::studentsYear);
    REQUIRE(desk.until([] { return wxWindow::FindWindowById(id::yearStepFirst + 3) != nullptr; }));
    desk.settle();
    pump(200);
}

void choose(Desk& desk, int place, int step) {
    auto* choice = desk.find<wxChoice>(id::yearStepFirst + place);
    choice->SetSelection(step);
    wxCommandEvent event(wxEVT_CHOICE, choice->GetId());
    event.SetEventObject(choice);
    event.SetInt(step);
    choice->HandleWindowEvent(event);
    pump(100);
}

void shot(const std::string& name) {
    const char* variant = std::getenv("ESEK_SHOTS");
    pump(150);
    takeScreenshot(*dialog(), (variant ? std::string(variant) + "-" : std::string()) + name);
}

constexpr int k1A = 1, k1B = 2; ///< places in the list, behind the class without a grade
constexpr const char* kBefore = "zerówka:2 1A:2 1B:2 7A:2 8A:2";

} // namespace

TEST_CASE("a new school year is looked at, changed, begun once and taken back in the window", "[year]") {
    Desk desk(fill, Language::polish, "students");
    open(desk);
    CHECK(desk.find<wxTextCtrl>(id::yearText)->GetValue() == "2026/2027");
    CHECK(desk.find<wxTextCtrl>(id::yearNextFirst + k1A)->GetValue() == "2A");
    CHECK(says(*dialog(), "Uczniowie przechodzący do innej klasy: 6, kończący szkołę: 2, pozostający: 2."));
    CHECK_FALSE(desk.find<wxWindow>(id::yearUndo)->IsShown());
    shot("year-preview");
    choose(desk, k1B, 2); // stays
    CHECK_FALSE(desk.find<wxTextCtrl>(id::yearNextFirst + k1B)->IsEnabled());
    CHECK(says(*dialog(), "Uczniowie przechodzący do innej klasy: 4, kończący szkołę: 2, pozostający: 4."));
    desk.find<wxTextCtrl>(id::yearNextFirst + k1A)->SetValue("");
    desk.click(id::yearMake);
    desk.settle();
    CHECK(classes(desk) == kBefore); // to which class?
    CHECK(says(*dialog(), "do której klasy przechodzą uczniowie klasy 1A"));
    shot("year-missing");
    desk.find<wxTextCtrl>(id::yearNextFirst + k1A)->SetValue("2C");
    desk.click(id::yearMake);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    desk.settle();
    CHECK(classes(desk) == "zerówka:2 1B:2 2C:2 8A:2");
    CHECK(reached(desk) == "2026/2027");
    desk.screenshot("year-made");

    open(desk);
    CHECK(says(*dialog(), "Klasy należą już do roku szkolnego 2026/2027"));
    desk.click(id::yearMake);
    desk.settle();
    CHECK(classes(desk) == "zerówka:2 1B:2 2C:2 8A:2");
    shot("year-again");
    dialog()->Close();
    REQUIRE(desk.until([] { return dialog() == nullptr; }));

    desk.frame().showView("students");
    desk.find<wxWindow>(id::studentsList)->SetFocus();
    desk.key('Z', wxMOD_CONTROL);
    REQUIRE(desk.until([&] { return classes(desk) == kBefore; }));
    desk.settle();
    CHECK(desk.dialogs().asked.back().find("Cofnąć zmianę roku szkolnego") != std::string::npos);
    CHECK(reached(desk).empty());
}

TEST_CASE("a change of the school year is taken back from its dialog", "[year]") {
    Desk desk(
        [](SampleOffice& office) {
            fill(office);
            app::YearChange change(*office.office);
            std::vector<domain::ClassStep> steps;
            for (const auto& line : change.preview().value().lines)
                steps.push_back(line.step);
            REQUIRE(change.make("2026/2027", steps));
        },
        Language::polish, "students");
    CHECK(classes(desk) == "zerówka:2 2A:2 2B:2 8A:2");
    desk.click(id::studentsYear);
    REQUIRE(desk.until([] { return wxWindow::FindWindowById(id::yearStepFirst + 3) != nullptr; }));
    desk.settle();
    pump(200);
    desk.click(id::yearUndo);
    REQUIRE(desk.until([&] { return classes(desk) == kBefore; }));
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    CHECK(reached(desk).empty());
}
