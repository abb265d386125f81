#include "base/JpegSegments.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace esek;

namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<int> markers(const Bytes& file) {
    std::vector<int> found;
    JpegSegments segments(file);
    while (const auto segment = segments.next())
        found.push_back(segment->marker);
    return found;
}

} // namespace

TEST_CASE("the segments of a JPEG end where its pixels begin") {
    const Bytes file{0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1,    2,    0xFF, 0xFF, 0xDB,
                     0,    2,    0xFF, 0xDA, 0, 2, 0xFF, 0xE1, 0,    2};
    CHECK(markers(file) == std::vector<int>{0xE0, 0xDB}); // a fill byte stands before the second
    JpegSegments segments(file);
    const auto first = segments.next();
    REQUIRE(first);
    CHECK(first->whole);
    CHECK(Bytes(first->content.begin(), first->content.end()) == Bytes{1, 2});
    CHECK(segments.next()->content.empty());
}

TEST_CASE("a JPEG that is cut or is none gives the segments that are there") {
    const Bytes cut{0xFF, 0xD8, 0xFF, 0xE0, 0, 10, 1, 2};
    JpegSegments segments(cut);
    const auto segment = segments.next();
    REQUIRE(segment);
    CHECK_FALSE(segment->whole);
    CHECK(segment->content.size() == 2);
    CHECK_FALSE(segments.next());
    CHECK(markers({}).empty());
    CHECK(markers({0xFF, 0xD8, 0xFF}).empty());
    CHECK(markers({0x89, 'P', 'N', 'G', 0xFF, 0xE0, 0, 2}).empty());
    CHECK(markers({0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0}).empty()); // a length that does not count itself
    CHECK(markers({0xFF, 0xD8, 0xFF, 0xD9, 0, 2}).empty());
}
