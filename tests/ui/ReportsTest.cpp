// The view of reports, worked by keys and clicks.
#include "Desk.h"
#include "ui/controls/VirtualList.h"
#include "ui/reports/ReportIds.h"

#include <catch2/catch.hpp>

#include <wx/choice.h>
#include <wx/clipbrd.h>
#include <wx/dataobj.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

void twoClasses(SampleOffice& office) {
    office.addWithPhoto();
    office.addWithPhoto();
    office.add();
    office.add();
}

ui::VirtualList& list(Desk& desk) {
    return *desk.find<ui::VirtualList>(id::reportsList);
}

std::string cell(Desk& desk, long row, int column) {
    return std::string(list(desk).GetItemText(row, column).utf8_str());
}

void chooseReport(Desk& desk, const std::string& title) {
    auto& kinds = *desk.find<ui::VirtualList>(id::reportsKinds);
    for (long row = 0; row < kinds.GetItemCount(); ++row)
        if (std::string(kinds.GetItemText(row).utf8_str()) == title) {
            kinds.choose(row, true);
            desk.settle();
            return;
        }
    FAIL("no report " << title);
}

} // namespace

TEST_CASE("reports: chosen, filtered, sorted, copied and saved") {
    Desk desk(twoClasses);
    desk.key('7', wxMOD_CONTROL);
    desk.settle();
    REQUIRE(desk.frame().currentView() == "reports");
    chooseReport(desk, "Photos by class");
    REQUIRE(list(desk).GetItemCount() == 3);
    CHECK(cell(desk, 0, 0) == "1A");
    CHECK(cell(desk, 2, 0) == "Together");
    CHECK(cell(desk, 2, 1) == "4");

    auto& classes = *desk.find<wxChoice>(id::reportsClass);
    REQUIRE(classes.GetCount() == 3);
    classes.SetSelection(2);
    wxCommandEvent chosen(wxEVT_CHOICE, id::reportsClass);
    chosen.SetEventObject(&classes);
    classes.ProcessWindowEvent(chosen);
    desk.settle();
    CHECK(list(desk).GetItemCount() == 2);
    CHECK(cell(desk, 0, 0) == "2B");

    desk.click(id::reportsCopy);
    desk.settle();
    {
        const wxClipboardLocker lock;
        wxTextDataObject text;
        REQUIRE(wxTheClipboard->GetData(text));
        CHECK(text.GetText().Contains("2B\t2\t"));
    }
    for (const char* name : {"raport.pdf", "raport.xlsx", "raport.csv"}) {
        const auto file = desk.dir() / name;
        desk.dialogs().files = {file.string()};
        desk.click(id::reportsSave);
        desk.settle();
        CHECK(std::filesystem::exists(file));
    }
    CHECK(says(desk.frame(), "raport.csv"));
    desk.dialogs().files = {(desk.dir() / "raport.doc").string()};
    desk.click(id::reportsSave);
    desk.settle();
    CHECK_FALSE(std::filesystem::exists(desk.dir() / "raport.doc"));
    CHECK(says(desk.frame(), "end it with .pdf, .xlsx or .csv"));
}

TEST_CASE("reports: one that the server must be asked for leaves no figures of another one") {
    Desk desk(twoClasses, Language::english, "reports");
    chooseReport(desk, "Photos by class");
    REQUIRE(list(desk).GetItemCount() == 3);
    chooseReport(desk, "Who has access");
    CHECK(says(desk.frame(), "This computer does not work with a server yet"));
    CHECK(list(desk).GetItemCount() == 0);
    CHECK_FALSE(desk.find<wxWindow>(id::reportsSave)->IsEnabled());
    chooseReport(desk, "Photos by class");
    CHECK(list(desk).GetItemCount() == 3);
    CHECK(desk.find<wxWindow>(id::reportsSave)->IsEnabled());
}

TEST_CASE("reports: a choice that cannot be read leaves no figures on the screen") {
    Desk desk(twoClasses, Language::english, "reports");
    chooseReport(desk, "Register of issued cards and duplicates");
    CHECK(desk.find<wxWindow>(id::reportsFrom)->IsShownOnScreen());
    CHECK_FALSE(desk.find<wxWindow>(id::reportsDays)->IsShownOnScreen());
    desk.click(id::reportsFrom);
    desk.type("31.02.2026");
    CHECK(desk.until([&] { return says(desk.frame(), "not a calendar date"); }));
    CHECK_FALSE(desk.find<wxWindow>(id::reportsSave)->IsEnabled());
    CHECK(list(desk).GetItemCount() == 0);
    desk.find<wxTextCtrl>(id::reportsFrom)->SetValue("01.02.2026");
    CHECK(desk.until([&] { return desk.find<wxWindow>(id::reportsSave)->IsEnabled(); }));
    CHECK_FALSE(says(desk.frame(), "not a calendar date"));
}

TEST_CASE("reports: an earlier school year is chosen above the table and can only be read") {
    Desk desk([](SampleOffice& office) {
        office.addWithPhoto();
        office.clock.advance(std::chrono::days(400));
        domain::Student late = sampleStudent(office.count++);
        late.classUnit = "3C";
        office.add(late);
    });
    desk.key('7', wxMOD_CONTROL);
    desk.settle();
    chooseReport(desk, "Pupils and cards of a school year");
    auto& years = *desk.find<wxChoice>(id::reportsYear);
    REQUIRE(years.IsShownOnScreen());
    REQUIRE(years.GetCount() == 2);
    CHECK(years.GetStringSelection() == "2026/2027");
    REQUIRE(list(desk).GetItemCount() == 1);
    CHECK(cell(desk, 0, 0) == "1A");
    years.SetSelection(0);
    wxCommandEvent chosen(wxEVT_CHOICE, id::reportsYear);
    chosen.SetEventObject(&years);
    years.HandleWindowEvent(chosen);
    desk.settle();
    CHECK(list(desk).GetItemCount() == 2);
    CHECK(cell(desk, 1, 0) == "3C");
    desk.screenshot("reports-school-year");
    chooseReport(desk, "Photos by class");
    CHECK_FALSE(years.IsShownOnScreen());
}
