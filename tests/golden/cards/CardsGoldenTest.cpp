// What other programs see in our PDF: poppler (pdftoppm, pdftotext, pdffonts, pdfimages, pdfinfo) and qpdf,
// each as a process of its own.
#include "base/platform/Files.h"
#include "cards/CardsPdf.h"
#include "golden/cards/Samples.h"
#include "golden/cards/Tools.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <regex>

using namespace esek;
using namespace esek::cards;
using namespace esek::cards::test;

namespace {

constexpr double kMmPerPt = 25.4 / 72;
constexpr int kDpi = 600;
constexpr double kPixelsPerMm = kDpi / 25.4;

const CardTemplate& card() {
    static const CardTemplate t = CardTemplate::load("mein-i-1").value();
    return t;
}

std::filesystem::path writeCards(const esek::test::TempDir& folder, std::vector<CardContent> cards,
                                 const PdfOptions& options = {}) {
    const auto file = folder / "cards.pdf";
    writeCardsPdf(file, card(), sourceFrom(std::move(cards)), options).value();
    return file;
}

std::vector<Picture> render(const esek::test::TempDir& folder, const std::filesystem::path& pdf, int pages) {
    REQUIRE(
        run("pdftoppm", {"-r", std::to_string(kDpi), pdf.string(), (folder / "page").string()}).exitCode ==
        0);
    std::vector<Picture> pictures;
    for (int i = 1; i <= pages; ++i)
        pictures.push_back(readPnm(folder / ("page-" + std::to_string(i) + ".ppm")));
    return pictures;
}

double psnr(double squaredError, double samples) {
    return 10 * std::log10(255.0 * 255.0 * samples / std::max(squaredError, 1e-9));
}

/// Of the page's photo window against the photo, placed with its left top corner at (x, y) mm.
double windowPsnr(const Picture& page, const Picture& photo, double xMm, double yMm) {
    const double left = xMm * kPixelsPerMm, top = yMm * kPixelsPerMm;
    const double width = 19 * kPixelsPerMm, height = 26 * kPixelsPerMm;
    double error = 0, samples = 0;
    // The outermost pixels are mixed with the paper.
    for (int y = static_cast<int>(std::ceil(top)) + 2; y < top + height - 3; ++y)
        for (int x = static_cast<int>(std::ceil(left)) + 2; x < left + width - 3; ++x) {
            const double u = (x + 0.5 - left) / width * photo.width - 0.5,
                         v = (y + 0.5 - top) / height * photo.height - 0.5;
            const int u0 = std::clamp(static_cast<int>(u), 0, photo.width - 2),
                      v0 = std::clamp(static_cast<int>(v), 0, photo.height - 2);
            const double a = u - u0, b = v - v0;
            for (int c = 0; c < 3; ++c) {
                const double expected =
                    (1 - b) * ((1 - a) * photo.at(u0, v0, c) + a * photo.at(u0 + 1, v0, c)) +
                    b * ((1 - a) * photo.at(u0, v0 + 1, c) + a * photo.at(u0 + 1, v0 + 1, c));
                const double d = expected - page.at(x, y, c);
                error += d * d;
                ++samples;
            }
        }
    return psnr(error, samples);
}

/// Where the ink ends at the bottom, mm; looked for a little below and above where it should.
double inkBottomMm(const Picture& page, double leftMm, double rightMm, double aroundMm) {
    for (int y = static_cast<int>((aroundMm + 0.5) * kPixelsPerMm); y > (aroundMm - 1) * kPixelsPerMm; --y)
        for (int x = static_cast<int>(leftMm * kPixelsPerMm); x < rightMm * kPixelsPerMm; ++x)
            if (page.at(x, y, 0) < 128)
                return (y + 1) / kPixelsPerMm;
    return 0;
}

const Word& wordOf(const PageWords& page, const std::string& text) {
    const auto found =
        std::find_if(page.words.begin(), page.words.end(), [&](const Word& w) { return w.text == text; });
    INFO("looking for " << text);
    REQUIRE(found != page.words.end());
    return *found;
}

} // namespace

TEST_CASE("Pages have the size of an ID-1 card within 0.01 mm, and qpdf finds no fault") {
    const esek::test::TempDir folder;
    const auto pdf = writeCards(folder, {ordinary(), hardest()});
    const auto pages = readBoxes(pdf);
    REQUIRE(pages.size() == 2);
    for (const PageWords& page : pages) {
        CHECK(std::abs(page.width * kMmPerPt - 85.60) < 0.01);
        CHECK(std::abs(page.height * kMmPerPt - 53.98) < 0.01);
    }
    const auto info = run("pdfinfo", {"-box", pdf.string()});
    CHECK(info.exitCode == 0);
    std::smatch size;
    REQUIRE(std::regex_search(info.output, size, std::regex("MediaBox: +0.00 +0.00 +([0-9.]+) +([0-9.]+)")));
    CHECK(std::abs(std::stod(size[1]) * kMmPerPt - 85.60) < 0.01);
    CHECK(std::abs(std::stod(size[2]) * kMmPerPt - 53.98) < 0.01);
    CHECK(info.output.find("Producer:        e-Sekretariat " + std::string(version())) != std::string::npos);
    CHECK(info.output.find("Kowalska") == std::string::npos);

    const auto qpdf = run("qpdf", {"--check", pdf.string()});
    CHECK(qpdf.exitCode == 0);
    CHECK(qpdf.output.find("No syntax or stream encoding errors found") != std::string::npos);
}

TEST_CASE("Fonts are embedded subsets, and poppler has nothing to complain about") {
    const esek::test::TempDir folder;
    const auto pdf = writeCards(folder, {ordinary(), hardest()});
    const auto fonts = run("pdffonts", {pdf.string()});
    int seen = 0;
    // name, type, encoding, emb, sub, uni
    const std::regex row(R"(DejaVuSans\S* +CID TrueType +Identity-H +(\w+) +(\w+) +(\w+))");
    for (std::sregex_iterator it(fonts.output.begin(), fonts.output.end(), row), end; it != end; ++it, ++seen)
        for (std::size_t column = 1; column <= 3; ++column)
            CHECK((*it)[column] == "yes");
    CHECK(seen == 2);
    CHECK(fonts.output.find("rror") == std::string::npos);
    const auto text = run("pdftotext", {pdf.string(), "-"});
    CHECK(text.output.find("rror") == std::string::npos);
}

TEST_CASE("Text can be copied letter for letter and stands at its place") {
    const esek::test::TempDir folder;
    CardContent letters = ordinary();
    letters.fields[kFieldName] = "ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż Ґудзь Şeyma";
    const auto pdf = writeCards(folder, {ordinary(), hardest(), letters});
    const auto pages = readBoxes(pdf);
    REQUIRE(pages.size() == 3);
    const Picture rendered = render(folder, pdf, 1)[0];

    struct Place {
        const char* word;
        double x, baseline, sizePt;
    };
    // Where a clerk finds them on the blank. The first letters stand on the baseline.
    for (const Place& p : {Place{"Anna", 28.1, 18.8, 6},
                           {"08.05.2011", 28.1, 24.8, 6},
                           {"11250812345", 55.5, 24.8, 6},
                           {"Szkoła", 28.1, 30.8, 6},
                           {"Małgorzata", 28.1, 42.8, 6},
                           {"01.09.2026", 28.1, 48.8, 6},
                           {"123/2026", 10.0, 49.6, 8}}) {
        const Word& word = wordOf(pages[0], p.word);
        INFO(p.word);
        CHECK(std::abs(word.xMin * kMmPerPt - p.x) < 0.05);
        // Round letters reach below the baseline by up to 0.02 of the size; half a pixel is lost in drawing.
        CHECK(std::abs(inkBottomMm(rendered, p.x, p.x + 0.2 * p.sizePt, p.baseline) - p.baseline) < 0.07);
        CHECK(word.yMax * kMmPerPt > p.baseline);
    }
    const auto sentence = [](const PageWords& page) {
        std::string all;
        for (const Word& word : page.words)
            all += word.text + ' ';
        return all;
    };
    CHECK(sentence(pages[1]).find("Żaneta Świętosława Łucja Konstancja Wiśniewska-Brzęczyszczykiewicz") !=
          std::string::npos);
    CHECK(sentence(pages[1]).find("karta pobytu RK1234567") != std::string::npos);
    CHECK(sentence(pages[2]).find("ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż Ґудзь Şeyma") != std::string::npos);
}

TEST_CASE("The photo is the crop, byte for byte and at its window to a tenth of a millimetre") {
    const esek::test::TempDir folder;
    const auto pdf = writeCards(folder, {ordinary()});
    REQUIRE(run("pdfimages", {"-all", pdf.string(), (folder / "raw").string()}).exitCode == 0);
    CHECK(platform::readFile(folder / "raw-000.jpg").value() == samplePhoto());

    REQUIRE(run("pdfimages", {pdf.string(), (folder / "decoded").string()}).exitCode == 0);
    const Picture photo = readPnm(folder / "decoded-000.ppm");
    const auto pages = render(folder, pdf, 1);
    const double here = windowPsnr(pages[0], photo, 5.5, 17);
    INFO("PSNR " << here << " dB");
    CHECK(here >= 35);
    // A tenth of a millimetre off in any direction fits less well: so the place is right to better than that.
    for (const auto& [dx, dy] : {std::pair{0.1, 0.0}, {-0.1, 0.0}, {0.0, 0.1}, {0.0, -0.1}})
        CHECK(windowPsnr(pages[0], photo, 5.5 + dx, 17 + dy) < here - 3);
}

TEST_CASE("Nothing but black text and the photo is on a card") {
    const esek::test::TempDir folder;
    const auto pages = render(folder, writeCards(folder, {ordinary(), hardest()}), 2);
    for (const Picture& page : pages) {
        long ink = 0, coloured = 0, beyond = 0;
        for (int y = 0; y < page.height; ++y)
            for (int x = 0; x < page.width; ++x) {
                const double xMm = x / kPixelsPerMm, yMm = y / kPixelsPerMm;
                if (xMm > 5.4 && xMm < 24.6 && yMm > 16.9 && yMm < 43.1)
                    continue;
                const int r = page.at(x, y, 0), g = page.at(x, y, 1), b = page.at(x, y, 2);
                ink += r < 128;
                coloured += std::abs(r - g) > 2 || std::abs(g - b) > 2;
                // Pre-printed: title band, what is left of the texts, the microscope.
                const bool keepOut =
                    yMm < 15.9 || (xMm < 9 && yMm > 43.2) || (xMm > 73 && yMm > 37) || yMm > 51 || xMm > 83.1;
                beyond += keepOut && r < 250;
            }
        CHECK(ink > 1000);
        CHECK(coloured == 0);
        CHECK(beyond == 0);
    }
}

TEST_CASE("The printer's offset moves the rendered page") {
    const esek::test::TempDir folder, moved;
    PdfOptions options;
    options.correction = {1.5, -0.8};
    const Word plain = wordOf(readBoxes(writeCards(folder, {ordinary()}))[0], "Anna");
    const Word shifted = wordOf(readBoxes(writeCards(moved, {ordinary()}, options))[0], "Anna");
    CHECK((shifted.xMin - plain.xMin) * kMmPerPt == Approx(1.5).margin(0.01));
    CHECK((shifted.yMin - plain.yMin) * kMmPerPt == Approx(-0.8).margin(0.01));
}

TEST_CASE("The printer's scale stretches the rendered page about its upper left corner") {
    const esek::test::TempDir folder, stretched;
    PdfOptions options;
    options.correction.scaleX = 1.02;
    options.correction.scaleY = 0.97;
    options.marks = {pdf::TextOp{78, 46, 7, pdf::FontStyle::bold, "Znak", {}, 0}};
    const auto with = readBoxes(writeCards(stretched, {ordinary()}, options))[0];
    const Word plain = wordOf(readBoxes(writeCards(folder, {ordinary()}))[0], "Anna");
    CHECK(wordOf(with, "Anna").xMin == Approx(plain.xMin * 1.02).margin(0.1));
    CHECK(wordOf(with, "Anna").yMax == Approx(plain.yMax * 0.97).margin(0.3));
    CHECK(wordOf(with, "Znak").xMin * kMmPerPt == Approx(78 * 1.02).margin(0.3));
}

TEST_CASE("The proof sheet is A4 with cards in true size and a background on screen only") {
    const esek::test::TempDir folder;
    const auto pdf = folder / "sheet.pdf";
    SheetOptions options;
    options.background = true;
    std::vector<CardContent> cards(12, ordinary());
    writeProofSheet(pdf, card(), sourceFrom(cards), options).value();
    CHECK(run("qpdf", {"--check", pdf.string()}).exitCode == 0);
    const auto pages = readBoxes(pdf);
    REQUIRE(pages.size() == 2);
    CHECK(std::abs(pages[0].width * kMmPerPt - 210) < 0.01);
    CHECK(std::abs(pages[0].height * kMmPerPt - 297) < 0.01);
    const auto count = std::count_if(pages[0].words.begin(), pages[0].words.end(),
                                     [](const Word& w) { return w.text == "11250812345"; });
    CHECK(count == 10);
    // Ghostscript and viewers follow the layer; qpdf shows that the whole background lies inside it.
    const std::string content = run("qpdf", {"--qdf", "--object-streams=disable", pdf.string(), "-"}).output;
    const auto begin = content.find("/OC /Screen BDC"), end = content.find("EMC", begin);
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    const std::string layer = content.substr(begin, end - begin);
    CHECK(layer.find(" re f\n") != std::string::npos);
    CHECK(layer.find(" Do") == std::string::npos);
    const std::string rest = content.substr(end, content.find("endstream", end) - end);
    CHECK(rest.find(" re f\n") == std::string::npos);
    CHECK(rest.find(" rg\n") == std::string::npos);
}
