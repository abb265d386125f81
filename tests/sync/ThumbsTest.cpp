#include "FakeSchool.h"

#include "base/platform/Files.h"
#include "imaging/Decode.h"
#include "support/SampleOffice.h"
#include "sync/client/IncomingFile.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

TEST_CASE("on a slow connection small pictures come first, and go when the photos are here") {
    FakeSchool school(91, 2);
    school.faults = Faults::none();
    FakeOffice& first = school.office(0);
    FakeOffice& second = school.office(1);
    std::vector<BlobId> blobs;
    for (int i = 0; i < 3; ++i) {
        const StudentId student = first.addStudent();
        const auto jpeg = sampleJpeg(i, 900, 1200);
        Photo photo = first.newPhoto(Role::guardian);
        photo.blob = first.replica().blobs().put(jpeg).value();
        photo.byteCount = std::ssize(jpeg);
        first.commit(student.uuid, Change(PhotoChange(SubmitPhoto{photo, false})), Role::guardian).value();
        blobs.push_back(photo.blob);
    }
    REQUIRE(first.sync().ok());

    // The connection is cut after the first photo and the small pictures.
    int photos = 0;
    FaultyTransport transport(
        [&](const server::Request& r) {
            const bool whole = r.target.starts_with("/v1/blobs/") &&
                               r.target.find("thumb") == std::string::npos && r.method == "GET";
            if (whole && ++photos > 1)
                return server::Response{502, {}, {}, nullptr, 0, 0, false};
            return school.serve(r);
        },
        school.dice, school.faults);
    sync::FileTokenStore tokens(second.folder());
    sync::EngineOptions options;
    options.thumbsBeyond = std::chrono::seconds(-1);
    CHECK_FALSE(sync::Engine(second.replica(), transport, tokens, school.clock, options).cycle().ok());
    int thumbs = 0;
    for (const BlobId& id : blobs) {
        if (second.replica().blobs().has(id))
            continue;
        const auto bytes = platform::readFile(sync::incomingThumb(second.folder(), id)).value();
        const auto image = imaging::decode(bytes, {}, {10, 10}).value();
        CHECK(image.width <= 320);
        ++thumbs;
    }
    CHECK(thumbs == 2);

    REQUIRE(second.sync().ok());
    REQUIRE(second.sync().ok());
    for (const BlobId& id : blobs) {
        CHECK(second.replica().blobs().has(id));
        CHECK_FALSE(std::filesystem::exists(sync::incomingThumb(second.folder(), id)));
    }
}
