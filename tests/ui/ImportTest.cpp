#include "Desk.h"
#include "ui/Ids.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <wx/choice.h>
#include <wx/listctrl.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

std::string write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
}

const char* kList = "Nazwisko;Imiona;PESEL;Klasa;Nr w księdze\n"
                    "Kowalska;Anna Maria;44051401458;1a;1\n"
                    "Żółw;Łucja;44051401459;1a;2\n" // wrong check digit
                    "Nowak;Jan;;1a;3\n";

} // namespace

TEST_CASE("a class list goes in through the wizard, the refused row is named and stays out") {
    Desk desk([](SampleOffice&) {}, Language::english, "students");
    desk.dialogs().files.push_back(write(desk.dir() / "klasa.csv", kList));
    desk.key('I', wxMOD_CONTROL);
    REQUIRE(desk.frame().currentView() == "import");
    desk.click(id::importChoose);
    desk.settle();
    auto* issues = desk.find<wxListCtrl>(id::importIssues);
    REQUIRE(desk.until([&] { return issues->GetItemCount() >= 1; }));
    CHECK(issues->GetItemText(0) == "3");
    // Nothing is changed before the clerk says so.
    CHECK(desk.replica().students().value().empty());
    desk.click(id::importGo);
    REQUIRE(desk.until([&] { return desk.replica().students().value().size() == 2; }));
    for (const auto& row : desk.replica().students().value())
        CHECK(row.student.surname != "Żółw");
    desk.settle();
    CHECK_FALSE(desk.find<wxWindow>(id::importGo)->IsEnabled()); // a second click cannot import twice
}

TEST_CASE("a column is given to another field by keys, and the plan follows") {
    Desk desk([](SampleOffice&) {}, Language::english, "students");
    desk.dialogs().files.push_back(write(desk.dir() / "klasa.csv", kList));
    desk.key('I', wxMOD_CONTROL);
    desk.click(id::importChoose);
    desk.settle();
    auto* surname = desk.find<wxChoice>(id::importFirstColumn);
    REQUIRE(surname->GetSelection() > 0);
    REQUIRE(desk.find<wxWindow>(id::importGo)->IsEnabled());
    desk.click(surname);
    desk.key(WXK_HOME);
    desk.key(WXK_RETURN);
    desk.settle();
    CHECK(surname->GetSelection() == 0);
    CHECK_FALSE(
        desk.find<wxWindow>(id::importGo)->IsEnabled()); // without surnames there is nothing to import
}

TEST_CASE("photos are matched by their names, the others assigned by hand, and all imported as pending") {
    Desk desk([](SampleOffice& office) { office.add(), office.add(); }, Language::english, "students");
    const auto folder = desk.dir() / "photos";
    std::filesystem::create_directories(folder);
    const auto jpeg = [&](const char* name, int n) {
        const auto bytes = sampleJpeg(n);
        std::ofstream(folder / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    };
    jpeg("100.jpg", 1); // a register number
    jpeg("IMG_0001.jpg", 2);
    desk.dialogs().files.push_back(folder.string());
    desk.key('J', wxMOD_CONTROL);
    REQUIRE(desk.frame().currentView() == "import-photos");
    desk.click(id::importChooseFolder);
    desk.settle();
    auto* matches = desk.find<wxListCtrl>(id::importMatches);
    REQUIRE(matches->GetItemCount() == 2);
    REQUIRE(matches->GetItemText(0) == "IMG_0001.jpg"); // what needs a person comes first
    desk.click(id::importFind);
    desk.type("2b"); // the other pupil's class
    desk.settle();
    REQUIRE(desk.find<wxListCtrl>(id::importCandidates)->GetItemCount() == 1);
    desk.click(id::importAssign);
    desk.click(id::importGo);
    REQUIRE(desk.until(
        [&] { return desk.replica().photoCounts().value().of(domain::PhotoStatus::pending) == 2; }));
    desk.settle();
}
