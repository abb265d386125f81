#include "Fixture.h"

#include "server/central/Thumbnails.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <fstream>
#include <thread>

using namespace esek;
using namespace esek::server;
namespace fs = std::filesystem;

namespace {

const std::vector<std::uint8_t> kBytes{1, 2, 3};
const std::string kSchools[] = {"01a1ff80-7459-7737-b911-8b2b36b85590",
                                "01a1ff80-7459-7737-b911-8b2b36b85591",
                                "01a1ff80-7459-7737-b911-8b2b36b85592"};

struct Drawing {
    test::TempDir dir;
    test::FixedClock clock;
    FolderBlobs blobs{dir / "schools"};
    const domain::BlobId photo = domain::BlobId::of(kBytes);

    Drawing() {
        for (const std::string& school : kSchools)
            blobs.put(school, kBytes);
    }
    /// A decoder that does these commands of the shell.
    imaging::OutsideDecoder decoder(const std::string& commands) const {
        const fs::path file = dir / "decoder";
        std::ofstream(file) << "#!/bin/sh\n" << commands << '\n';
        fs::permissions(file, fs::perms::owner_all);
        return {file, std::chrono::seconds(20)};
    }
};

bool isBusy(Thumbnails& thumbnails, const std::string& school, const domain::BlobId& photo) {
    const auto drawn = guarded([&] { return thumbnails.draw(school, photo); });
    return !drawn && drawn.error().code == ErrorCode::serverBusy;
}

} // namespace

TEST_CASE_METHOD(Drawing, "server: a decoder that is missing is not asked for each picture") {
    Thumbnails thumbnails(blobs, clock, {fs::path(), std::chrono::seconds(1)});
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(thumbnails.draw(kSchools[0], photo));
    CHECK(thumbnails.tried() == 0);
}

TEST_CASE_METHOD(Drawing, "server: a picture that could not be drawn is tried again after an hour") {
    Thumbnails thumbnails(blobs, clock, decoder("exit 1"));
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(thumbnails.draw(kSchools[0], photo));
    CHECK(thumbnails.tried() == 1);
    CHECK_FALSE(thumbnails.draw(kSchools[1], photo)); // the same bytes of another school are not known
    CHECK(thumbnails.tried() == 2);
    clock.advance(std::chrono::minutes(61));
    CHECK_FALSE(thumbnails.draw(kSchools[0], photo));
    CHECK(thumbnails.tried() == 3);
}

TEST_CASE_METHOD(Drawing, "server: one school's slow pictures do not stop the others' ones") {
    Thumbnails thumbnails(blobs, clock, decoder("while [ ! -e \"$0.over\" ]; do sleep 0.05; done; exit 1"));
    std::atomic<int> drawn{0};
    const auto drawing = [&](const std::string& school) {
        return std::thread([&] { drawn += thumbnails.draw(school, photo) ? 1 : 0; });
    };
    const auto waitFor = [&](std::uint64_t tried) {
        while (thumbnails.tried() < tried)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    };
    std::thread first = drawing(kSchools[0]);
    waitFor(1);
    CHECK(isBusy(thumbnails, kSchools[0], photo)); // one at a time for a school
    std::thread second = drawing(kSchools[1]);
    waitFor(2);
    CHECK(isBusy(thumbnails, kSchools[2], photo)); // two at a time for all
    std::ofstream(dir / "decoder.over") << "";
    first.join();
    second.join();
    CHECK(drawn == 0);
    CHECK_FALSE(thumbnails.draw(kSchools[2], photo));
    CHECK(thumbnails.tried() == 3);
}
