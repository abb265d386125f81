#include "app/AdviceCache.h"

#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace esek;
using namespace esek::app;
using domain::RejectionReason;
using Severity = PhotoAdvice::Severity;
using test::SampleOffice;
namespace fs = std::filesystem;

namespace {

domain::BlobId blobOf(const std::string& text) {
    return domain::BlobId::of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

/// Everything that stands in the files of the cache.
std::string contents(const fs::path& folder) {
    std::string all;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        std::ifstream in(entry.path());
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

const PhotoBadge kDark{Severity::error, {RejectionReason::tooDark, RejectionReason::headCut}};

} // namespace

TEST_CASE("a badge is found by photo and rules, also by the next start") {
    const test::TempDir dir;
    const auto a = blobOf("a");
    {
        AdviceCache cache(dir.path());
        CHECK_FALSE(cache.find(a, "rules1"));
        cache.put(a, "rules1", {Severity::ok, {}});
        cache.put(a, "rules1", kDark);
        cache.put(blobOf("b"), "rules1", {Severity::advice, {}});
        CHECK(cache.find(a, "rules1") == kDark);
    }
    AdviceCache again(dir.path());
    CHECK(again.find(a, "rules1") == kDark);
    CHECK(again.find(blobOf("b"), "rules1") == PhotoBadge{Severity::advice, {}});
    CHECK_FALSE(again.find(a, "rules2"));
    again.put(a, "rules2", {Severity::ok, {}});
    CHECK_FALSE(AdviceCache(dir.path()).find(a, "rules1"));
}

TEST_CASE("a line that a crash cut short is not believed") {
    const test::TempDir dir;
    const auto a = blobOf("a");
    AdviceCache(dir.path()).put(a, "rules", kDark);
    const auto file = dir.path() / a.toString().substr(0, 2);
    const auto whole = contents(dir.path());
    for (const std::size_t length : {whole.size() - 1, whole.size() - 5, std::size_t{70}, std::size_t{3}}) {
        platform::writeFileAtomically(file, whole.substr(0, length)).value();
        CHECK_FALSE(AdviceCache(dir.path()).find(a, "rules"));
    }
}

TEST_CASE("erasing and sweeping leave no word of a photo") {
    const test::TempDir dir;
    AdviceCache cache(dir.path());
    std::vector<domain::BlobId> blobs;
    for (int i = 0; i < 600; ++i) {
        blobs.push_back(blobOf(std::to_string(i)));
        cache.put(blobs.back(), "rules", kDark);
    }
    REQUIRE(cache.erase(blobs[0]));
    CHECK(contents(dir.path()).find(blobs[0].toString()) == std::string::npos);
    CHECK_FALSE(cache.find(blobs[0], "rules"));
    CHECK(cache.find(blobs[1], "rules"));
    cache.sweep([&](const domain::BlobId& b) { return b != blobs[1]; });
    CHECK(contents(dir.path()).find(blobs[1].toString()) == std::string::npos);
    CHECK_FALSE(cache.find(blobs[1], "rules"));
    for (std::size_t i = 2; i < blobs.size(); ++i)
        REQUIRE(cache.find(blobs[i], "rules") == kDark);
}

TEST_CASE(
    "the badge of a pupil's photo is kept, goes with an approved deletion, and is not kept with exceptions") {
    SampleOffice s;
    const auto id = s.addWithPhoto();
    const auto cache = s.office->dir() / "cache" / "advice";
    const auto blob = s.office->replica().photos().file(id)->accepted()->blob;
    const PhotoOfStudent photo{id, blob};
    CHECK_FALSE(knownBadges(*s.office, {&photo, 1}).front());

    domain::Student excused = s.office->replica().students().get(id)->student;
    domain::setPhotoException(excused, domain::PhotoExceptionKind::headwear, "headscarf");
    s.office->replica().commit(s.office->mutation(id.uuid, domain::PutStudent{excused})).value();
    CHECK(photoBadge(*s.office, photo)->worst == Severity::error);
    CHECK(contents(cache).empty());
    excused.photoExceptions.clear();
    s.office->replica().commit(s.office->mutation(id.uuid, domain::PutStudent{excused})).value();

    const auto badge = photoBadge(*s.office, photo).value();
    CHECK(badge.worst == Severity::error); // a gradient has no face
    CHECK(knownBadges(*s.office, {&photo, 1}).front() == badge);
    CHECK(contents(cache).find(blob.toString()) != std::string::npos);

    // Other rules, another badge.
    domain::School school = s.office->replica().school().value();
    school.photoProfile = "own";
    s.office->replica().commit(s.office->mutation(school.id.uuid, domain::PutSchool{school})).value();
    CHECK_FALSE(knownBadges(*s.office, {&photo, 1}).front());
    CHECK(photoBadge(*s.office, photo));

    REQUIRE(s.review.requestDeletion(id, s.parent()));
    REQUIRE(s.review.approveDeletion(id, {}));
    CHECK(contents(cache).find(blob.toString()) == std::string::npos);
    CHECK_FALSE(knownBadges(*s.office, {&photo, 1}).front());
}
