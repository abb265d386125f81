#include "unit/cards/Fixtures.h"

#include "cards/CardsPdf.h"
#include "support/TempDir.h"

#include <algorithm>

#ifndef _WIN32
#include <csignal>
#include <sys/resource.h>
#endif

using namespace esek;
using namespace esek::cards;
using namespace esek::cards::test;
namespace fs = std::filesystem;

namespace {

std::size_t filesIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::string textOf(const fs::path& file) {
    const auto bytes = platform::readFile(file).value();
    return {bytes.begin(), bytes.end()};
}

/// `count` cards with their own names, made when they are asked for.
CardSource manyCards(std::size_t count) {
    const CardContent one = ordinary();
    return {count, [one](std::size_t i) -> Result<CardContent> {
                CardContent card = one;
                card.fields[kFieldName] += " " + std::to_string(i);
                return card;
            }};
}

} // namespace

TEST_CASE("The photo's bytes are in the PDF as they came") {
    const esek::test::TempDir folder;
    for (const char* name : {"photo.jpg", "photo-grey.jpg"}) {
        CardContent card = ordinary();
        card.photoJpeg = samplePhoto(name);
        REQUIRE(writeCardsPdf(folder / "cards.pdf", studentCard(), sourceFrom({card})));
        const std::string pdf = textOf(folder / "cards.pdf");
        CHECK(pdf.find(std::string(card.photoJpeg.begin(), card.photoJpeg.end())) != std::string::npos);
    }
}

TEST_CASE("The same cards give the same bytes, and no personal data outside the pages") {
    const esek::test::TempDir folder;
    REQUIRE(writeCardsPdf(folder / "a.pdf", studentCard(), sourceFrom({ordinary(), hardest()})));
    REQUIRE(writeCardsPdf(folder / "b.pdf", studentCard(), sourceFrom({ordinary(), hardest()})));
    const std::string pdf = textOf(folder / "a.pdf");
    CHECK(pdf == textOf(folder / "b.pdf"));
    CHECK(pdf.find("Kowalska") == std::string::npos);
    CHECK(pdf.find("11250812345") == std::string::npos);
    CHECK(pdf.find("PrintScaling") != std::string::npos);
    CHECK(pdf.find("OCProperties") == std::string::npos); // nothing of a blank on what goes to blanks
}

TEST_CASE("A thousand cards report their progress") {
    const esek::test::TempDir folder;
    std::vector<std::size_t> seen;
    Progress progress([&](std::size_t done, std::size_t total) {
        CHECK(total == 1000);
        seen.push_back(done);
    });
    PdfOptions options;
    options.progress = &progress;
    REQUIRE(writeCardsPdf(folder / "cards.pdf", studentCard(), manyCards(1000), options));
    CHECK(seen.size() == 1000);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(seen.back() == 1000);
    CHECK(textOf(folder / "cards.pdf").find("/Count 1000") != std::string::npos);
}

TEST_CASE("A run cancelled in the middle leaves the folder as it was") {
    const esek::test::TempDir folder;
    REQUIRE(platform::writeFileAtomically(folder / "cards.pdf", "yesterday's"));
    Progress* running = nullptr;
    Progress progress([&](std::size_t done, std::size_t) {
        if (done == 7)
            running->cancel();
    });
    running = &progress;
    PdfOptions options;
    options.progress = &progress;
    const auto result = writeCardsPdf(folder / "cards.pdf", studentCard(), manyCards(20), options);
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode::cancelled);
    CHECK(filesIn(folder.path()) == 1);
    CHECK(textOf(folder / "cards.pdf") == "yesterday's");
    SheetOptions sheet;
    sheet.progress = &progress;
    CHECK(writeProofSheet(folder / "sheet.pdf", studentCard(), manyCards(20), sheet).error().code ==
          ErrorCode::cancelled);
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("One wrong card stops the file and names the pupil") {
    const esek::test::TempDir folder;
    const auto error = [&](CardContent wrong) {
        wrong.personLabel = "Nowak Jan, 2B";
        const auto result =
            writeCardsPdf(folder / "cards.pdf", studentCard(), sourceFrom({ordinary(), wrong}));
        REQUIRE(!result);
        CHECK(filesIn(folder.path()) == 0);
        CHECK(result.error().value("student") == "Nowak Jan, 2B");
        CHECK(result.error().message.find("Nowak") == std::string::npos);
        return result.error().code;
    };
    CardContent card = ordinary();
    SECTION("without headteacher") {
        card.fields.erase(kFieldHeadteacher);
        CHECK(error(card) == ErrorCode::cardDataMissing);
    }
    SECTION("without photo") {
        card.photoJpeg.clear();
        CHECK(error(card) == ErrorCode::cardDataMissing);
    }
    SECTION("with something else than a JPEG, or half of one") {
        card.photoJpeg = {'n', 'o', 't', ' ', 'a', ' ', 'p', 'h', 'o', 't', 'o'};
        CHECK(error(card) == ErrorCode::valueInvalid);
        card.photoJpeg = samplePhoto();
        card.photoJpeg.resize(card.photoJpeg.size() / 2);
        CHECK(error(card) == ErrorCode::valueInvalid);
    }
    SECTION("with a photo of another shape") {
        card.photoJpeg = samplePhoto();
        // Height and width stand in the frame header (FFC0, length, precision).
        const std::uint8_t marker[] = {0xFF, 0xC0};
        const auto frame =
            std::search(card.photoJpeg.begin(), card.photoJpeg.end(), std::begin(marker), std::end(marker));
        REQUIRE(frame != card.photoJpeg.end());
        std::swap(*(frame + 5), *(frame + 7));
        std::swap(*(frame + 6), *(frame + 8));
        CHECK(error(card) == ErrorCode::valueInvalid);
    }
}

TEST_CASE("An error of the source comes back as it is, no cards are no file") {
    const esek::test::TempDir folder;
    const CardSource broken{3, [](std::size_t) -> Result<CardContent> {
                                return Error{ErrorCode::blobMissing, "gone", {}};
                            }};
    CHECK(writeCardsPdf(folder / "cards.pdf", studentCard(), broken).error().code == ErrorCode::blobMissing);
    CHECK(writeCardsPdf(folder / "cards.pdf", studentCard(), {}).error().code == ErrorCode::nothingToDo);
    CHECK(filesIn(folder.path()) == 0);
}

TEST_CASE("A folder that cannot be written to") {
    const esek::test::TempDir folder;
    CHECK(
        writeCardsPdf(folder / "none" / "cards.pdf", studentCard(), sourceFrom({ordinary()})).error().code ==
        ErrorCode::folderNotWritable);
    REQUIRE(platform::writeFileAtomically(folder / "file", "x"));
    CHECK(
        writeCardsPdf(folder / "file" / "cards.pdf", studentCard(), sourceFrom({ordinary()})).error().code ==
        ErrorCode::folderNotWritable);
}

#ifndef _WIN32
TEST_CASE("A full disk leaves nothing") {
    const esek::test::TempDir folder;
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 200'000; // the write beyond fails, as on a full disk
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto result = writeCardsPdf(folder / "cards.pdf", studentCard(), manyCards(50));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, oldHandler);
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode::diskFull);
    CHECK(filesIn(folder.path()) == 0);
}
#endif

TEST_CASE("The proof sheet's background is in a layer that is not printed") {
    const esek::test::TempDir folder;
    SheetOptions options;
    options.background = true;
    REQUIRE(writeProofSheet(folder / "with.pdf", studentCard(), manyCards(11), options));
    const std::string pdf = textOf(folder / "with.pdf");
    CHECK(pdf.find("/Count 2") != std::string::npos);
    CHECK(pdf.find("/OCProperties") != std::string::npos);
    CHECK(pdf.find("/PrintState /OFF") != std::string::npos);
    CHECK(pdf.find("/ViewState /ON") != std::string::npos);
    REQUIRE(writeProofSheet(folder / "without.pdf", studentCard(), manyCards(10)));
    CHECK(textOf(folder / "without.pdf").find("/OCG") == std::string::npos);
    CHECK(textOf(folder / "without.pdf").find("/Count 1") != std::string::npos);
}
