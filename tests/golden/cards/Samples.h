#pragma once
#include "base/Version.h"
#include "base/platform/Files.h"
#include "cards/CardContent.h"

namespace esek::cards::test {

inline std::filesystem::path sampleFolder() {
    return std::filesystem::path(sourceResourceDir()).parent_path() / "tests" / "golden" / "cards";
}
/// Drawn for these tests, 449 x 614 pixels: 19 x 26 mm at 600 dpi.
inline std::vector<std::uint8_t> samplePhoto(const char* name = "photo.jpg") {
    return platform::readFile(sampleFolder() / name).value();
}

/// An ordinary pupil. PESEL and names are made up.
inline CardContent ordinary() {
    CardContent c;
    c.id = "card-1";
    c.personLabel = "Kowalska Anna, 1A";
    c.fields = {{kFieldName, "Anna Maria Kowalska"},
                {kFieldBirthDate, "08.05.2011"},
                {kFieldPesel, "11250812345"},
                {kFieldSchool,
                 "Szkoła Podstawowa nr 5 im. Marii Skłodowskiej-Curie\nul. Źródlana 12/3, 05-820 Piastów"},
                {kFieldHeadteacher, "Małgorzata Święcicka"},
                {kFieldIssueDate, "01.09.2026"},
                {kFieldNumber, "123/2026"}};
    c.photoJpeg = samplePhoto();
    c.photoWidthPx = 449;
    c.photoHeightPx = 614;
    return c;
}

/// Every hard case of a name and a school at once.
inline CardContent hardest() {
    CardContent c = ordinary();
    c.id = "card-2";
    c.personLabel = "Wiśniewska-Brzęczyszczykiewicz Żaneta, 3C";
    c.fields[kFieldName] = "Żaneta Świętosława Łucja Konstancja Wiśniewska-Brzęczyszczykiewicz";
    c.fields.erase(kFieldPesel);
    c.fields[kFieldDocument] = "karta pobytu RK1234567";
    c.fields[kFieldSchool] = // the name alone has 120 characters
        "Zespół Szkolno-Przedszkolny z Oddziałami Integracyjnymi i Dwujęzycznymi nr 12 im. Bohaterów "
        "Powstania Wielkopol"
        "skiego 19\nul. Świętego Wojciecha Ćwierćmetrowa 128A/14, 61-749 Poznań";
    c.fields[kFieldNumber] = "1234/2026";
    return c;
}

} // namespace esek::cards::test
