#include "app/ReviewService.h"

#include "app/AdviceCache.h"
#include "app/PrintPictures.h"
#include "base/Describe.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

TEST_CASE("a photo that cannot be printed is refused before anything is stored") {
    SampleOffice s;
    const auto id = s.add();
    const auto submit = [&](std::span<const std::uint8_t> bytes) {
        return s.review.submit(id, bytes, "zdjecie.jpg", PhotoChannel::panel, s.parent());
    };
    CHECK(submit(test::sampleJpeg(1, 200, 300)).error().code == ErrorCode::photoTooSmallToPrint);
    CHECK(submit({}).error().code == ErrorCode::fileEmpty);
    auto half = test::sampleJpeg(1);
    half.resize(half.size() / 2);
    const auto truncated = submit(half);
    REQUIRE_FALSE(truncated);
    CHECK(category(truncated.error().code) == ErrorCategory::input);
    CHECK(s.office->replica().photos().file(id)->status() == PhotoStatus::none);
    int blobs = 0;
    s.office->replica().blobs().forEach([&](const BlobId&) { ++blobs; });
    CHECK(blobs == 0);
}

TEST_CASE("the original comes back byte for byte") {
    SampleOffice s;
    const auto id = s.add();
    const auto bytes = test::sampleJpeg(3);
    const auto file = s.review.submit(id, bytes, "zdjecie.jpg", PhotoChannel::panel, s.parent());
    REQUIRE(file);
    CHECK(file->status() == PhotoStatus::pending);
    CHECK(*s.review.original(file->proposed()->blob) == bytes);
}

TEST_CASE("a covered head that the family asks for becomes an exception once") {
    SampleOffice s;
    const auto id = s.add();
    CHECK(s.review.confirmHeadwear(id).error().code == ErrorCode::nothingToDo);
    const auto sent = s.review.submit(id, test::sampleJpeg(3), "a.jpg", PhotoChannel::panel, s.parent());
    REQUIRE(sent);
    CHECK(s.review.confirmHeadwear(id).error().code == ErrorCode::nothingToDo);
    Photo photo = *sent->proposed();
    photo.id = {Uuid::v7(s.clock, s.rng)};
    photo.source.asksForHeadwear = true;
    REQUIRE(s.office->replica().commit(
        s.office->mutation(id.uuid, Change(PhotoChange(SubmitPhoto{photo, false})), s.parent())));
    const auto exception = [&] {
        return photoException(s.office->replica().students().get(id)->student, PhotoExceptionKind::headwear);
    };
    REQUIRE(s.review.confirmHeadwear(id));
    CHECK(exception().find("said by the family with the photo of ") == 0);
    const auto version = s.office->replica().students().get(id)->student.version;
    REQUIRE(s.review.confirmHeadwear(id));
    CHECK(s.office->replica().students().get(id)->student.version == version);
    CHECK(s.office->replica().photos().file(id)->status() == PhotoStatus::pending);
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("undo takes back the last decision, then there is none") {
    SampleOffice s;
    const auto id = s.add();
    REQUIRE(s.review.submit(id, test::sampleJpeg(3), "a.jpg", PhotoChannel::panel, s.parent()));
    REQUIRE(s.review.accept(id));
    const auto undone = s.review.undo();
    REQUIRE(undone);
    CHECK(*undone == std::vector{id});
    CHECK_FALSE(s.review.canUndo().value());
    CHECK(s.office->replica().photos().file(id)->status() == PhotoStatus::pending);
    CHECK(s.review.undo().error().code == ErrorCode::nothingToUndo);
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("what was decided at once is taken back at once, what was decided before stays") {
    SampleOffice s;
    std::vector<app::ReviewService::ListedPhoto> photos;
    std::vector<domain::StudentId> pupils;
    for (int i = 0; i < 4; ++i) {
        pupils.push_back(s.add());
        const auto file =
            s.review.submit(pupils.back(), test::sampleJpeg(i), "a.jpg", PhotoChannel::panel, s.parent());
        photos.push_back({pupils.back(), file->version});
    }
    const auto status = [&](int i) {
        return s.office->replica().photos().file(pupils[static_cast<std::size_t>(i)])->status();
    };
    REQUIRE(s.review.accept(pupils[0]));
    REQUIRE(s.review.acceptAll(std::span(photos).subspan(1))->done.size() == 3);
    CHECK(s.review.canUndo().value());
    // One of the three was decided anew since: its newer decision goes first, then the other two together.
    REQUIRE(s.review.reject(pupils[2], {domain::RejectionReason::blurred}, ""));
    CHECK(s.review.undo().value() == std::vector{pupils[2]});
    CHECK(status(2) == PhotoStatus::accepted);
    CHECK(s.review.undo().value().size() == 2);
    CHECK(status(0) == PhotoStatus::accepted);
    CHECK(status(1) == PhotoStatus::pending);
    CHECK(status(3) == PhotoStatus::pending);
    CHECK(s.review.undo().value() == std::vector{pupils[0]});
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("an approved deletion cannot be taken back") {
    SampleOffice s;
    const auto id = s.addWithPhoto();
    REQUIRE(s.review.requestDeletion(id, s.parent()));
    REQUIRE(s.review.approveDeletion(id, "zgodnie z wnioskiem"));
    CHECK_FALSE(s.review.undo());
}

TEST_CASE("nothing that was made of a pupil's photos outlives the approved deletion") {
    namespace fs = std::filesystem;
    SampleOffice s;
    const auto id = s.addWithPhoto();
    const auto folder = s.dir / "replica";
    const imaging::PrintJpegOptions options{19, 26, 600};
    std::vector<BlobId> blobs{s.office->replica().photos().file(id)->accepted()->blob};
    REQUIRE(s.office->pictures().get(blobs[0], std::nullopt, options));
    // A newer photo takes its place: what was printed of the former one is no longer in the pupil's file.
    REQUIRE(s.review.submit(id, test::sampleJpeg(77), "b.jpg", PhotoChannel::panel, s.parent()));
    REQUIRE(s.review.takeNew(id));
    blobs.push_back(s.office->replica().photos().file(id)->accepted()->blob);
    REQUIRE(blobs[0] != blobs[1]);
    REQUIRE(s.office->pictures().get(blobs[1], std::nullopt, options));
    // Parts and small pictures from a server, and a picture whose writing a crash cut short.
    std::vector<std::string> marks;
    for (const BlobId& blob : blobs) {
        const auto bytes = s.office->replica().blobs().get(blob).value();
        marks.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2),
                           bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2 + 40));
        const std::string name = blob.toString();
        REQUIRE(platform::ensureFolder(folder / "incoming"));
        for (const fs::path& file :
             {folder / "incoming" / name, folder / "incoming" / (name + ".thumb"),
              folder / "cache" / "print" / name.substr(0, 2) / (name + "-0123456789abcdef.tmp0")})
            REQUIRE(platform::writeFileAtomically(file, bytes));
        s.office->adviceCache().put(blob, "rules", {});
    }
    const auto traces = [&] {
        std::string found;
        for (const auto& e : fs::recursive_directory_iterator(folder)) {
            if (!e.is_regular_file())
                continue;
            const auto bytes = platform::readFile(e.path()).value();
            const std::string text(bytes.begin(), bytes.end());
            for (std::size_t i = 0; i < blobs.size(); ++i)
                if (e.path().filename().string().find(blobs[i].toString()) != std::string::npos ||
                    text.find(marks[i]) != std::string::npos ||
                    (e.path().string().find("/cache/") != std::string::npos &&
                     text.find(blobs[i].toString()) != std::string::npos))
                    found += e.path().string() + "\n";
        }
        return found;
    };
    REQUIRE_FALSE(traces().empty());
    REQUIRE(s.review.requestDeletion(id, s.parent()));
    REQUIRE(s.review.approveDeletion(id, ""));
    CHECK(traces().empty());
    const auto report = s.office->replica().care().verify().value();
    CHECK(report.ok());
    CHECK(report.orphanBlobs == 0);
    // What is left lying about counts, until it is swept.
    REQUIRE(platform::writeFileAtomically(folder / "incoming" / blobs[0].toString(), std::string("part")));
    CHECK(s.office->replica().care().verify()->orphanBlobs == 1);
    s.office->adviceCache().put(blobs[0], "rules", {});
    CHECK(s.office->replica().care().verify()->orphanBlobs == 2);
    s.office->sweepCaches();
    CHECK(traces().empty());
    CHECK(s.office->replica().care().verify()->orphanBlobs == 0);
}

TEST_CASE("what a killed program left of a photo that stays is swept, and what is being written is not") {
    SampleOffice s;
    const auto id = s.addWithPhoto();
    const std::string name = s.office->replica().photos().file(id)->accepted()->blob.toString();
    const auto folder = s.office->dir() / "cache" / "print" / name.substr(0, 2);
    REQUIRE(platform::ensureFolder(folder));
    const auto left = [&](const std::string& ending, int hours) {
        const auto file = folder / (name + "-" + ending);
        REQUIRE(platform::writeFileAtomically(file, std::string("a pupil")));
        std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() -
                                                   std::chrono::hours(hours));
        return file;
    };
    const auto page = left("card.pdf", 1);
    const auto cut = left("0123456789abcdef.tmp0", 1);
    const auto temporary = left("card.pdf.tmp-77-1", 1);
    const auto picture = left("0123456789abcdef", 1);
    const auto sending = left("fresh.pdf", 0);
    s.office->sweepCaches();
    CHECK_FALSE(std::filesystem::exists(page));
    CHECK_FALSE(std::filesystem::exists(cut));
    CHECK_FALSE(std::filesystem::exists(temporary));
    CHECK(std::filesystem::exists(picture));
    CHECK(std::filesystem::exists(sending));
}

TEST_CASE("several at once: the refused are named, the rest is done") {
    SampleOffice s;
    std::vector<ReviewService::ListedPhoto> seen;
    for (int i = 0; i < 4; ++i) {
        const auto id = s.add();
        const auto file = s.review.submit(id, test::sampleJpeg(i), "a.jpg", PhotoChannel::panel, s.parent());
        seen.push_back({id, file->version});
    }
    const auto without = s.add();
    seen.push_back({without, s.office->replica().photos().file(without)->version});
    // Another photo has come since the clerk marked this one in the list.
    const auto changed = seen[3].student;
    REQUIRE(s.review.submit(changed, test::sampleJpeg(9), "b.jpg", PhotoChannel::panel, s.parent()));
    const auto result = s.review.acceptAll(seen);
    REQUIRE(result);
    CHECK(result->done.size() == 3);
    REQUIRE(result->refused.size() == 2);
    CHECK(result->refused.at(without).code == ErrorCode::wrongStatus);
    CHECK(result->refused.at(changed).code == ErrorCode::versionChanged);
    CHECK(s.office->replica().photos().file(changed)->status() == PhotoStatus::pending);
    CHECK(s.office->replica().photos().counts()->of(PhotoStatus::accepted) == 3);
}

TEST_CASE("several at once: another picture under the version that was seen is refused") {
    SampleOffice s;
    const auto id = s.add();
    const auto file = s.review.submit(id, test::sampleJpeg(1), "a.jpg", PhotoChannel::panel, s.parent());
    const auto picture = s.office->replica().photos().list().value().front().thumb;
    REQUIRE(picture == file->proposed()->blob);
    const ReviewService::ListedPhoto another{id, file->version, BlobId::of(test::sampleJpeg(7))};
    const auto refused = s.review.acceptAll(std::span(&another, 1));
    REQUIRE(refused->refused.contains(id));
    // The versions are the same: a sentence that names them would say nothing.
    CHECK(describe(refused->refused.at(id)).find_first_of("0123456789{") == std::string::npos);
    const ReviewService::ListedPhoto shown{id, file->version, picture};
    CHECK(s.review.acceptAll(std::span(&shown, 1))->done.size() == 1);
}

TEST_CASE("a decision on a version that is no longer there is refused") {
    SampleOffice s;
    const auto id = s.add();
    const auto seen = s.review.submit(id, test::sampleJpeg(1), "a.jpg", PhotoChannel::panel, s.parent());
    REQUIRE(s.review.submit(id, test::sampleJpeg(2), "b.jpg", PhotoChannel::panel, s.parent()));
    CHECK(s.review.accept(id, seen->version).error().code == ErrorCode::versionChanged);
    const auto photo = s.office->replica().photos().file(id)->proposed()->id;
    CHECK(s.review.setCrop(id, photo, {}, seen->version).error().code == ErrorCode::versionChanged);
    CHECK(s.review.accept(id, seen->version + 1));
    const auto asked = s.review.submit(id, test::sampleJpeg(3), "c.jpg", PhotoChannel::panel, s.parent());
    REQUIRE(asked->status() == PhotoStatus::changeRequested);
    CHECK(s.review.allowPrinting(id, true, asked->version - 1).error().code == ErrorCode::versionChanged);
    CHECK(s.review.allowPrinting(id, true, asked->version));
}
