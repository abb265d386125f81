#include "base/MoFile.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"

#include <catch2/catch.hpp>

using namespace esek;

namespace {

/// The bytes of a catalogue with these pairs of text and translation, as msgfmt writes them.
std::vector<std::uint8_t> catalogue(const std::vector<std::pair<std::string, std::string>>& pairs) {
    std::vector<std::uint8_t> head, tail;
    const auto word = [&head](std::size_t value) {
        for (int byte = 0; byte < 4; ++byte)
            head.push_back(static_cast<std::uint8_t>(value >> (8 * byte)));
    };
    const std::size_t tables = 28, count = pairs.size(), texts = tables + 16 * count;
    for (const std::size_t value :
         {std::size_t{0x950412de}, std::size_t{0}, count, tables, tables + 8 * count, std::size_t{0}, texts})
        word(value);
    const auto entry = [&](const std::string& text) {
        word(text.size());
        word(texts + tail.size());
        tail.insert(tail.end(), text.begin(), text.end());
        tail.push_back(0);
    };
    for (const auto& pair : pairs)
        entry(pair.first);
    for (const auto& pair : pairs)
        entry(pair.second);
    head.insert(head.end(), tail.begin(), tail.end());
    return head;
}

std::vector<std::uint8_t> sample() {
    using namespace std::string_literals;
    return catalogue({{"", "Language: pl\n"},
                      {"Accept", "Zaakceptuj"},
                      {"{} card\0{} cards"s, "{} legitymacja\0{} legitymacje\0{} legitymacji"s}});
}

} // namespace

TEST_CASE("a catalogue gives the translation, or the text itself where there is none") {
    const MoFile mo(sample());
    CHECK(mo.find("Accept") == "Zaakceptuj");
    CHECK(mo.find("Reject") == "Reject");
    CHECK(mo.find("").empty()); // not the header
    CHECK(mo.find("{} card", "{} cards", 1) == "{} legitymacja");
    CHECK(mo.find("{} card", "{} cards", 22) == "{} legitymacje");
    CHECK(mo.find("{} card", "{} cards", 12) == "{} legitymacji");
    CHECK(mo.find("{} row", "{} rows", 1) == "{} row");
    CHECK(mo.find("{} row", "{} rows", 0) == "{} rows");
}

TEST_CASE("the catalogue of the product is read as gettext reads it") {
    auto bytes = platform::readFile(platform::localeDir() / "pl/LC_MESSAGES/esekretariat.mo");
    REQUIRE(bytes);
    const MoFile mo(std::move(*bytes));
    setLanguage(Language::polish);
    CHECK(mo.find("{} pupil", "{} pupils", 5) == "{} uczniów");
    for (std::size_t n = 0; n < 250; ++n)
        CHECK(mo.find("{} pupil", "{} pupils", n) == trn("{} pupil", "{} pupils", n));
    CHECK(mo.find("Accept") == tr("Accept"));
}

TEST_CASE("a damaged catalogue translates nothing wrongly") {
    const auto whole = sample();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const MoFile mo({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
        const std::string found = mo.find("Accept");
        CHECK((found == "Accept" || found == "Zaakceptuj"));
        const std::string cards = mo.find("{} card", "{} cards", 5);
        CHECK((cards == "{} cards" || cards == "{} legitymacji"));
    }
    auto foreign = whole;
    foreign[0] ^= 0xFFU;
    CHECK(MoFile(foreign).empty());
    auto endless = whole; // says that it holds four thousand million texts
    for (std::size_t i = 8; i < 12; ++i)
        endless[i] = 0xFF;
    CHECK(MoFile(endless).find("Accept") == "Zaakceptuj");
}
