#include "portal/Slips.h"
#include "portal/QrCode.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>

using namespace esek;

namespace {

portal::Slip slip(int n) {
    return {"Szkoła Podstawowa nr 1 im. Marii Skłodowskiej-Curie w Świętochłowicach",
            "Świętosława",
            "1A",
            "3141592" + std::to_string(n),
            "abcd-efgh-jkm" + std::to_string(n),
            "https://portal.miasto.pl",
            "https://portal.miasto.pl/q/23456789ABCDEFGHJKLMNPQRST"};
}

std::string textOf(const std::filesystem::path& pdf) {
    const std::string command = "pdftotext -layout '" + pdf.string() + "' -";
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string out;
    char piece[4096];
    for (std::size_t n = 0; (n = std::fread(piece, 1, sizeof piece, pipe)) > 0;)
        out.append(piece, n);
    pclose(pipe);
    return out;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at)
        ++n;
    return n;
}

} // namespace

TEST_CASE("slips: eight on a page, each with what a family needs, in three languages") {
    const test::TempDir dir;
    std::vector<portal::Slip> slips;
    for (int i = 0; i < 9; ++i)
        slips.push_back(slip(i));
    const auto pdf = dir / "slips.pdf";
    REQUIRE(portal::writeSlips(pdf, slips).ok());
    const std::string text = textOf(pdf);
    CHECK(count(text, "\f") == 2);
    CHECK(count(text, "Świętosława, klasa 1A") == 9);
    CHECK(text.find("3141 5927") != std::string::npos);
    CHECK(text.find("abcd-efgh-jkm8") != std::string::npos);
    CHECK(count(text, "https://portal.miasto.pl") == 9);
    CHECK(count(text, "/q/") == 0); // the secret of the link is in the code only
    for (const char* language : {"PL:", "EN:", "UK:"})
        CHECK(count(text, language) == 9);
}

TEST_CASE("slips: the slip of one guardian says for whom it is") {
    const test::TempDir dir;
    portal::Slip one = slip(1);
    one.guardian = "Wielisława Brzęczyszczykiewicz-Żółkiewska";
    REQUIRE(portal::writeSlips(dir / "slips.pdf", {one}).ok());
    const std::string text = textOf(dir / "slips.pdf");
    CHECK(text.find("dla: Wielisława Brzęczyszczykiewicz-Żółkiewska") != std::string::npos);
    CHECK(text.find("abcd-efgh") != std::string::npos);
}

TEST_CASE("slips: a name that no line can hold is told, and no file is left") {
    const test::TempDir dir;
    portal::Slip one = slip(1);
    one.firstName = std::string(400, 'W');
    const auto done = portal::writeSlips(dir / "slips.pdf", {one});
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::textDoesNotFit);
    CHECK_FALSE(std::filesystem::exists(dir / "slips.pdf"));
}

TEST_CASE("QR code: a link in capitals needs fewer modules, and the quiet zone stays white") {
    const auto modules = [](const std::string& text) {
        const auto drawing = portal::qrCode(text, 0, 0, 100);
        double smallest = 100;
        for (const auto& op : drawing) {
            const auto& area = std::get<pdf::RectOp>(op);
            smallest = std::min(smallest, area.heightMm);
            CHECK(area.xMm >= 4 * area.heightMm - 1e-9);
            CHECK(area.xMm + area.widthMm <= 100 - 4 * area.heightMm + 1e-9);
        }
        return std::lround(100 / smallest) - 8;
    };
    CHECK(modules("HTTPS://PORTAL.MIASTO.PL/Q/23456789ABCDEFGHJKLMNPQRST") == 29);
    CHECK(modules("https://portal.miasto.pl/q/23456789abcdefghjklmnpqrst") == 33);
}
