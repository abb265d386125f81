#include "pdf/FontMetrics.h"

#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace esek;
using namespace esek::pdf;

namespace {
const FontMetrics& fonts() {
    static const auto folder = platform::resourceDir() / "fonts";
    static const FontMetrics metrics =
        FontMetrics::load(folder / "DejaVuSans.ttf", folder / "DejaVuSans-Bold.ttf").value();
    return metrics;
}
} // namespace

TEST_CASE("Widths are those of the font's tables") {
    // DejaVu Sans: A is 1401, space 651 of 2048 units; Bold A is 1585.
    CHECK(fonts().widthMm(FontStyle::regular, 72, "A") == Approx(25.4 * 1401 / 2048));
    CHECK(fonts().widthMm(FontStyle::regular, 72, " ") == Approx(25.4 * 651 / 2048));
    CHECK(fonts().widthMm(FontStyle::bold, 72, "AA") == Approx(2 * 25.4 * 1585 / 2048));
    CHECK(fonts().widthMm(FontStyle::regular, 6, "") == 0);
}

TEST_CASE("Ink knows accents and tails") {
    const auto plain = fonts().inkMm(FontStyle::regular, 10, "H");
    const auto accent = fonts().inkMm(FontStyle::regular, 10, "Ś");
    CHECK(accent.ascentMm > plain.ascentMm * 1.2);
    CHECK(plain.descentMm == Approx(0));
    CHECK(fonts().inkMm(FontStyle::regular, 10, "ę").descentMm > 0.5);
}

TEST_CASE("Every Polish letter is in both fonts") {
    for (const FontStyle style : {FontStyle::regular, FontStyle::bold})
        CHECK(!fonts().firstMissing(style, "ĄĆĘŁŃÓŚŹŻąćęłńóśźż0123456789/-.,„”"));
    CHECK(fonts().firstMissing(FontStyle::bold, "Anna 李") == "李");
}

TEST_CASE("A file that is no font is an error, whatever its bytes are") {
    const esek::test::TempDir folder;
    const auto good = platform::readFile(fonts().file(FontStyle::regular)).value();
    const auto load = [&](std::span<const std::uint8_t> bytes) {
        const auto file = folder / "font.ttf";
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return FontMetrics::load(file, file);
    };
    CHECK(load({}).error().code == ErrorCode::fileCorrupt);
    for (const std::size_t cut : {std::size_t{3}, std::size_t{40}, std::size_t{5000}, good.size() / 2})
        CHECK(load({good.data(), cut}).error().code == ErrorCode::fileCorrupt);
    CHECK(FontMetrics::load(folder / "none.ttf", folder / "none.ttf").error().code ==
          ErrorCode::fileNotFound);
    // Damage of any table: an answer or an error, nothing else.
    auto damaged = good;
    for (std::size_t at = 0; at < 600; at += 7) {
        damaged[at] ^= 0xFF;
        (void)load(damaged).ok();
        damaged[at] ^= 0xFF;
    }
}
