#include "base/MatchKey.h"
#include "base/Text.h"

#include <catch2/catch.hpp>

using namespace esek;

TEST_CASE("two spellings of one name have one key") {
    CHECK(matchKey("Nguyễn Thị Hương") == "nguyen thi huong");
    CHECK(matchKey("Nguye\xCC\x82\xCC\x83n") == matchKey("Nguyễn"));
    CHECK(matchKey("ŁĘCKI-GŻEGŻÓŁKA") == "lecki-gzegzolka");
    CHECK(matchKey("Østergård Ærø Weiß Đorđe") == "ostergard aero weiss dorde");
    CHECK(matchKey("ШЕВЧЕНКО") == matchKey("шевченко"));
    CHECK(matchKey("Д’яченко") == matchKey("д'яченко"));
    CHECK(matchKey("Bąko\xE2\x80\x8Bwski") == matchKey("Bąkowski"));
    CHECK(matchKey("\xD0\x9A\xD0\x9E\xD0\xA2") == "kot"); // Cyrillic capitals
    CHECK(matchKey("Кот") != matchKey("Кит"));
    CHECK(matchKey("Łukasz") != matchKey("Lucas"));
}

TEST_CASE("letters that look Latin are known, others are not") {
    CHECK(latinLookAlike(U'А') == U'A');
    CHECK(latinLookAlike(U'о') == U'o');
    CHECK(latinLookAlike(U'Ж') == 0);
    CHECK(latinLookAlike(U'н') == 0);
    CHECK(latinLookAlike(U'A') == 0);
    CHECK(scriptOf(U'ą') == Script::latin);
    CHECK(scriptOf(U'Ж') == Script::cyrillic);
    CHECK(scriptOf(U'Ω') == Script::greek);
    CHECK(scriptOf(U'7') == Script::none);
}

TEST_CASE("letters of every alphabet have a small and a capital form") {
    CHECK(toLower("ШЕВЧЕНКО ΩΣ ẮẶ") == "шевченко ωσ ắặ");
    CHECK(toUpper("олександр ắ") == "ОЛЕКСАНДР Ắ");
    CHECK(fold("ШEVĄ") == "Шeva"); // stored search words stay as they are
}

TEST_CASE("half of a UTF-16 pair never becomes text") {
    const char32_t half = 0xD83D;
    CHECK(toUtf8(std::u32string_view(&half, 1)) == "\xEF\xBF\xBD");
}
