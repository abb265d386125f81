#include "quality/Check.h"
#include "support/Corpus.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace esek;

namespace {
std::vector<std::uint8_t> bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
} // namespace

TEST_CASE("hostile and damaged files give a report or an error, never a crash") {
    ESEK_REQUIRE_CORPUS(corpus);
    const auto profile = quality::PhotoProfile::load("gov-pl").value();
    int reports = 0, errors = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus / "corrupt")) {
        if (!entry.is_regular_file())
            continue;
        INFO(entry.path().filename().string());
        const auto report = quality::check(bytesOf(entry.path()), entry.path().filename().string(), profile);
        (report ? reports : errors) += 1;
        if (report) {
            const auto& c = report->suggestedCrop;
            CHECK(c.x >= 0);
            CHECK(c.y >= 0);
            CHECK(c.x + c.w <= 1 + 1e-9);
            CHECK(c.y + c.h <= 1 + 1e-9);
        }
    }
    CHECK(errors > 0);
}

TEST_CASE("the EXIF orientation is applied before anything is measured") {
    ESEK_REQUIRE_CORPUS(corpus);
    const auto profile = quality::PhotoProfile::load("gov-pl").value();
    for (const auto& entry : std::filesystem::directory_iterator(corpus / "exif")) {
        const auto report = quality::check(bytesOf(entry.path()), entry.path().filename().string(), profile);
        if (!report || report->faces != 1)
            continue;
        INFO(entry.path().filename().string());
        CHECK(report->suggestedCrop.quarterTurns == 0);
        CHECK(report->find("orientation")->severity == quality::Severity::ok);
    }
}
