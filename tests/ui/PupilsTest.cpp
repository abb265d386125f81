// The list of pupils: what it shows, the list that is saved of it, its context menu, their parents.
#include "Desk.h"
#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/controls/VirtualList.h"
#include "ui/students/StudentIds.h"

#include <catch2/catch.hpp>

#include <wx/choice.h>
#include <wx/listbox.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

void threePupils(SampleOffice& office) {
    for (const char* surname : {"Kos", "Sowa", "Żuraw"}) {
        domain::Student s = sampleStudent(office.count++);
        s.surname = surname;
        const auto pupil = office.add(s);
        if (s.surname == "Kos")
            static_cast<void>(office.review
                                  .submit(pupil, sampleJpeg(1), "a.jpg", domain::PhotoChannel::office,
                                          office.office->clerk(), true)
                                  .value());
    }
}

wxPoint rowOnScreen(wxListCtrl& list, long row) {
    wxRect place;
    REQUIRE(list.GetItemRect(row, place));
    return list.ClientToScreen(place.GetPosition() + wxPoint(20, place.height / 2));
}

} // namespace

TEST_CASE("pupils without a photo are listed, and the list is saved for their teacher") {
    Desk desk(threePupils, Language::polish, "students");
    auto* list = desk.find<ui::VirtualList>(id::studentsList);
    REQUIRE(list->GetItemCount() == 3);
    auto* status = desk.find<wxChoice>(id::studentsStatus);
    status->SetFocus();
    status->SetStringSelection(wxString::FromUTF8("Brak zdjęcia"));
    wxCommandEvent chosen(wxEVT_CHOICE, status->GetId());
    chosen.SetEventObject(status);
    status->ProcessWindowEvent(chosen);
    desk.settle();
    REQUIRE(list->GetItemCount() == 2);
    const auto file = desk.dir() / "bez-zdjec.csv";
    desk.dialogs().files.push_back(file.string());
    desk.click(id::studentsSaveList);
    desk.settle();
    const auto bytes = platform::readFile(file).value();
    const std::string csv(bytes.begin(), bytes.end());
    CHECK(csv.find("Sowa") != std::string::npos);
    CHECK(csv.find("Żuraw") != std::string::npos);
    CHECK(csv.find("Kos;") == std::string::npos);
    desk.click(id::noticeAction); // "Otwórz plik"
    REQUIRE(desk.dialogs().opened.size() == 1);
    CHECK(desk.dialogs().opened.front() == file.string());
}

TEST_CASE("a copy of a pupil's data is made in a folder that the clerk chooses") {
    Desk desk(threePupils, Language::polish, "students");
    auto* list = desk.find<ui::VirtualList>(id::studentsList);
    list->choose(0, true);
    desk.settle();
    desk.dialogs().files.push_back(desk.dir().path().string());
    desk.click(id::studentsDataCopy);
    desk.settle();
    desk.click(id::noticeAction); // "Otwórz plik"
    REQUIRE(desk.dialogs().opened.size() == 1);
    const std::filesystem::path opened = desk.dialogs().opened.front();
    CHECK(opened.filename() == "dane.pdf");
    CHECK(opened.parent_path().parent_path() == desk.dir().path());
    CHECK(std::filesystem::exists(opened.parent_path() / "zdjecia" / "1.jpg"));
}

TEST_CASE("a photo goes to the pupil it was chosen for, whoever is shown when the question is answered") {
    Desk desk(threePupils, Language::polish, "students");
    auto* list = desk.find<ui::VirtualList>(id::studentsList);
    list->choose(1, true);
    desk.settle();
    const auto file = desk.dir() / "zdjecie.jpg";
    REQUIRE(platform::writeFileAtomically(file, sampleJpeg(7)).ok());
    desk.dialogs().files.push_back(file.string());
    desk.dialogs().meanwhile = [&] {
        list->choose(2, true); // as when what another office did is read
        desk.settle();
    };
    desk.click(id::studentsAddPhoto);
    const auto has = [&](std::size_t row) {
        const auto pupil = desk.replica().students().list().value().at(row).student.id;
        return desk.replica().photos().file(pupil)->status() != domain::PhotoStatus::none;
    };
    REQUIRE(desk.until([&] { return has(1) || has(2); }, 5000));
    CHECK(has(1));
    CHECK_FALSE(has(2));
}

TEST_CASE("a right click on a pupil offers what the buttons do") {
    Desk desk(threePupils, Language::polish, "students");
    auto* list = desk.find<ui::VirtualList>(id::studentsList);
    // The menu waits in a loop of its own: the keys come from a timer.
    wxTimer hands;
    hands.Bind(wxEVT_TIMER, [](wxTimerEvent&) {
        wxUIActionSimulator keys;
        keys.Char(WXK_DOWN);
        keys.Char(WXK_RETURN);
    });
    const wxPoint at = rowOnScreen(*list, 1);
    wxUIActionSimulator mouse;
    mouse.MouseMove(at.x, at.y);
    pump(60);
    hands.StartOnce(700);
    mouse.MouseClick(wxMOUSE_BTN_RIGHT);
    pump(1500);
    desk.settle();
    REQUIRE(desk.find<wxWindow>(id::formSurname)->IsShownOnScreen());
    CHECK(ui::utf8(desk.find<wxTextCtrl>(id::formSurname)->GetValue()) ==
          desk.replica().students().list().value()[1].student.surname);
}

TEST_CASE("parents are entered by hand, changed and removed in the pupil's card") {
    Desk desk(threePupils, Language::polish, "students");
    auto* list = desk.find<ui::VirtualList>(id::studentsList);
    list->choose(0);
    desk.settle();
    desk.click(id::studentsGuardians);
    desk.settle();
    auto* name = desk.find<wxTextCtrl>(id::guardiansName);
    auto* email = desk.find<wxTextCtrl>(id::guardiansEmail);
    auto* persons = desk.find<wxListBox>(id::guardiansList);
    name->SetValue(wxString::FromUTF8("  Beata   Kos "));
    email->SetValue("beata@example");
    desk.click(id::guardiansSave);
    desk.settle();
    const domain::StudentId pupil = desk.replica().students().list().value()[0].student.id;
    storage::GuardianRepository& guardians = desk.replica().guardians();
    CHECK(guardians.of(pupil)->empty()); // the address is none, and what was typed stays
    CHECK(name->GetValue().Contains("Beata"));
    email->SetValue("beata@example.pl");
    desk.click(id::guardiansSave);
    desk.settle();
    REQUIRE(guardians.of(pupil)->size() == 1);
    CHECK(guardians.of(pupil)->front().name == "Beata Kos");
    REQUIRE(persons->GetCount() == 2);
    CHECK(persons->GetSelection() == 0);

    // What is typed about one person is not thrown away by a look at another one.
    const auto pick = [&](int line) {
        persons->SetSelection(line);
        wxCommandEvent event(wxEVT_LISTBOX, persons->GetId());
        event.SetInt(line);
        persons->HandleWindowEvent(event);
        desk.settle();
    };
    pick(1);
    name->SetValue("Jan Kos");
    desk.dialogs().answers = {false};
    pick(0);
    CHECK(name->GetValue() == "Jan Kos");
    CHECK(persons->GetSelection() == 1);
    desk.dialogs().answers = {false};
    desk.click(id::guardiansClose);
    CHECK(name->IsShownOnScreen());
    CHECK(name->GetValue() == "Jan Kos");
    desk.dialogs().answers = {true};
    pick(0);
    CHECK(name->GetValue() == "Beata Kos");

    desk.click(id::guardiansRemove);
    desk.settle();
    CHECK(guardians.of(pupil)->empty());
    CHECK(name->GetValue().empty());
}
