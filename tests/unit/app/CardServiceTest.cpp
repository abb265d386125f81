#include "app/CardExporter.h"
#include "app/CardMarks.h"
#include "app/CardRules.h"
#include "app/DuplicateService.h"
#include "app/PrintPictures.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

const Date kIssued = *dateFromIso("2026-09-10");

int pages(const std::filesystem::path& pdf) {
    const auto bytes = platform::readFile(pdf).value();
    const std::string text(bytes.begin(), bytes.end());
    int n = 0;
    for (auto at = text.find("/Type /Page\n"); at != std::string::npos;
         at = text.find("/Type /Page\n", at + 1))
        ++n;
    return n;
}

ErrorCode onlyRefusal(const CardService::Issued& issued) {
    REQUIRE(issued.refused.size() == 1);
    return issued.refused[0].error.code;
}

} // namespace

TEST_CASE("from accepted photos to a PDF") {
    SampleOffice s;
    std::vector<StudentId> ids;
    for (int i = 0; i < 3; ++i)
        ids.push_back(s.addWithPhoto());
    CardService cards(*s.office);
    const auto issued = cards.issue(ids, kIssued);
    REQUIRE(issued);
    REQUIRE(issued->batches.size() == 1);
    REQUIRE(issued->cards.size() == 3);
    CHECK(issued->cards[0].number == "1/2026");
    CHECK(issued->cards[2].number == "3/2026");
    CHECK(s.office->replica().school()->nextNumber == 4);
    CardExporter exporter(*s.office);
    const auto all = exporter.cardsToPrint(issued->batches[0].id).value();
    const auto done = exporter.pdf(all, s.dir / "cards.pdf", {});
    REQUIRE(done);
    CHECK(done->cards == 3);
    CHECK(pages(s.dir / "cards.pdf") == 3);
    CHECK(exporter.sheet(all, s.dir / "sheet.pdf", {}));
    CHECK(exporter.sio(all, s.dir / "sio.csv")->cards == 3);
    CHECK(s.office->replica().care().verify()->ok());
    // Nobody gets a second valid card.
    const auto again = cards.issue(ids, kIssued);
    REQUIRE(again);
    CHECK(again->batches.empty());
    CHECK(again->refused.size() == 3);
    CHECK(again->refused[0].error.code == ErrorCode::cardAlreadyIssued);
    CHECK(s.office->replica().cards().batches()->size() == 1);
}

TEST_CASE("who gets no card, and why") {
    SampleOffice s;
    CardService cards(*s.office);
    SECTION("no photo") {
        CHECK(onlyRefusal(*cards.issue({s.add()}, kIssued)) == ErrorCode::photoNotAccepted);
    }
    SECTION("deletion asked for") {
        const auto id = s.addWithPhoto();
        REQUIRE(s.review.requestDeletion(id, s.parent()));
        CHECK(onlyRefusal(*cards.issue({id}, kIssued)) == ErrorCode::deletionRequestOpen);
    }
    SECTION("change asked for, until the clerk allows") {
        const auto id = s.addWithPhoto();
        REQUIRE(s.review.submit(id, test::sampleJpeg(77), "n.jpg", PhotoChannel::panel, s.parent()));
        CHECK(onlyRefusal(*cards.issue({id}, kIssued)) == ErrorCode::changeRequestOpen);
        REQUIRE(s.review.allowPrinting(id, true));
        CHECK(cards.issue({id}, kIssued)->cards.size() == 1);
    }
    SECTION("neither PESEL nor document") {
        Student student = test::sampleStudent(5);
        student.pesel.reset();
        const auto id = s.add(student);
        REQUIRE(
            s.review.submit(id, test::sampleJpeg(1), "a.jpg", PhotoChannel::office, s.office->clerk(), true));
        CHECK(onlyRefusal(*cards.issue({id}, kIssued)) == ErrorCode::cardDataMissing);
    }
    SECTION("a name that fits nowhere is refused before it gets a number") {
        Student student = test::sampleStudent(5);
        student.surname = std::string(100, 'W');
        const auto id = s.add(student);
        REQUIRE(
            s.review.submit(id, test::sampleJpeg(1), "a.jpg", PhotoChannel::office, s.office->clerk(), true));
        const auto good = s.addWithPhoto();
        const auto issued = cards.issue({id, good}, kIssued);
        CHECK(onlyRefusal(*issued) == ErrorCode::textDoesNotFit);
        REQUIRE(issued->cards.size() == 1);
        CHECK(issued->cards[0].number == "1/2026");
    }
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("what changed after the issue is left out of the file and named") {
    SampleOffice s;
    CardService cards(*s.office);
    const auto stays = s.addWithPhoto();
    const auto leaves = s.addWithPhoto();
    const auto issued = cards.issue({stays, leaves}, kIssued);
    REQUIRE(issued->cards.size() == 2);
    const BatchId batch = issued->batches[0].id;
    ErrorCode expected{};
    SECTION("deletion asked for") {
        REQUIRE(s.review.requestDeletion(leaves, s.parent()));
        expected = ErrorCode::deletionRequestOpen;
    }
    SECTION("photo erased") {
        REQUIRE(s.review.requestDeletion(leaves, s.parent()));
        REQUIRE(s.review.approveDeletion(leaves, ""));
        expected = ErrorCode::photoNotAccepted;
    }
    SECTION("another photo accepted") {
        REQUIRE(s.review.submit(leaves, test::sampleJpeg(50), "n.jpg", PhotoChannel::panel, s.parent()));
        REQUIRE(s.review.takeNew(leaves));
        expected = ErrorCode::photoReplaced;
    }
    SECTION("card invalid") {
        REQUIRE(CardMarks(*s.office).mark({issued->cards[1].id}, CardState::invalid, "błąd w nazwisku"));
        expected = ErrorCode::cardLeftOut;
    }
    CardExporter exporter(*s.office);
    const auto done = exporter.pdf(exporter.cardsOf(batch).value(), s.dir / "cards.pdf", {});
    REQUIRE(done);
    CHECK(done->cards == 1);
    CHECK(pages(s.dir / "cards.pdf") == 1);
    REQUIRE(done->refused.size() == 1);
    CHECK(done->refused[0].student == leaves);
    CHECK(done->refused[0].error.code == expected);
}

TEST_CASE("when nothing may be printed no file appears") {
    SampleOffice s;
    CardService cards(*s.office);
    const auto id = s.addWithPhoto();
    const auto issued = cards.issue({id}, kIssued);
    REQUIRE(s.review.requestDeletion(id, s.parent()));
    CardExporter exporter(*s.office);
    const auto done = exporter.pdf({issued->cards[0].id}, s.dir / "cards.pdf", {});
    REQUIRE(done);
    CHECK(done->cards == 0);
    REQUIRE(done->refused.size() == 1);
    CHECK(done->refused[0].error.code == ErrorCode::deletionRequestOpen);
    CHECK_FALSE(std::filesystem::exists(s.dir / "cards.pdf"));
    CHECK(exporter.pdf({}, s.dir / "cards.pdf", {}).error().code == ErrorCode::nothingToDo);
}

TEST_CASE("a duplicate ends the old card") {
    SampleOffice s;
    CardService cards(*s.office);
    const auto id = s.addWithPhoto();
    REQUIRE(cards.issue({id}, kIssued));
    CHECK(DuplicateService(*s.office).issue(id, kIssued, DuplicateService::ask("")).error().code ==
          ErrorCode::valueRequired);
    const auto second = DuplicateService(*s.office).issue(id, kIssued, DuplicateService::ask("zgubiona"));
    REQUIRE(second);
    CHECK(second->cards.at(0).duplicate == 1);
    CHECK(second->cards.at(0).number == "2/2026");
    CHECK(s.office->replica().cards().find("1/2026")->state == CardState::invalid);
    CHECK(s.office->replica().students().get(id)->cardNumber == "2/2026");
}

TEST_CASE("cards of different types go to different batches") {
    SampleOffice s;
    CardService cards(*s.office);
    const auto a = s.addWithPhoto();
    Student student = test::sampleStudent(7);
    student.cardType = "MEiN-I/3-N";
    const auto b = s.add(student);
    REQUIRE(s.review.submit(b, test::sampleJpeg(9), "a.jpg", PhotoChannel::office, s.office->clerk(), true));
    const auto issued = cards.issue({a, b}, kIssued);
    REQUIRE(issued);
    CHECK(issued->batches.size() == 2);
}

TEST_CASE("the picture of a card is rendered once, checked, and goes with its photo") {
    SampleOffice s;
    const auto id = s.addWithPhoto();
    const PhotoFile file = s.office->replica().photos().file(id).value();
    const BlobId blob = file.accepted()->blob;
    const imaging::PrintJpegOptions options{19, 26, 600};
    const auto first = s.office->pictures().get(blob, std::nullopt, options).value();
    CHECK(first.width == 449);
    CHECK(first.height == 614);
    std::filesystem::path cached;
    for (const auto& e : std::filesystem::recursive_directory_iterator(s.dir / "replica" / "cache")) {
        if (e.is_regular_file())
            cached = e.path();
    }
    REQUIRE(!cached.empty());
    // Cut short as by a crash: noticed, rendered anew, byte for byte the same.
    std::filesystem::resize_file(cached, std::filesystem::file_size(cached) / 2);
    CHECK(s.office->pictures().get(blob, std::nullopt, options)->bytes == first.bytes);
    // One byte changed: the same.
    {
        std::fstream f(cached, std::ios::in | std::ios::out | std::ios::binary);
        f.seekp(200);
        f.put('\x55');
    }
    CHECK(s.office->pictures().get(blob, std::nullopt, options)->bytes == first.bytes);
    REQUIRE(s.review.requestDeletion(id, s.parent()));
    REQUIRE(s.review.approveDeletion(id, ""));
    CHECK_FALSE(std::filesystem::exists(cached));
    CHECK_FALSE(s.office->replica().blobs().has(blob));
}
