// Every letter that a card may carry, drawn by other programs (poppler, Ghostscript) from our PDF and
// compared with FreeType's own drawing of the whole font file; poppler must also read the same letter back.
// Letters are tested each in a document of its own and in random company, because an embedded subset depends
// on both.
#include "base/Rng.h"
#include "base/Text.h"
#include "cards/CardTemplate.h"
#include "golden/cards/FreeTypeGlyphs.h"
#include "golden/cards/Tools.h"
#include "pdf/DrawableText.h"
#include "pdf/DrawnPages.h"
#include "pdf/Units.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <utility>

using namespace esek;
using namespace esek::cards;
using namespace esek::cards::test;
using namespace esek::pdf;

namespace {

constexpr int kCellWidth = 88, kCellHeight = 72, kLeft = 18, kBaseline = 48, kLetterSize = 40;
/// Two ways of smoothing an edge differ by a few pixels of a letter; the smallest mark has twenty.
constexpr int kSmoothedPixels = 8;

struct Letter {
    char32_t code = 0;
    FontStyle style = FontStyle::regular;
};

std::string nameOf(const Letter& letter) {
    char code[16];
    std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(letter.code));
    return std::string(code) + " " + toUtf8(std::u32string_view(&letter.code, 1)) +
           (letter.style == FontStyle::bold ? " bold" : " regular");
}

const FontMetrics& fonts() {
    static const FontMetrics metrics = CardTemplate::load("mein-i-1").value().fonts().value();
    return metrics;
}

const FreeTypeGlyphs& drawing(FontStyle style) {
    static const FreeTypeGlyphs regular(fonts().file(FontStyle::regular), kLetterSize);
    static const FreeTypeGlyphs bold(fonts().file(FontStyle::bold), kLetterSize);
    return style == FontStyle::bold ? bold : regular;
}

/// Every character of these Unicode blocks that the fonts have and that a card may carry: Basic Latin,
/// Latin-1 Supplement, Latin Extended-A to -E, Cyrillic, Cyrillic Supplement, Latin Extended Additional (in
/// which the letters of Vietnamese are).
std::vector<Letter> allLetters() {
    std::vector<Letter> letters;
    for (const auto& [first, last] : {std::pair{0x21, 0x24F},
                                      {0x400, 0x52F},
                                      {0x1E00, 0x1EFF},
                                      {0x2C60, 0x2C7F},
                                      {0xA720, 0xA7FF},
                                      {0xAB30, 0xAB6F}})
        for (int code = first; code <= last; ++code)
            for (const FontStyle style : {FontStyle::regular, FontStyle::bold}) {
                const auto c = static_cast<char32_t>(code);
                if (drawing(style).has(c) && c != 0xA0 && isDrawable(c))
                    letters.push_back({c, style});
            }
    return letters;
}

/// One page with the letters beside each other, each in a cell of its own; one pixel a point.
void writeLetters(const std::filesystem::path& file, const std::vector<Letter>& letters) {
    const double mm = kMmPerPoint;
    Drawing ops;
    for (std::size_t i = 0; i < letters.size(); ++i)
        ops.push_back(TextOp{(kLeft + kCellWidth * static_cast<double>(i)) * mm,
                             kBaseline * mm,
                             kLetterSize,
                             letters[i].style,
                             toUtf8(std::u32string_view(&letters[i].code, 1)),
                             {},
                             0});
    writeDrawnPages(file, fonts(), "Letters", kCellWidth * mm * static_cast<double>(letters.size()),
                    kCellHeight * mm, {ops})
        .value();
}

/// Ink where FreeType has none or none where it has some, further than a pixel away: what is left of a letter
/// that lost a mark, never what two ways of smoothing an edge make different.
int wrongPixels(const Picture& page, int cell, const GlyphPicture& expected) {
    const auto wanted = [&](int x, int y) {
        return expected.at(x - kLeft - expected.left, y - kBaseline + expected.top);
    };
    const auto drawn = [&](int x, int y) {
        const int column = cell * kCellWidth + x;
        return x < 0 || y < 0 || x >= kCellWidth || y >= kCellHeight ? 0 : 255 - page.at(column, y, 0);
    };
    const auto nearby = [](const auto& ink, int x, int y) {
        int most = 0;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                most = std::max(most, ink(x + dx, y + dy));
        return most;
    };
    int wrong = 0;
    for (int y = 0; y < kCellHeight; ++y)
        for (int x = 0; x < kCellWidth; ++x)
            wrong += (wanted(x, y) > 160 && nearby(drawn, x, y) < 90) ||
                     (drawn(x, y) > 160 && nearby(wanted, x, y) < 90);
    return wrong;
}

/// Documents as pages of one file: a rendering program is started once for hundreds of them. Their fonts stay
/// apart, as they do in the file that a print shop puts together.
std::filesystem::path merged(const esek::test::TempDir& folder,
                             const std::vector<std::vector<Letter>>& documents) {
    std::vector<std::string> arguments{"--empty", "--pages"};
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto file = folder / (std::to_string(i) + ".pdf");
        writeLetters(file, documents[i]);
        arguments.push_back(file.string());
    }
    const auto all = folder / "all.pdf";
    arguments.insert(arguments.end(), {"--", all.string()});
    REQUIRE(run("qpdf", arguments).exitCode == 0);
    return all;
}

void checkPictures(const esek::test::TempDir& folder, const std::string& prefix, const std::string& renderer,
                   const std::vector<std::vector<Letter>>& documents) {
    std::vector<std::filesystem::path> pages;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.path().filename().string().starts_with(prefix))
            pages.push_back(entry.path());
    std::sort(pages.begin(), pages.end());
    REQUIRE(pages.size() == documents.size());
    std::string lost;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const Picture page = readPnm(pages[i]);
        for (std::size_t k = 0; k < documents[i].size(); ++k) {
            const Letter& letter = documents[i][k];
            if (wrongPixels(page, static_cast<int>(k), drawing(letter.style).draw(letter.code)) >
                kSmoothedPixels)
                lost += nameOf(letter) + ", ";
        }
    }
    INFO("drawn wrong by " << renderer << ": " << lost);
    CHECK(lost.empty());
}

void checkText(const std::filesystem::path& pdf, const std::vector<std::vector<Letter>>& documents) {
    const std::string text = run("pdftotext", {"-layout", pdf.string(), "-"}).output;
    const std::vector<std::string> pages = split(text, '\f');
    REQUIRE(pages.size() == documents.size() + 1); // a form feed ends every page
    std::string wrong;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        std::string expected, found;
        for (const Letter& letter : documents[i])
            expected += toUtf8(std::u32string_view(&letter.code, 1));
        for (const char c : pages[i])
            if (c != ' ' && c != '\n')
                found += c;
        if (found != expected)
            wrong += "'" + found + "' instead of '" + expected + "', ";
    }
    INFO("read back: " << wrong);
    CHECK(wrong.empty());
}

void checkDocuments(const std::vector<std::vector<Letter>>& documents) {
    const esek::test::TempDir folder(esek::test::TempDir::inMemory());
    const auto pdf = merged(folder, documents);
    checkText(pdf, documents);
    REQUIRE(run("pdftoppm", {"-gray", "-r", "72", pdf.string(), (folder / "poppler").string()}).exitCode ==
            0);
    checkPictures(folder, "poppler", "poppler", documents);
    REQUIRE(
        run("gs", {"-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pgmraw", "-r72", "-dTextAlphaBits=4",
                   "-dGridFitTT=0", "-o", (folder / "gs-%05d.pgm").string(), pdf.string()})
            .exitCode == 0);
    checkPictures(folder, "gs-", "Ghostscript", documents);
}

} // namespace

TEST_CASE("Every letter of the fonts is drawn whole when it is alone in the document") {
    const auto letters = allLetters();
    REQUIRE(letters.size() > 1500);
    constexpr std::size_t kDocumentsAtOnce = 300;
    for (std::size_t begin = 0; begin < letters.size(); begin += kDocumentsAtOnce) {
        std::vector<std::vector<Letter>> documents;
        for (std::size_t i = begin; i < std::min(begin + kDocumentsAtOnce, letters.size()); ++i)
            documents.push_back({letters[i]});
        checkDocuments(documents);
    }
}

TEST_CASE("Every letter of the fonts is drawn whole in random company") {
    auto letters = allLetters();
    constexpr std::uint64_t seed = 20261127;
    SeededRng rng(seed);
    INFO("seed " << seed);
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = letters.size() - 1; i > 0; --i)
            std::swap(letters[i], letters[rng.next() % (i + 1)]);
        std::vector<std::vector<Letter>> documents;
        for (std::size_t begin = 0; begin < letters.size();) {
            const std::size_t count = std::min<std::size_t>(2 + rng.next() % 60, letters.size() - begin);
            const auto from = letters.begin() + static_cast<std::ptrdiff_t>(begin);
            documents.emplace_back(from, from + static_cast<std::ptrdiff_t>(count));
            begin += count;
        }
        checkDocuments(documents);
    }
}
