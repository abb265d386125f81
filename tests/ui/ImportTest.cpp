#include "Desk.h"
#include "app/ReviewService.h"
#include "ui/Ids.h"
#include "ui/controls/VirtualList.h"
#include "ui/import/ImportPreview.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <wx/choice.h>
#include <wx/dnd.h>
#include <wx/listctrl.h>
#include <wx/menu.h>
#include <wx/simplebook.h>

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
    CHECK(desk.replica().students().list().value().empty());
    desk.click(id::importGo);
    REQUIRE(desk.until([&] { return desk.replica().students().list().value().size() == 2; }));
    for (const auto& row : desk.replica().students().list().value())
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

namespace {

/// Two pupils, 100 in 1A and 101 in 2B; one file is named after 100, two say nothing.
struct Photos {
    explicit Photos(const std::function<void(SampleOffice&)>& fill, Language language = Language::english)
        : desk(fill, language, "students") {
        jpeg("100.jpg", 1);
        jpeg("IMG_0001.jpg", 2);
        jpeg("IMG_0002.jpg", 3);
    }
    static void twoPupils(SampleOffice& office) { office.add(), office.add(); }
    void jpeg(const std::string& name, int n, std::size_t keep = 1000000) {
        std::filesystem::create_directories(desk.dir() / "photos");
        const auto bytes = sampleJpeg(n);
        std::ofstream(desk.dir() / "photos" / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(std::min(keep, bytes.size())));
    }
    void open() {
        desk.dialogs().files.push_back((desk.dir() / "photos").string());
        desk.key('J', wxMOD_CONTROL);
        REQUIRE(desk.frame().currentView() == "import-photos");
        desk.click(id::importChooseFolder);
        desk.settle();
        matches = desk.find<ui::VirtualList>(id::importMatches);
        candidates = desk.find<ui::VirtualList>(id::importCandidates);
    }
    std::string how(long row) const { return matches->GetItemText(row, 2).utf8_string(); }
    int count(domain::PhotoStatus status) { return desk.replica().photos().counts().value().of(status); }
    Desk desk;
    ui::VirtualList* matches = nullptr;
    ui::VirtualList* candidates = nullptr;
};

} // namespace

TEST_CASE("photos are matched by their names, the others assigned by hand, and all imported as pending") {
    Photos p(Photos::twoPupils);
    p.open();
    REQUIRE(p.matches->GetItemCount() == 3);
    REQUIRE(p.matches->GetItemText(0) == "IMG_0001.jpg"); // what needs a person comes first
    p.desk.click(id::importFind);
    p.desk.type("2b"); // the other pupil's class
    REQUIRE(p.candidates->GetItemCount() == 1);
    // Nobody is chosen: Enter assigns nothing, and says what is missing.
    CHECK(p.candidates->current() == -1);
    CHECK_FALSE(p.desk.find<wxWindow>(id::importAssign)->IsEnabled());
    p.desk.key(WXK_RETURN);
    CHECK(p.how(0) == "no pupil");
    CHECK(says(p.desk.frame(), "Choose the pupil in the list first"));
    p.desk.key(WXK_DOWN);
    p.desk.key(WXK_RETURN);
    CHECK(p.how(0) == "assigned by hand");
    // On to the next file that needs a person, again with nobody chosen, however often Enter is pressed.
    CHECK(p.matches->current() == 1);
    CHECK(p.candidates->current() == -1);
    p.desk.key(WXK_RETURN);
    p.desk.key(WXK_RETURN);
    CHECK(p.how(1) == "no pupil");
    p.desk.click(id::importGo);
    REQUIRE(p.desk.until([&] { return p.count(domain::PhotoStatus::pending) == 2; }));
    p.desk.settle();
    CHECK(p.how(0) == "imported");
    CHECK(p.how(2) == "imported");
    CHECK_FALSE(p.desk.find<wxWindow>(id::importGo)->IsEnabled());
}

TEST_CASE("a second file for a pupil makes both amber until the clerk chooses one") {
    Photos p(Photos::twoPupils);
    p.open();
    p.desk.click(id::importFind);
    p.desk.type("1a");
    p.desk.key(WXK_DOWN);
    p.desk.key(WXK_RETURN);
    CHECK(p.how(0) == "two files for one pupil");
    CHECK(p.how(2) == "two files for one pupil");
    CHECK(p.matches->current() == 0);
    CHECK_FALSE(p.desk.find<wxWindow>(id::importGo)->IsEnabled());
    p.desk.click(id::importUseThis);
    CHECK(p.how(0) == "assigned by hand");
    CHECK(p.how(2) == "left out");
    p.desk.click(id::importGo);
    REQUIRE(p.desk.until([&] { return p.count(domain::PhotoStatus::pending) == 1; }));
    p.desk.settle();
    const auto file =
        p.desk.replica().photos().file(p.desk.replica().students().list().value().front().student.id).value();
    REQUIRE(file.proposed());
    CHECK(file.proposed()->blob == domain::BlobId::of(sampleJpeg(2)));
}

TEST_CASE("photos are taken as accepted only after a question that names how many") {
    Photos p([](SampleOffice& office) { office.addWithPhoto(), office.add(); });
    p.jpeg("101.jpg", 4);
    p.open();
    p.desk.click(id::importAccepted);
    p.desk.dialogs().nextConfirm = false;
    p.desk.click(id::importGo);
    p.desk.settle();
    REQUIRE_FALSE(p.desk.dialogs().asked.empty());
    CHECK(p.desk.dialogs().asked.back() == "Accept 2 photos without looking at them?\n"
                                           "1 of them takes the place of a photo that is there.");
    CHECK(p.count(domain::PhotoStatus::accepted) == 1);
    p.desk.dialogs().nextConfirm = true;
    p.desk.click(id::importGo);
    CHECK(p.desk.until([&] { return p.count(domain::PhotoStatus::accepted) == 2; }));
    p.desk.settle();
}

TEST_CASE("a damaged photo is named before the import, and a photo that is there stands beside the new one") {
    Photos p([](SampleOffice& office) { office.addWithPhoto(), office.add(); }, Language::polish);
    p.jpeg("101.jpg", 4, 900);
    p.open();
    CHECK(says(p.desk.frame(), "1 pliku nie można wczytać: 101.jpg."));
    p.desk.click(id::importFind);
    p.desk.type("1a");
    p.desk.key(WXK_DOWN);
    p.desk.settle();
    CHECK(p.candidates->GetItemText(0).Contains(wxString::FromUTF8("ma już zdjęcie")));
    auto* preview = dynamic_cast<ui::ImportPreview*>(p.desk.find<wxWindow>(id::importPreview));
    REQUIRE(preview);
    CHECK(preview->showsFile());
    CHECK(preview->showsPresent());
    p.desk.screenshot("import_photos_assign");
}

namespace {

/// As the menu shows the command now.
bool undoOffered(Desk& desk) {
    desk.frame().UpdateWindowUI(wxUPDATE_UI_RECURSE);
    wxMenuBar* bar = desk.frame().GetMenuBar();
    bar->UpdateMenus();
    return bar->IsEnabled(wxID_UNDO);
}

} // namespace

TEST_CASE("the import of a list is taken back as one step, and the corrected list brings the pupils back") {
    Desk desk([](SampleOffice& office) { office.add(); }, Language::polish, "students");
    CHECK_FALSE(undoOffered(desk));
    const auto original = desk.replica().students().list().value().front().student;
    desk.dialogs().files.push_back(write(desk.dir() / "klasa.csv",
                                         "Nazwisko;Imiona;Klasa;Nr w księdze;Data urodzenia\n"
                                         "Kowalska;Anna Maria;1a;1;02.03.2015\n"
                                         "Nowak;Jan;1a;3;05.06.2015\n"
                                         "Żółć-Nowak;Łucja Świętosława;3c;100;04.03.2015\n"));
    desk.key('I', wxMOD_CONTROL); // also from the table, which takes it for Tab
    desk.settle();
    desk.click(id::importChoose);
    desk.settle();
    desk.click(id::importGo);
    REQUIRE(desk.until([&] { return desk.replica().students().list().value().size() == 3; }));
    desk.settle();
    CHECK(undoOffered(desk));
    desk.dialogs().nextConfirm = false;
    desk.key('Z', wxMOD_CONTROL);
    desk.settle();
    REQUIRE(desk.dialogs().asked.back().find("Uczniowie dodani: 2, zmienieni: 1") != std::string::npos);
    CHECK(desk.replica().students().list().value().size() == 3); // the question was answered with no
    desk.dialogs().nextConfirm = true;
    desk.frame().showView("students"); // from there it can be taken back as well
    desk.key('Z', wxMOD_CONTROL);
    REQUIRE(desk.until([&] { return desk.replica().students().list().value().size() == 1; }));
    desk.settle();
    auto left = desk.replica().students().list().value().front().student;
    CHECK(left.classUnit == original.classUnit);
    CHECK_FALSE(undoOffered(desk));
    CHECK(desk.replica().care().verify()->ok());

    desk.frame().showView("import");
    desk.settle();
    REQUIRE(desk.find<wxWindow>(id::importGo)->IsEnabled());
    desk.click(id::importGo);
    REQUIRE(desk.until([&] { return desk.replica().students().list().value().size() == 3; }));
    storage::StudentFilter everyone;
    everyone.includeLeft = true;
    CHECK(desk.replica().students().list(everyone).value().size() == 3); // nobody twice
}

TEST_CASE("the import of photos is taken back as one step, but for what was decided since") {
    Photos p(Photos::twoPupils, Language::polish);
    std::filesystem::rename(p.desk.dir() / "photos" / "IMG_0001.jpg", p.desk.dir() / "photos" / "101.jpg");
    p.open();
    p.desk.click(id::importGo);
    REQUIRE(p.desk.until([&] { return p.count(domain::PhotoStatus::pending) == 2; }));
    p.desk.settle();
    SECTION("nothing was decided") {
        CHECK(undoOffered(p.desk));
        p.desk.key('Z', wxMOD_CONTROL);
        CHECK(p.desk.until([&] { return p.count(domain::PhotoStatus::none) == 2; }));
        p.desk.settle();
        CHECK_FALSE(undoOffered(p.desk));
        CHECK(p.how(0) != "zaimportowano");
        CHECK(p.desk.find<wxWindow>(id::importGo)->IsEnabled()); // they can be imported again
    }
    SECTION("from the view of the pupils") {
        p.desk.frame().showView("students");
        p.desk.key('Z', wxMOD_CONTROL);
        CHECK(p.desk.until([&] { return p.count(domain::PhotoStatus::none) == 2; }));
        p.desk.settle();
        p.desk.frame().showView("import-photos");
        p.desk.settle();
        CHECK(p.how(0) != "zaimportowano");
        CHECK(p.desk.find<wxWindow>(id::importGo)->IsEnabled());
    }
    SECTION("one was accepted meanwhile") {
        const auto pupils = p.desk.replica().students().list().value();
        app::ReviewService(p.desk.desktop().context()->office).accept(pupils[0].student.id).value();
        p.desk.key('Z', wxMOD_CONTROL);
        CHECK(p.desk.until([&] { return p.count(domain::PhotoStatus::none) == 1; }));
        p.desk.settle();
        CHECK(p.count(domain::PhotoStatus::accepted) == 1);
        CHECK(says(p.desk.frame(), "Bez zmian zostało: 1"));
    }
    CHECK(p.desk.replica().care().verify()->ok());
}

TEST_CASE("files and folders that are dropped go where they belong") {
    Photos p(Photos::twoPupils, Language::polish);
    auto* target = dynamic_cast<wxFileDropTarget*>(descendant<wxSimplebook>(p.desk.frame())->GetDropTarget());
    REQUIRE(target);
    const auto drop = [&](const std::vector<std::string>& paths, wxPoint at = {5, 5}) {
        wxArrayString files;
        for (const auto& path : paths)
            files.Add(wxString::FromUTF8(path.c_str()));
        CHECK(target->OnDropFiles(at.x, at.y, files));
        p.desk.settle();
    };
    const std::string list = write(p.desk.dir() / "klasa.csv", kList);
    drop({list});
    CHECK(p.desk.frame().currentView() == "import");
    CHECK(p.desk.find<wxWindow>(id::importGo)->IsEnabled());
    p.desk.frame().showView("review");
    drop({(p.desk.dir() / "photos").string()});
    CHECK(p.desk.frame().currentView() == "import-photos");
    CHECK(p.desk.find<ui::VirtualList>(id::importMatches)->GetItemCount() == 3);

    // One photo is for the pupil in front, and is asked about by name.
    p.desk.frame().showView("students");
    p.desk.settle();
    p.desk.dialogs().nextConfirm = false;
    drop({(p.desk.dir() / "photos" / "100.jpg").string()});
    CHECK(p.desk.dialogs().asked.back() ==
          "Dodać zdjęcie 100.jpg uczniowi Żółć-Nowak Łucja Świętosława, 1A?");
    CHECK(p.count(domain::PhotoStatus::none) == 2);
    p.desk.dialogs().nextConfirm = true;
    drop({(p.desk.dir() / "photos" / "100.jpg").string()});
    CHECK(p.desk.until([&] { return p.count(domain::PhotoStatus::none) == 1; }));
    // The pupil under the pointer, though another one is in front.
    auto* pupils = p.desk.find<ui::VirtualList>(id::studentsList);
    REQUIRE(pupils->current() == 0);
    wxRect second;
    REQUIRE(pupils->GetItemRect(1, second));
    const auto* book = descendant<wxSimplebook>(p.desk.frame());
    const wxPoint onSecond = second.GetPosition() + wxPoint(20, second.height / 2);
    p.desk.dialogs().nextConfirm = false;
    drop({(p.desk.dir() / "photos" / "100.jpg").string()},
         book->ScreenToClient(pupils->ClientToScreen(onSecond)));
    CHECK(p.desk.dialogs().asked.back().find(p.desk.replica().students().list().value()[1].student.surname) !=
          std::string::npos);
    // Of several nobody knows whose they are.
    drop({list, (p.desk.dir() / "photos").string()});
    CHECK(p.desk.dialogs().asked.back() == "Upuszczone pliki");
    CHECK(p.desk.frame().currentView() == "students");
}
