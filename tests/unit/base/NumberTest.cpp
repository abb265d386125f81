#include "base/Number.h"
#include "base/Translate.h"

#include <catch2/catch.hpp>

using namespace esek;

namespace {
struct Speaking {
    explicit Speaking(Language l) : m_before(language()) { setLanguage(l); }
    ~Speaking() { setLanguage(m_before); }
    Language m_before;
};
} // namespace

TEST_CASE("a typed number may have a comma or a point, whatever the language") {
    for (const Language spoken : {Language::polish, Language::english}) {
        const Speaking speaking(spoken);
        CHECK(numberFromText("0,5") == 0.5);
        CHECK(numberFromText("0.5") == 0.5);
        CHECK(numberFromText("12") == 12.0);
        CHECK(numberFromText(",5") == 0.5);
        CHECK(numberFromText("3,") == 3.0);
        CHECK(numberFromText("+1,25") == 1.25);
        CHECK(numberFromText("-0,8") == -0.8);
        CHECK(numberFromText("−0,8") == -0.8); // U+2212
        CHECK(numberFromText("–0,8") == -0.8); // a dash
        CHECK(numberFromText(" \xC2\xA0"
                             "0,5 ") == 0.5);
    }
}

TEST_CASE("what is not one number is no number") {
    for (const char* text : {"", " ", "-", ",", ".", "+,", "0,5,1", "1.234,5", "0,5 mm", "--1", "1-", "1 2",
                             "1e3", "0x1", "inf", "nan", "½", "0,٥"})
        CHECK_FALSE(numberFromText(text).has_value());
    CHECK_FALSE(numberFromText(std::string(400, '9')).has_value());
}

TEST_CASE("a shown number has the separator of the language and a real minus sign") {
    {
        const Speaking polish(Language::polish);
        CHECK(numberText(0.5, 1) == "0,5");
        CHECK(numberText(-0.8, 1) == "−0,8");
        CHECK(numberText(-18) == "−18");
        CHECK(numberText(-0.04, 1) == "0,0");
        CHECK(numberText(-0.0) == "0");
        CHECK(numberText(2.25, 2) == "2,25");
    }
    const Speaking english(Language::english);
    CHECK(numberText(0.5, 1) == "0.5");
    CHECK(numberText(-18.6) == "−19");
}

TEST_CASE("a shown number is read back as the same number") {
    for (const Language spoken : {Language::polish, Language::english}) {
        const Speaking speaking(spoken);
        for (int tenths = -100; tenths <= 100; ++tenths)
            CHECK(numberFromText(numberText(tenths / 10.0, 1)) == tenths / 10.0);
    }
}
