#include "app/ScanService.h"

#include "base/platform/Files.h"
#include "imaging/Decode.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;

namespace {

constexpr int kDpi = 150;

/// A white page of 120 x 100 mm with photos of one colour, 30 x 40 mm, at these places (mm).
class PageScanner final : public scanning::Scanner {
  public:
    std::vector<std::pair<double, double>> places;

    Result<std::vector<scanning::ScannerFacts>> scanners() override {
        return std::vector{scanning::ScannerFacts{"flat:1", "Maker Model"}};
    }
    Result<scanning::ScannedPage> scan(const scanning::ScanOrder&, Progress*) override {
        const auto px = [](double mm) { return static_cast<int>(mm / 25.4 * kDpi); };
        scanning::ScannedPage page{{px(120), px(100), {}}, kDpi};
        page.image.rgb.assign(3 * static_cast<std::size_t>(page.image.width * page.image.height), 245);
        for (const auto& [x, y] : places)
            for (int row = px(y); row < px(y + 40); ++row)
                for (int column = px(x); column < px(x + 30); ++column) {
                    const auto at = 3 * static_cast<std::size_t>(row * page.image.width + column);
                    page.image.rgb[at] = static_cast<std::uint8_t>(x);
                    page.image.rgb[at + 1] = page.image.rgb[at + 2] = 120;
                }
        return page;
    }
};

std::unique_ptr<PageScanner> pageWith(std::vector<std::pair<double, double>> places) {
    auto scanner = std::make_unique<PageScanner>();
    scanner->places = std::move(places);
    return scanner;
}

} // namespace

TEST_CASE("the photos of a page become files that an import reads, and none is written over") {
    test::TempDir folder;
    ScanService service(pageWith({{70, 10}, {15, 12}}));
    for (int run = 0; run < 2; ++run) {
        const auto photos = service.photos({}).value();
        REQUIRE(photos.size() == 2);
        const auto files = ScanService::save(photos, folder.path() / "skany").value();
        REQUIRE(files.size() == 2);
        CHECK(platform::toUtf8(files[0].filename()) == (run == 0 ? "skan-001.jpg" : "skan-003.jpg"));
        CHECK(platform::toUtf8(files[1].filename()) == (run == 0 ? "skan-002.jpg" : "skan-004.jpg"));
        const auto left = imaging::decode(platform::readFile(files[0]).value(), "skan").value();
        CHECK(left.width == photos[0].width);
        CHECK(std::abs(static_cast<int>(left.rgb[0]) - 15) < 6); // the left one comes first
    }
}

TEST_CASE("a page without a photo is told, and what to do") {
    ScanService service(pageWith({}));
    const auto photos = service.photos({});
    REQUIRE_FALSE(photos);
    CHECK(photos.error().code == ErrorCode::checkFailed);
    CHECK(photos.error().value("about") == "scanning");
}
