// Photos on paper: scanned in a window, framed on the page, assigned to pupils in the import.
#include "Desk.h"
#include "support/PaperPage.h"
#include "ui/controls/VirtualList.h"
#include "ui/import/ScanDialog.h"
#include "ui/import/ScanIds.h"
#include "ui/import/ScannedSheetCanvas.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/textctrl.h>

using namespace esek;
using namespace esek::test;
using namespace std::chrono_literals;
namespace id = esek::ui::id;

namespace {

domain::StudentId g_first;

void fill(SampleOffice& office) {
    for (const char* surname : {"Brzęczyszczykiewicz-Łękołodzka", "Nowak"}) {
        domain::Student s = sampleStudent(office.count++);
        s.surname = surname;
        const auto id = office.add(s);
        if (office.count == 1)
            g_first = id;
    }
}

ui::ScanDialog* dialog() {
    auto* sheet = wxWindow::FindWindowById(id::scanSheet);
    return sheet ? dynamic_cast<ui::ScanDialog*>(wxGetTopLevelParent(sheet)) : nullptr;
}

template <class T>
T& in(int id) {
    auto* found = dynamic_cast<T*>(wxWindow::FindWindowById(id));
    REQUIRE(found);
    return *found;
}

bool enabled(int id) {
    auto* window = wxWindow::FindWindowById(id);
    return window && window->IsEnabled();
}

void press(int id) {
    auto& button = in<wxButton>(id);
    REQUIRE(button.IsEnabled());
    wxCommandEvent event(wxEVT_BUTTON, id);
    event.SetEventObject(&button);
    button.ProcessWindowEvent(event);
}

void openFromMenu(Desk& desk) {
    wxCommandEvent menu(wxEVT_MENU, id::scanPhotos);
    desk.frame().ProcessWindowEvent(menu);
    REQUIRE(desk.until([] { return dialog() != nullptr; }));
}

void shot(const std::string& name) {
    const char* variant = std::getenv("ESEK_SHOTS");
    pump(300);
    takeScreenshot(*dialog(), (variant ? std::string(variant) + "-" : std::string()) + name);
}

} // namespace

TEST_CASE("a page is scanned in the window, its photos are framed and given to pupils", "[scan]") {
    TempDir sane;
    usePaperScanner(sane.path());
    const std::string page = paperPage(sane / "page.ppm", {{10, 20}, {90, 30}});
    Desk desk(fill, Language::polish, "students");
    openFromMenu(desk);
    REQUIRE(desk.until([] { return enabled(id::scanStart); }));
    CHECK(in<wxChoice>(id::scanScanner).GetCount() == 2);
    CHECK_FALSE(enabled(id::scanHand));
    in<wxTextCtrl>(id::scanSettings).SetValue("filename");
    press(id::scanStart);
    CHECK(says(*dialog(), "NAZWA=WARTOŚĆ"));
    in<wxTextCtrl>(id::scanSettings).SetValue(wxString::FromUTF8("filename=" + page));
    press(id::scanStart);
    CHECK_FALSE(enabled(id::scanStart));
    auto& sheet = in<ui::ScannedSheetCanvas>(id::scanSheet);
    REQUIRE(desk.until([&] { return sheet.hasPage(); }));
    CHECK(sheet.frames() == 2);
    CHECK(says(*dialog(), "Zdjęcia na tej stronie: 2, na wszystkich: 2."));
    // The picture stands in the manual, so it shows no path of this computer.
    in<wxTextCtrl>(id::scanSettings).ChangeValue({});
    shot("scan-sheet");
    in<wxTextCtrl>(id::scanSettings).ChangeValue(wxString::FromUTF8("filename=" + page));
    press(id::scanStart); // another page
    REQUIRE(desk.until([] { return says(*dialog(), "Zdjęcia na tej stronie: 2, na wszystkich: 4."); }));
    // Closing asks, because these photos are nowhere else.
    desk.dialogs().nextConfirm = false;
    dialog()->Close();
    CHECK(desk.dialogs().asked.back().find("nieprzypisane: 4") != std::string::npos);
    REQUIRE(dialog());
    desk.dialogs().nextConfirm = true;
    press(id::scanHand);
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    desk.settle();
    CHECK(desk.frame().currentView() == "import-photos");
    CHECK(in<ui::VirtualList>(id::importMatches).GetItemCount() == 4);
    in<wxTextCtrl>(id::importFind).SetValue("brzecz");
    pump(200);
    in<ui::VirtualList>(id::importCandidates).choose(0);
    pump(200);
    desk.screenshot("scan-assign");
    press(id::importAssign);
    desk.settle();
    press(id::importGo);
    REQUIRE(desk.until([&] {
        return desk.replica().photos().file(g_first).value().status() == domain::PhotoStatus::pending;
    }));
    CHECK(desk.replica().photos().file(g_first).value().proposed()->source.channel ==
          domain::PhotoChannel::scanner);
    desk.settle();
    // The others still wait, and the program does not forget them silently.
    CHECK(desk.desktop().context()->unsaved.any(ui::UnsavedChanges::Leaving::all));
}

TEST_CASE("a scanner that hangs can be stopped in the window, and one that is not there is told", "[scan]") {
    TempDir sane;
    const auto program = sane / "scanner.sh";
    std::ofstream(program) << "#!/bin/sh\ncase \"$*\" in *--list*) echo 'ESEKSCAN1 {\"scanners\":[{\"name\":"
                              "\"a\",\"description\":\"Maker Model\"}]}';; *) exec sleep 600;; esac\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    Desk desk(fill, Language::polish, "students");
    auto* window = new ui::ScanDialog(&desk.frame(), *desk.desktop().context(),
                                      app::OutsideScanner(program, {60s, 60s}));
    window->Show();
    REQUIRE(desk.until([] { return enabled(id::scanStart); }));
    press(id::scanStart);
    REQUIRE(desk.until([] { return enabled(id::scanStop); }));
    pump(300);
    press(id::scanStop);
    REQUIRE(desk.until([] { return enabled(id::scanStart); }, 10000));
    CHECK(says(*dialog(), "Przerwano"));
    press(id::scanStart);
    pump(300);
    dialog()->Close(); // ends the scan too
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
    desk.settle();

    auto* missing = new ui::ScanDialog(&desk.frame(), *desk.desktop().context(), app::OutsideScanner("", {}));
    missing->Show();
    REQUIRE(desk.until([] { return enabled(id::scanLook); }));
    CHECK(says(*dialog(), "esekretariat-cli"));
    CHECK_FALSE(enabled(id::scanStart));
    shot("scan-missing");
    dialog()->Close();
    REQUIRE(desk.until([] { return dialog() == nullptr; }));
}
