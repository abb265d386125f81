#include "app/PhotoProfiles.h"

#include "base/Translate.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;

TEST_CASE("photo rules are listed with a title and what they ask of a file") {
    setLanguage(Language::english);
    const auto profiles = app::photoProfiles();
    const auto find = [&](const char* name) {
        const auto it =
            std::find_if(profiles.begin(), profiles.end(), [&](const auto& p) { return p.name == name; });
        REQUIRE(it != profiles.end());
        return *it;
    };
    CHECK(find("sio").description == "JPEG; at least 246 × 304 px; better 492 × 633 px; up to 2.5 MB");
    CHECK(find("vulcan").description == "JPEG; at least 354 × 496 px; up to 1 MB");
    CHECK(find("own").description.find("JPEG, PNG") == 0);
    CHECK_FALSE(find("gov-pl").title.empty());
}
