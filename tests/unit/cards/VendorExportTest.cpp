#include "unit/cards/Fixtures.h"

#include "cards/VendorExport.h"
#include "support/TempDir.h"

using namespace esek;
using namespace esek::cards;
using namespace esek::cards::test;

TEST_CASE("The zip for a firm holds a row and a photo for each card") {
    const esek::test::TempDir folder;
    CardContent quoted = hardest();
    quoted.fields[kFieldHeadteacher] = "Jan \"Ponury\" Nowak; dyrektor";
    REQUIRE(writeVendorZip(folder / "cards.zip", sourceFrom({ordinary(), quoted})));
    const auto bytes = platform::readFile(folder / "cards.zip").value();
    const std::string zip(bytes.begin(), bytes.end());
    CHECK(zip.find("zdjecia/0002.jpg") != std::string::npos);
    CHECK(zip.find("1;Anna Maria Kowalska;08.05.2011;11250812345;;Szkoła Podstawowa nr 5 im. Marii "
                   "Skłodowskiej-Curie ul. Źródlana 12/3, 05-820 Piastów;Małgorzata Święcicka;01.09.2026;"
                   "123/2026;zdjecia/0001.jpg\r\n") != std::string::npos);
    CHECK(zip.find("\"Jan \"\"Ponury\"\" Nowak; dyrektor\"") != std::string::npos);
    const auto photo = samplePhoto();
    CHECK(zip.find(std::string(photo.begin(), photo.end())) != std::string::npos);
}

TEST_CASE("What a person typed into a name is no formula in the firm's spreadsheet") {
    const esek::test::TempDir folder;
    CardContent formula = ordinary();
    formula.fields[kFieldName] = "=HYPERLINK(1)";
    formula.fields[kFieldNumber] = "-5/2026";
    REQUIRE(writeVendorZip(folder / "cards.zip", sourceFrom({formula})));
    const auto bytes = platform::readFile(folder / "cards.zip").value();
    const std::string zip(bytes.begin(), bytes.end());
    CHECK(zip.find("1;\"'=HYPERLINK(1)\";") != std::string::npos);
    CHECK(zip.find(";\"'-5/2026\";") != std::string::npos);
}

TEST_CASE("The same cards give the same photos in the zip at any time and in any time zone") {
    const esek::test::TempDir folder;
    writeVendorZip(folder / "a.zip", sourceFrom({ordinary()})).value();
    writeVendorZip(folder / "b.zip", sourceFrom({ordinary()})).value();
    const auto a = platform::readFile(folder / "a.zip").value(),
               b = platform::readFile(folder / "b.zip").value();
    // The photo comes first; the workbook at the end carries the time at which it was made.
    const std::size_t photo = samplePhoto().size();
    REQUIRE(a.size() > photo);
    CHECK(std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(photo), b.begin()));
}

TEST_CASE("A zip that cannot be finished is not there") {
    const esek::test::TempDir folder;
    CardContent noPhoto = ordinary();
    noPhoto.photoJpeg.clear();
    CHECK(writeVendorZip(folder / "a.zip", sourceFrom({ordinary(), noPhoto})).error().code ==
          ErrorCode::cardDataMissing);
    Progress progress;
    progress.cancel();
    CHECK(writeVendorZip(folder / "a.zip", sourceFrom({ordinary()}), &progress).error().code ==
          ErrorCode::cancelled);
    CHECK(writeVendorZip(folder / "a.zip", {}).error().code == ErrorCode::nothingToDo);
    CHECK(writeVendorZip(folder / "none" / "a.zip", sourceFrom({ordinary()})).error().code ==
          ErrorCode::folderNotWritable);
    CHECK(std::filesystem::is_empty(folder.path()));
}
