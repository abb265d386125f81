#include "FakeSchool.h"

#include "base/platform/Files.h"
#include "imaging/Decode.h"
#include "support/SampleOffice.h"
#include "sync/client/IncomingFile.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

/// A new pupil's photo, sent by the family and waiting in this office.
BlobId submitPhoto(FakeOffice& office, const std::vector<std::uint8_t>& bytes) {
    const StudentId student = office.addStudent();
    Photo photo = office.newPhoto(Role::guardian);
    photo.blob = office.replica().blobs().put(bytes).value();
    photo.byteCount = std::ssize(bytes);
    office.commit(student.uuid, Change(PhotoChange(SubmitPhoto{photo, false})), Role::guardian).value();
    return photo.blob;
}

} // namespace

TEST_CASE("photos that were cut go on where the connection ended") {
    FakeSchool school(92, 2);
    school.faults = Faults::none();
    FakeOffice& first = school.office(0);
    FakeOffice& second = school.office(1);
    std::vector<BlobId> blobs;
    for (std::uint8_t i = 0; i < 3; ++i)
        blobs.push_back(submitPhoto(first, std::vector<std::uint8_t>(10'000, i)));
    REQUIRE(first.sync().ok());

    // Half of the second photo is the last that comes.
    std::int64_t asked = 0;
    std::vector<std::string> ranges;
    class Cut final : public sync::Transport {
      public:
        Cut(FakeSchool& s, std::int64_t& bytes, std::vector<std::string>& parts)
            : m_school(s), m_bytes(bytes), m_ranges(parts) {}
        Result<sync::HttpResponse> send(const sync::HttpRequest& r) override {
            const auto answer = m_school.serve({r.method, r.target, r.headers, r.body, "192.0.2.1"});
            sync::HttpResponse out{answer.status, answer.headers, answer.bytes()};
            if (!r.sink || out.status / 100 != 2)
                return out;
            if (const auto range = server::findHeader(r.headers, "Range"))
                m_ranges.push_back(*range);
            std::string body = std::exchange(out.body, {});
            const bool cut = r.target == "/v1/blobs/fetch" && m_first;
            if (cut)
                body.resize(15'016);
            m_bytes += static_cast<std::int64_t>(body.size());
            for (std::size_t at = 0; at < body.size(); at += 1000)
                r.sink({reinterpret_cast<const std::uint8_t*>(body.data()) + at,
                        std::min<std::size_t>(1000, body.size() - at)});
            if (std::exchange(m_first, m_first && !cut) && cut)
                return Error{ErrorCode::serverUnreachable, "cut", {}};
            return out;
        }

      private:
        FakeSchool& m_school;
        std::int64_t& m_bytes;
        std::vector<std::string>& m_ranges;
        bool m_first = true;
    };
    Cut transport(school, asked, ranges);
    sync::FileTokenStore tokens(second.folder());
    sync::Engine engine(second.replica(), transport, tokens, school.clock);
    const auto here = [&] {
        return std::count_if(blobs.begin(), blobs.end(),
                             [&](const BlobId& id) { return second.replica().blobs().has(id); });
    };
    CHECK(engine.cycle().error().code == ErrorCode::serverUnreachable);
    CHECK(here() == 1);
    CHECK(second.replica().care().verify().value().ok());
    REQUIRE(engine.cycle().ok());
    CHECK(here() == 3);
    CHECK(ranges == std::vector<std::string>{"bytes=5000-"});
    CHECK(asked < 3 * 10'000 + 100); // nothing came twice
}

TEST_CASE("photos are named on the server before more of them follow") {
    FakeSchool school(94, 1);
    school.faults = Faults::none();
    FakeOffice& office = school.office(0);
    for (std::uint8_t i = 0; i < 5; ++i)
        submitPhoto(office, std::vector<std::uint8_t>(10'000, i));
    submitPhoto(office, std::vector<std::uint8_t>(50'000, 9)); // by itself more than the limit
    std::int64_t mostUnnamed = 0;
    FaultyTransport transport(
        [&](const server::Request& r) {
            server::Response answer = school.serve(r);
            school.central().store().read([&](server::Tx& tx) {
                const auto id = school.school().toString();
                mostUnnamed = std::max(mostUnnamed, tx.unnamedSum(id).bytes);
            });
            return answer;
        },
        school.dice, school.faults);
    sync::FileTokenStore tokens(office.folder());
    sync::EngineOptions options;
    options.pushPhotoBytes = 25'000;
    sync::Engine engine(office.replica(), transport, tokens, school.clock, options);
    const auto cycle = engine.cycle();
    REQUIRE(cycle.ok());
    CHECK(cycle.value().photosUp == 6);
    CHECK(mostUnnamed == 50'000);
    options.pushPhotoBytes = 0; // one at a time
    submitPhoto(office, std::vector<std::uint8_t>(10'000, 10));
    submitPhoto(office, std::vector<std::uint8_t>(10'000, 11));
    mostUnnamed = 0;
    sync::Engine oneByOne(office.replica(), transport, tokens, school.clock, options);
    REQUIRE(oneByOne.cycle().ok());
    CHECK(mostUnnamed == 10'000);
}

TEST_CASE("a photo that arrives damaged is never stored, and comes again") {
    FakeSchool school(93, 2);
    school.faults = Faults::none();
    FakeOffice& first = school.office(0);
    FakeOffice& second = school.office(1);
    const std::vector<std::uint8_t> bytes(5'000, 7);
    const BlobId blob = submitPhoto(first, bytes);
    REQUIRE(first.sync().ok());

    bool damaged = false;
    FaultyTransport transport(
        [&](const server::Request& r) {
            server::Response answer = school.serve(r);
            if (r.target != "/v1/blobs/fetch" || std::exchange(damaged, true))
                return answer;
            answer.body = answer.bytes();
            answer.source.reset();
            answer.body.back() = 'x';
            return answer;
        },
        school.dice, school.faults);
    sync::FileTokenStore tokens(second.folder());
    sync::EngineOptions options;
    for (const bool beside : {true, false}) {
        options.beside = beside;
        damaged = false;
        sync::Engine engine(second.replica(), transport, tokens, school.clock, options);
        const auto cycle = engine.cycle();
        REQUIRE(cycle.ok());
        CHECK(damaged);
        CHECK(cycle.value().photosDown == 0);
        CHECK_FALSE(second.replica().blobs().has(blob));
    }
    sync::Engine engine(second.replica(), transport, tokens, school.clock, options);
    CHECK(engine.cycle().value().photosDown == 1);
    CHECK(second.replica().blobs().get(blob).value() == bytes);
    CHECK(second.replica().care().verify().value().ok());
}

TEST_CASE("on a slow connection small pictures come first, and go when the photos are here") {
    FakeSchool school(91, 2);
    school.faults = Faults::none();
    FakeOffice& first = school.office(0);
    FakeOffice& second = school.office(1);
    std::vector<BlobId> blobs;
    for (int i = 0; i < 3; ++i)
        blobs.push_back(submitPhoto(first, sampleJpeg(i, 900, 1200)));
    REQUIRE(first.sync().ok());

    // The connection is cut after the first photo and the small pictures.
    int photos = 0;
    FaultyTransport transport(
        [&](const server::Request& r) {
            if (r.target == "/v1/blobs/fetch" && ++photos > 1)
                return server::Response{502, {}, {}, nullptr, 0, 0, false};
            return school.serve(r);
        },
        school.dice, school.faults);
    sync::FileTokenStore tokens(second.folder());
    sync::EngineOptions options;
    options.thumbsBeyond = std::chrono::seconds(-1);
    options.firstPack = 1; // one photo at a time
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
