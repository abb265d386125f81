#include "Desk.h"
#include "app/CardService.h"
#include "ui/Ids.h"
#include "ui/cards/CardsPanel.h"
#include "ui/import/PhotosImportPanel.h"
#include "ui/import/StudentsImportPanel.h"
#include "ui/students/StudentIds.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <wx/button.h>

using namespace esek;
using namespace esek::test;
using namespace std::chrono_literals;

namespace {

std::string variant() {
    const char* set = std::getenv("ESEK_SHOTS");
    return set ? set : "light";
}

void people(SampleOffice& office) {
    const char* names[][3] = {{"Brzęczyszczykiewicz-Łękołodzka", "Grażyna Żaneta Świętosława Maria", "1A"},
                              {"Ćwikliński", "Błażej", "1A"},
                              {"Gżegżółka", "Łucja", "1A"},
                              {"Kowalska", "Anna Maria", "1A"},
                              {"Nowak", "Jan Paweł", "2B"},
                              {"Żółć", "Święcisław", "2B"},
                              {"Ostrowska-Wąs", "Zofia", "2B"},
                              {"Adamczyk", "Zuzanna", "2B"}};
    int n = 0;
    for (const auto& [surname, given, classUnit] : names) {
        domain::Student s = sampleStudent(office.count++);
        s.surname = surname;
        s.givenNames = given;
        s.classUnit = classUnit;
        const auto pupil = office.add(s);
        if (++n % 5 == 0)
            continue;
        static_cast<void>(
            office.review
                .submit(pupil, sampleJpeg(n), "a.jpg", domain::PhotoChannel::panel, office.parent(), false)
                .value());
        if (n % 2 == 0)
            static_cast<void>(office.review.accept(pupil).value());
        if (n == 3)
            static_cast<void>(
                office.review.reject(pupil, {domain::RejectionReason::blurred}, "Proszę o ostrzejsze")
                    .value());
        if (n == 4)
            static_cast<void>(office.review
                                  .submit(pupil, sampleJpeg(50), "b.jpg", domain::PhotoChannel::panel,
                                          office.parent(), false)
                                  .value());
    }
}

} // namespace

// Pictures for people to look at; what can fail here is that a view cannot be painted at all.
TEST_CASE("every view is painted", "[screenshots]") {
    const std::string v = variant();
    Desk desk(people, v == "english" ? Language::english : Language::polish);
    for (const char* view :
         {"review", "students", "cards", "reports", "settings", "import", "import-photos"}) {
        desk.frame().showView(view);
        desk.settle();
        CHECK(desk.frame().currentView() == view);
        desk.screenshot(v + "-" + view);
        const auto file = screenshotFolder() / (v + "-" + view + ".png");
        CHECK(std::filesystem::file_size(file) > 5000);
    }

    // The same views at work.
    const auto ready = app::CardService(desk.desktop().context()->office).readiness().value();
    std::vector<domain::StudentId> ids;
    for (const auto& row : ready.ready)
        ids.push_back(row.student.id);
    static_cast<void>(
        app::CardService(desk.desktop().context()->office).issue(ids, Date(2026y / 9 / 1)).value());
    desk.frame().showView("cards");
    auto* cards = dynamic_cast<ui::CardsPanel*>(desk.frame().view("cards"));
    REQUIRE(cards);
    cards->refresh();
    cards->showTab("batches");
    desk.screenshot(v + "-batches");

    const auto list = desk.dir() / "klasa.csv";
    std::ofstream(list) << "Nazwisko;Imię;Drugie imię;PESEL;Data urodzenia;Oddział;Nr w księdze\n"
                           "Wąż;Łucja;;15230400087;04.03.2015;1a;201\n"
                           "Kos;Jan;Maria;15230400088;04.03.2015;1a;202\n"
                           "Sowa;Ewa;;;31.02.2015;1a;203\n";
    desk.frame().showView("import");
    auto* pupils = dynamic_cast<ui::StudentsImportPanel*>(desk.frame().view("import"));
    REQUIRE(pupils);
    pupils->open(list.string());
    desk.screenshot(v + "-import-list");

    const auto folder = desk.dir() / "photos";
    std::filesystem::create_directories(folder);
    for (const char* name : {"101.jpg", "IMG_2041.jpg", "Kowalska Anna 1A.jpg", "Nowak.jpg"})
        std::ofstream(folder / name) << "picture";
    desk.frame().showView("import-photos");
    auto* photos = dynamic_cast<ui::PhotosImportPanel*>(desk.frame().view("import-photos"));
    REQUIRE(photos);
    photos->open(folder.string());
    desk.screenshot(v + "-import-files");

    desk.frame().showView("students");
    desk.find<wxButton>(ui::id::studentsGuardians)->SetFocus();
    desk.key(WXK_SPACE);
    desk.screenshot(v + "-guardians");
    desk.find<wxButton>(ui::id::guardiansClose)->SetFocus();
    desk.key(WXK_SPACE);

    // Large letters push the button below the edge, and the focus brings it into sight.
    desk.find<wxButton>(ui::id::studentsEdit)->SetFocus();
    desk.key(WXK_SPACE);
    desk.screenshot(v + "-edit");
}
