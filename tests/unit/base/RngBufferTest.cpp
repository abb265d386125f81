#include "base/RngBuffer.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace esek;

TEST_CASE("bytes drawn ahead are the generator's, each handed out once") {
    SeededRng plain(5);
    SeededRng source(5);
    RngBuffer buffer(source);
    for (const std::size_t n : {16u, 1u, 0u, 4079u, 4096u, 10u, 9000u, 16u}) {
        std::vector<std::uint8_t> expected(n);
        std::vector<std::uint8_t> drawn(n);
        plain.fill(expected);
        buffer.fill(drawn);
        CHECK(drawn == expected);
    }
}
