#include "base/CleanText.h"

#include "base/Text.h"

#include <catch2/catch.hpp>

using namespace esek;

TEST_CASE("text is composed at the door") {
    CHECK(normaliseText("Jo\xCC\x81zef Z\xCC\x87o\xCC\x81łc\xCC\x81") == "Józef Żółć");
    CHECK(normaliseText("Nguye\xCC\x82\xCC\x83n Thi\xCC\xA3 Hu\xCC\x9Bo\xCC\x9Bng") == "Nguyễn Thị Hương");
    CHECK(normaliseText("Андріи\xCC\x86") == "Андрій");
    CHECK(normaliseText("Anna Maria") == "Anna Maria");
    CHECK(normaliseText("").empty());
}

TEST_CASE("what nobody sees is dropped at the door") {
    CHECK(normaliseText("Ko\u00ADwal\u200Bski\uFEFF") == "Kowalski");
    CHECK(normaliseText("Ko\u034Fwal\uFE0F\u2060ski\u3164") == "Kowalski");
    CHECK(normaliseText("\uFB01lip Ste\uFB00en") == "filip Steffen");
    CHECK(normaliseText(" \t Anna\u00A0\u2003\u202FEwa\r\n") == "Anna Ewa");
    CHECK(normaliseText("a \r\nb\n\n", TextShape::lines) == "a\nb");
    CHECK(normaliseText("a\xFF") == "a\uFFFD");
}

TEST_CASE("a joiner stays where the script needs it and goes elsewhere") {
    const std::string persian = "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";
    CHECK(normaliseText(persian) == persian);
    CHECK_FALSE(textFault(persian));
    CHECK(normaliseText("No\u200Cwak") == "Nowak");
    CHECK(textFault("No\u200Dwak") == TextFault::invisible);
}

TEST_CASE("what would make text read differently is a fault and is not taken out silently") {
    for (const char* bad : {"Jan\u202Ekawon", "Jan\u200F", "\u2066Jan", "Jan\u061C"}) {
        CAPTURE(bad);
        CHECK(normaliseText(bad) == bad);
        CHECK(textFault(bad) == TextFault::direction);
    }
    CHECK(textFault("\x1B[31mJan") == TextFault::control);
    CHECK(textFault(std::string_view("Jan\0x", 5)) == TextFault::control);
    CHECK(textFault("Jan\u009B") == TextFault::control);
    CHECK(textFault("Jan\u2028") == TextFault::control);
    CHECK(textFault("Jan\uE000") == TextFault::control);
    CHECK(textFault("Jan\uFFFE") == TextFault::control);
    CHECK(textFault("a\nb") == TextFault::control);
    CHECK(textFault("J\x7F") == TextFault::control);
    CHECK_FALSE(textFault("a\nb", TextShape::lines));
    CHECK(textFault("Jan\u200B") == TextFault::invisible);
    CHECK(textFault("Jan\u00AD") == TextFault::invisible);
    CHECK(textFault("Jo\u0301zef") == TextFault::notComposed);
    CHECK(textFault("Jan\xC5") == TextFault::notUtf8);
    CHECK(textFault("b\u0308\u0308\u0308\u0308\u0308") == TextFault::manyMarks);
}

TEST_CASE("a letter under dozens of marks is refused without the work of composing it") {
    std::string many = "A";
    for (int i = 0; i < 15000; ++i)
        many += "\u0301";
    CHECK(normaliseText(many) == many);
    CHECK(textFault(many) == TextFault::manyMarks);
    CHECK(normaliseText("a\u0323\u0301") == "\u1EA1\u0301"); // two marks are composed as ever
}

TEST_CASE("names of many languages have no fault") {
    for (const char* name : {"Żółć-Gęślą", "Nguyễn Thị Hương", "Андрій О’Ніл", "Şahin Ğ", "D'Artagnan",
                             "李小龍", "Šimůnek", "محمد", "नीता", "Ὀδυσσεύς"}) {
        CAPTURE(name);
        CHECK_FALSE(textFault(name));
        CHECK(normaliseText(name) == name);
        CHECK(shownText(name) == name);
    }
}

TEST_CASE("text from elsewhere is shown with its faults replaced") {
    CHECK(shownText("\x1B[31mJan\u202Ex") == "\uFFFD[31mJan\uFFFDx");
    CHECK(shownText("Jo\u0301zef") == "Józef");
    CHECK(shownText("Jan\xC5") == "Jan\uFFFD");
    CHECK_FALSE(textFault(shownText("b\u0308\u0308\u0308\u0308\u0308\u0308 \u2067")));
}

TEST_CASE("the letters that are not looked up in Unicode's tables stay as they are") {
    for (char32_t letter = 0xC0; letter <= 0x17F; ++letter) {
        const std::string text = "A" + toUtf8(std::u32string(1, letter)) + "a";
        CHECK(normaliseText(text) == text);
        CHECK(!textFault(text));
        CHECK(shownText(text) == text);
    }
    CHECK(textFault("Zołcia\xCC\x81") == TextFault::notComposed);
    CHECK(normaliseText("Łuc\xCC\x81") == "Łuć");
    CHECK(normaliseText("Ł\xC2\xADucja") == "Łucja");
    CHECK(textFault("Łucja \xC5") == TextFault::notUtf8);
    CHECK(textFault("Łucja \xC5z") == TextFault::notUtf8);
}

TEST_CASE("a text of a machine is fitted into what a record takes") {
    CHECK(fittedText("Zdje\u0328cie  Ewy.jpg", 200) == "Zdjęcie Ewy.jpg");
    CHECK(fittedText("\x1B[31mred\n\u202Egpj.jpg", 200) == "\uFFFD[31mred \uFFFDgpj.jpg");
    CHECK(fittedText("Za\xB3"
                     "cznik.jpg",
                     200) == "Za\uFFFDcznik.jpg");
    CHECK(fittedText("żółw", 3) == "żół");
    CHECK_FALSE(textFault(fittedText(std::string(1000, '\x01'), 200)));
}
