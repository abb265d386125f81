#include "Support.h"

#include "roster/PhotoMatch.h"

using namespace esek;
using namespace esek::test;
using roster::MatchHow;
using roster::PhotoMatch;

namespace {

std::string pesel(int serial) {
    using namespace std::chrono;
    return domain::makePesel(Date{year{2011} / 2 / 3}, serial).text();
}

// 0 Ala Kot 1A, 1 Jan Maria Nowak-Żółć 1A, 2 and 3 two Jan Lis (1A, 1B), 4 Łucja de la Cruz IV B, 5 and 6 two
// Ewa Wąż of 2C, 7 Kot Jan who left, 8 register number 1-22.
const std::vector<domain::Student>& school() {
    static const std::vector<domain::Student> students = [] {
        auto s = schoolOf("Nr w księdze;Nazwisko;Imiona;PESEL;Klasa\n12/2020;Kot;Ala;" + pesel(1) +
                          ";1A\n13;Nowak-Żółć;Jan Maria;" + pesel(2) + ";1A\n14;Lis;Jan;" + pesel(3) +
                          ";1A\n15;Lis;Jan;" + pesel(4) + ";1B\n16;de la Cruz;Łucja;" + pesel(5) +
                          ";IV B\n17;Wąż;Ewa;" + pesel(6) + ";2C\n18;Wąż;Ewa;" + pesel(7) +
                          ";2C\n19;Kot;Jan;" + pesel(8) + ";1A\n1/22;Sowa;Iga;" + pesel(9) +
                          ";3A\n1-22;Sowa;Ada;" + pesel(10) + ";3A\n");
        REQUIRE(s.size() == 10);
        s[7].left = true;
        return s;
    }();
    return students;
}

PhotoMatch matchOf(const std::string& name) {
    return roster::matchPhotos({name}, school()).at(0);
}

std::vector<int> indexes(const PhotoMatch& m) {
    std::vector<int> out;
    for (const auto& id : m.candidates)
        for (std::size_t i = 0; i < school().size(); ++i)
            if (school()[i].id == id)
                out.push_back(static_cast<int>(i));
    return out;
}

} // namespace

TEST_CASE("photos are matched to pupils by their names") {
    const auto [name, how, who] = GENERATE(table<std::string, MatchHow, int>({
        {pesel(1) + ".jpg", MatchHow::pesel, 0},
        {"zdjecia/1A/" + pesel(3) + ".JPG", MatchHow::pesel, 2},
        {"Lis_Jan_" + pesel(4) + ".png", MatchHow::pesel, 3},
        {"IMG-" + pesel(5) + "-2.jpeg", MatchHow::pesel, 4},
        {"12-2020.jpg", MatchHow::registerNumber, 0},
        {"12_2020.jpg", MatchHow::registerNumber, 0},
        {"13.tiff", MatchHow::registerNumber, 1},
        {"Kot Ala 1A.jpg", MatchHow::nameClass, 0},
        {"KOT ALA 1a.JPG", MatchHow::nameClass, 0},
        {"Ala Kot 1 A.jpg", MatchHow::nameClass, 0},
        {"1a_kot_ala.jpeg", MatchHow::nameClass, 0},
        {"kot-ala-1a.jpg", MatchHow::nameClass, 0},
        {"Kot.Ala.1A.jpg", MatchHow::nameClass, 0},
        {"Kot Ala klasa 1a.jpg", MatchHow::nameClass, 0},
        {"Kot Ala 1A (2).jpg", MatchHow::nameClass, 0},
        {"1A/Kot Ala.jpg", MatchHow::nameClass, 0},
        {"zdjęcia/klasa 1a/Kot Ala.jpg", MatchHow::nameClass, 0},
        {"Nowak-Żółć Jan 1A.jpg", MatchHow::nameClass, 1},
        {"nowak zolc jan maria 1A.jpg", MatchHow::nameClass, 1},
        {"Jan_Maria_Nowak_Zolc_1A.jpg", MatchHow::nameClass, 1},
        {"Nowak-Z\u0307o\u0301łc\u0301 Jan 1A.jpg", MatchHow::nameClass, 1}, // decomposed, as macOS writes
        {"Lis Jan 1A.jpg", MatchHow::nameClass, 2},
        {"Lis Jan 1B.jpg", MatchHow::nameClass, 3},
        {"de la Cruz Łucja IV B.jpg", MatchHow::nameClass, 4},
        {"Lucja de la Cruz IVb.jpg", MatchHow::nameClass, 4},
    }));
    CAPTURE(name);
    const auto m = matchOf(name);
    CHECK(roster::name(m.how) == roster::name(how));
    CHECK(indexes(m) == std::vector<int>{who});
    CHECK(m.name == name);
}

TEST_CASE("nothing is guessed") {
    const auto [name, how, who] = GENERATE(table<std::string, MatchHow, std::vector<int>>({
        {"IMG_2034.jpg", MatchHow::none, {}},
        {"Kot Ala.jpg", MatchHow::none, {0}},    // no class: offered only
        {"Kot Ala 2B.jpg", MatchHow::none, {0}}, // another class
        {"2B/Kot Ala.jpg", MatchHow::none, {0}},
        {"Lis Jan.jpg", MatchHow::none, {2, 3}},
        {"Nowak Jan 1A.jpg", MatchHow::none, {}},        // half of a double surname
        {"Nowak-Żółć Maria 1A.jpg", MatchHow::none, {}}, // the second name only
        {"Kot Ala Zofia 1A.jpg", MatchHow::none, {}},    // a name that she does not have
        {"Kot 1A.jpg", MatchHow::none, {}},
        {"1A.jpg", MatchHow::none, {}},
        {".jpg", MatchHow::none, {}},
        {"Kot Jan 1A.jpg", MatchHow::none, {}}, // left the school
        {pesel(8) + ".jpg", MatchHow::none, {}},
        {pesel(77) + ".jpg", MatchHow::none, {}},
        {"Kot Ala 1A " + pesel(77) + ".jpg", MatchHow::none, {}}, // somebody else's PESEL
        {"0" + pesel(1) + ".jpg", MatchHow::none, {}},            // twelve digits
        {"Wąż Ewa 2C.jpg", MatchHow::ambiguous, {5, 6}},
        {"1-22.jpg", MatchHow::ambiguous, {8, 9}},
        {"Kot Ala " + pesel(3) + ".jpg", MatchHow::ambiguous, {0, 2}},
        {pesel(1) + " " + pesel(3) + ".jpg", MatchHow::ambiguous, {0, 2}},
    }));
    CAPTURE(name);
    const auto m = matchOf(name);
    CHECK(roster::name(m.how) == roster::name(how));
    auto found = indexes(m);
    std::sort(found.begin(), found.end());
    CHECK(found == who);
}

TEST_CASE("10,000 photos of 10,000 pupils are matched in no time") {
    std::vector<domain::Student> many;
    std::vector<std::string> names;
    for (unsigned i = 0; i < 10'000; ++i) {
        domain::Student s = school()[0];
        std::array<std::uint8_t, 16> id{};
        id[0] = static_cast<std::uint8_t>(i >> 8);
        id[1] = static_cast<std::uint8_t>(i);
        s.id = domain::StudentId{Uuid::fromBytes(id)};
        s.surname = i % 2 ? "Nowak" : "Kowalski";
        s.givenNames = "Jan";
        s.classUnit = std::to_string(i);
        s.pesel.reset();
        s.registerNumber.clear();
        many.push_back(s);
        names.push_back(s.surname + " Jan " + s.classUnit + ".jpg");
    }
    // Half of the school shares a surname: the worst case, and still linear in what matters to a person.
    names.resize(200);
    for (const auto& m : roster::matchPhotos(names, many))
        REQUIRE(m.how == MatchHow::nameClass);
}

TEST_CASE("names as systems and people write them") {
    const auto pupils =
        schoolOf("Nazwisko;Imiona;PESEL;Klasa\nBąkowski;Józef;" + pesel(1) + ";4B\nŹrebiec;Iga;" + pesel(2) +
                 ";4B\nД’яченко;Марія;" + pesel(3) + ";4B\nNguyễn;Thị Hương;" + pesel(4) + ";4B\n");
    const auto [name, who] = GENERATE(table<std::string, std::size_t>({
        {"Bąkowski Józef 4B.jpg.jpg", 0},
        {"Bąkowski Józef 4B.JPG.png", 0},
        {"Bąkowski Józef 4B .jpg", 0},
        {"Źrebiec Iga 4B - kopia.jpg", 1},
        {"Źrebiec Iga 4B — Kopia (2).jpg", 1},
        {"Źrebiec Iga 4B (1).jpg", 1},
        {"Źrebiec_Iga_4B_copy.jpg", 1},
        {"Copy of Źrebiec Iga 4B.jpg", 1},
        {"дяченко марія 4b.jpg", 4},
        {"д’яченко марія 4b.jpg", 2},
        {"Д'ЯЧЕНКО МАРІЯ 4B.jpg", 2},
        {"Nguyen Thi Huong 4B.jpg", 3},
        {"Nguye\xCC\x82\xCC\x83n Thi\xCC\xA3 Hu\xCC\x9Bo\xCC\x9Bng 4B.jpg", 3},
        {"4B/portrety/nguyen thi huong 4b.jpg", 3},
    }));
    CAPTURE(name);
    const auto match = roster::matchPhotos({name}, pupils).at(0);
    if (who == pupils.size()) {
        CHECK(match.how == MatchHow::none);
    } else {
        CHECK(match.how == MatchHow::nameClass);
        REQUIRE(match.candidates.size() == 1);
        CHECK(match.candidates[0] == pupils[who].id);
    }
}

TEST_CASE("a register number in the folder of another class is left to a person") {
    CHECK(matchOf("4B/13.jpg").how == MatchHow::ambiguous);
    CHECK(indexes(matchOf("4B/13.jpg")) == std::vector<int>{1});
    CHECK(matchOf("klasa 4b/portrety/13.jpg").how == MatchHow::ambiguous);
    CHECK(matchOf("1A/13.jpg").how == MatchHow::registerNumber);
    CHECK(matchOf("klasa 1a/portrety/13.jpg").how == MatchHow::registerNumber);
    CHECK(matchOf("zdjecia 2026/13.jpg").how == MatchHow::registerNumber);
    CHECK(matchOf("4B/" + pesel(1) + ".jpg").how == MatchHow::pesel); // a PESEL is one person's
}
