#include "ui/model/ThumbnailCache.h"
#include "ui/model/ThumbnailRequests.h"

#include <catch2/catch.hpp>
#include <string>

using esek::ui::model::ThumbnailCache;
using esek::ui::model::ThumbnailRequests;

TEST_CASE("The cache forgets what was used longest ago") {
    ThumbnailCache<int, std::string> cache(3);
    cache.put(1, "a");
    cache.put(2, "b");
    cache.put(3, "c");
    REQUIRE(cache.find(1)); // counts as used
    cache.put(4, "d");
    CHECK(cache.size() == 3);
    CHECK_FALSE(cache.has(2));
    CHECK(*cache.find(1) == "a");
    cache.put(1, "e");
    CHECK(cache.size() == 3);
    CHECK(*cache.find(1) == "e");
    cache.erase(1);
    cache.erase(77);
    CHECK(cache.find(1) == nullptr);
    cache.setCapacity(1);
    CHECK(cache.size() == 1);
    cache.clear();
    CHECK(cache.size() == 0);
}

TEST_CASE("What scrolled away is dropped, the newest wish comes first") {
    ThumbnailRequests<int> requests;
    CHECK(requests.want({1, 2, 3}, 2) == 2);
    CHECK(requests.take() == 1);
    CHECK(requests.want({7, 1, 8}, 2) == 0); // both workers run; 1 is under way and not asked for twice
    CHECK(requests.take() == 7);
    requests.finished(1);
    CHECK(requests.take() == 8);
    CHECK(requests.take() == std::nullopt); // that worker ends
    CHECK(requests.take() == std::nullopt);
    CHECK(requests.want({9}, 2) == 1);
    CHECK(requests.take() == 9);
    CHECK(requests.waiting() == 0);
}
