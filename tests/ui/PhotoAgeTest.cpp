// The age of the photos in a window of its own: by class, with the photo beside it, and new ones asked for.
#include "Desk.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/VirtualList.h"
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

domain::StudentId g_old, g_waits;

domain::StudentId photo(SampleOffice& office, const char* unit, const char* surname) {
    domain::Student s = sampleStudent(office.count++);
    s.classUnit = unit;
    s.surname = surname;
    const auto id = office.add(s);
    office.review
        .submit(id, sampleJpeg(office.count), "a.jpg", domain::PhotoChannel::office, office.office->clerk(),
                true)
        .value();
    return id;
}

void fill(SampleOffice& office) {
    office.clock = FixedClock("2022-09-10T08:00:00.000Z");
    g_old = photo(office, "5A", "Brzęczyszczykiewicz-Łękołodzka");
    g_waits = photo(office, "5A", "Usuwająca");
    office.clock = FixedClock("2026-05-10T08:00:00.000Z");
    photo(office, "1B", "Nowa");
    office.review.requestDeletion(g_waits, office.parent()).value();
    office.clock = FixedClock("2026-10-01T08:00:00.000Z");
}

wxDialog* dialog() {
    auto* list = wxWindow::FindWindowById(id::agesList);
    return list ? dynamic_cast<wxDialog*>(wxGetTopLevelParent(list)) : nullptr;
}

template <class T>
T& in(int id) {
    auto* found = dynamic_cast<T*>(wxWindow::FindWindowById(id, dialog()));
    REQUIRE(found);
    return *found;
}

void press(int id) {
    auto& button = in<wxButton>(id);
    REQUIRE(button.IsEnabled());
    wxCommandEvent event(wxEVT_BUTTON, id);
    event.SetEventObject(&button);
    button.ProcessWindowEvent(event);
}

long rows() {
    return in<ui::VirtualList>(id::agesList).GetItemCount();
}

domain::PhotoStatus status(Desk& desk, domain::StudentId student) {
    return desk.replica().photos().file(student).value().status();
}

} // namespace

TEST_CASE("the age of the photos is seen by class, and new ones are asked for after a yes", "[ages]") {
    Desk desk(fill, Language::polish, "students");
    wxCommandEvent menu(wxEVT_MENU, id::photoAges);
    desk.frame().ProcessWindowEvent(menu);
    REQUIRE(desk.until([] { return dialog() && rows() == 3; }));
    desk.settle();
    auto& list = in<ui::VirtualList>(id::agesList);
    CHECK_FALSE(in<wxButton>(id::agesAsk).IsEnabled()); // nothing is chosen
    CHECK(in<wxChoice>(id::agesClass).GetString(2) ==
          wxString::FromUTF8("5A: 2 zdjęcia, najstarsze: 4 lata"));
    in<wxTextCtrl>(id::agesYears).SetValue("4");
    desk.settle();
    CHECK(rows() == 2);
    list.chooseAll();
    REQUIRE(desk.until([] { return in<wxButton>(id::agesAsk).IsEnabled(); }));
    // Whose family waits for an answer is not asked.
    CHECK(in<wxButton>(id::agesAsk).GetLabelText() == wxString::FromUTF8("Poproś o 1 nowe zdjęcie…"));
    list.choose(0, true);
    auto* canvas = descendant<ui::PhotoCanvas>(*dialog());
    REQUIRE(canvas);
    CHECK(desk.until([&] { return canvas->hasPicture(); }));
    const char* variant = std::getenv("ESEK_SHOTS");
    pump(300);
    takeScreenshot(*dialog(), (variant ? std::string(variant) + "-" : std::string()) + "photo-ages");
    list.chooseAll();
    pump(200);
    in<wxTextCtrl>(id::agesNote).SetValue("Prosimy do 15 października.");
    desk.dialogs().nextConfirm = false;
    press(id::agesAsk);
    desk.settle();
    CHECK(desk.dialogs().asked.back().find("nie zostanie usunięte") != std::string::npos);
    CHECK(status(desk, g_old) == domain::PhotoStatus::accepted);
    desk.dialogs().nextConfirm = true;
    press(id::agesAsk);
    REQUIRE(desk.until([&] { return status(desk, g_old) == domain::PhotoStatus::rejected; }));
    REQUIRE(desk.until([] { return rows() == 1; }));
    CHECK(says(*dialog(), "Prośby o nowe zdjęcia: 1"));
    CHECK(status(desk, g_waits) == domain::PhotoStatus::deletionRequested);
    storage::MessageFilter filter;
    filter.student = g_old;
    CHECK(desk.replica().history().messages(filter).value()[0].message.text().find("15 października") !=
          std::string::npos);
    in<wxTextCtrl>(id::agesYears).SetValue("9");
    desk.settle();
    CHECK(rows() == 0);
    CHECK(says(*dialog(), "nie jest tak dawne"));
    dialog()->Close();
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
}

TEST_CASE("the age of the photos opens from the window of the new school year", "[ages][year]") {
    Desk desk(fill, Language::polish, "students");
    desk.click(id::studentsYear);
    REQUIRE(desk.until([] { return wxWindow::FindWindowById(id::yearStepFirst + 1) != nullptr; }));
    desk.settle();
    pump(200);
    desk.click(id::yearAges);
    REQUIRE(desk.until([] { return dialog() && rows() == 3; }));
}
