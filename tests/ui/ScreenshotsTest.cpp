#include "Desk.h"
#include "app/DemoOffice.h"
#include "ui/Ids.h"
#include "ui/cards/CardsPanel.h"
#include "ui/import/PhotosImportPanel.h"
#include "ui/import/StudentsImportPanel.h"
#include "ui/theme/TextScale.h"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace esek;
using namespace esek::test;

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
    for (const char* view : {"review", "students", "cards", "settings", "import", "import-photos"}) {
        desk.frame().showView(view);
        desk.settle();
        CHECK(desk.frame().currentView() == view);
        desk.screenshot(v + "-" + view);
        const auto file = screenshotFolder() / (v + "-" + view + ".png");
        CHECK(std::filesystem::file_size(file) > 5000);
    }
}
