#include "unit/cards/Fixtures.h"

#include "base/Text.h"
#include "pdf/Units.h"

using namespace esek;
using namespace esek::cards;
using namespace esek::cards::test;

namespace {

/// The promise of the layout: ink inside its field's box and off every pre-printed element.
void requireClear(const Drawing& drawing) {
    for (const Op& op : drawing) {
        const auto* text = std::get_if<TextOp>(&op);
        if (!text)
            continue;
        const auto ink = fonts().inkMm(text->style, text->sizePt, text->text);
        const double top = text->baselineMm - ink.ascentMm, bottom = text->baselineMm + ink.descentMm;
        const double right = text->xMm + fonts().widthMm(text->style, text->sizePt, text->text);
        INFO(text->text << " at " << text->xMm << ',' << text->baselineMm << " size " << text->sizePt);
        CHECK(text->sizePt >= 5);
        CHECK(right <= 83.01);
        for (const RectMm& zone : studentCard().keepOut()) {
            const bool apart =
                right <= zone.x || text->xMm >= zone.right() || bottom <= zone.y || top >= zone.bottom();
            CHECK(apart);
        }
    }
}

} // namespace

TEST_CASE("An ordinary card has every field at its place, once") {
    const Drawing drawing = layoutCard(studentCard(), ordinary(), fonts()).value();
    requireClear(drawing);
    const auto name = linesOf(drawing, "name");
    REQUIRE(name.size() == 1);
    CHECK(name[0].text == "Anna Maria Kowalska");
    CHECK(name[0].sizePt == 6);
    CHECK(name[0].baselineMm == Approx(18.8));
    CHECK(name[0].style == FontStyle::bold);
    CHECK(name[0].color == Color{});
    CHECK(linesOf(drawing, "number").at(0).sizePt == 8);
    const auto* photo = std::get_if<PhotoOp>(&drawing.front());
    REQUIRE(photo);
    CHECK(*photo == PhotoOp{5.5, 17, 19, 26});
    CHECK(joined(linesOf(drawing, "school")) ==
          "Szkoła Podstawowa nr 5 im. Marii Skłodowskiej-Curie ul. Źródlana 12/3, 05-820 Piastów");
}

TEST_CASE("The hardest names wrap and shrink, and nothing is lost") {
    const CardContent content = hardest();
    const std::string school = content.fields.at(kFieldSchool);
    REQUIRE(characterCount(school.substr(0, school.find('\n'))) == 120);
    const Drawing drawing = layoutCard(studentCard(), content, fonts()).value();
    requireClear(drawing);
    const auto name = linesOf(drawing, "name");
    CHECK(name.size() == 2);
    CHECK(joined(name) == content.fields.at(kFieldName));
    const auto lines = linesOf(drawing, "school");
    CHECK(lines.size() == 4);
    CHECK(joined(lines) == std::string(school).replace(school.find('\n'), 1, ", "));
    CHECK(linesOf(drawing, "pesel").at(0).text == "karta pobytu RK1234567");
    for (std::size_t i = 1; i < lines.size(); ++i)
        CHECK(lines[i].baselineMm - lines[i - 1].baselineMm >= lines[i].sizePt * kMmPerPoint * 0.999);
}

TEST_CASE("A long document number goes on two lines in the place of the PESEL") {
    CardContent content = ordinary();
    content.fields[kFieldPesel] = "";
    content.fields[kFieldDocument] = "dokument podróży cudzoziemca ZT7654321";
    const Drawing drawing = layoutCard(studentCard(), content, fonts()).value();
    requireClear(drawing);
    CHECK(linesOf(drawing, "pesel").size() == 2);
}

TEST_CASE("Text right of a pre-printed element ends before it") {
    CardContent content = ordinary();
    // At four lines the last one is beside the microscope.
    content.fields[kFieldSchool] =
        "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo pppp rrrr "
        "ssss tttt uuuu wwww xxxx yyyy zzzz aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii";
    const Drawing drawing = layoutCard(studentCard(), content, fonts()).value();
    CHECK(linesOf(drawing, "school").size() == 4);
    requireClear(drawing);
}

TEST_CASE("A word that cannot be broken is an error that names the pupil, never cut") {
    CardContent content = ordinary();
    content.fields[kFieldName] = std::string(80, 'W');
    const auto result = layoutCard(studentCard(), content, fonts());
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode::textDoesNotFit);
    CHECK(result.error().value("student") == "Kowalska Anna, 1A");
    CHECK(result.error().value("text") == std::string(80, 'W'));
    CHECK(result.error().value("field") == "Imię (imiona) i nazwisko");
    CHECK(result.error().value("size") == "5");
    CHECK(result.error().value("id") == "card-1");
    CHECK(result.error().message.find('W') == std::string::npos);
}

TEST_CASE("Sizes go down to the floor of 5 pt and not below") {
    CardContent content = ordinary();
    content.fields[kFieldNumber] = "LO/12345/2026";
    const Drawing drawing = layoutCard(studentCard(), content, fonts()).value();
    CHECK(linesOf(drawing, "number").at(0).sizePt < 8);
    CHECK(linesOf(drawing, "number").at(0).sizePt >= 5);
    content.fields[kFieldNumber] = "LO/1234567/2026/2027";
    CHECK(layoutCard(studentCard(), content, fonts()).error().code == ErrorCode::textDoesNotFit);
}

TEST_CASE("Missing data name the pupil and the field") {
    for (const char* field : {kFieldHeadteacher, kFieldName, kFieldNumber, kFieldIssueDate, kFieldPesel}) {
        CardContent content = ordinary();
        content.fields[field] = "  \n ";
        const auto result = layoutCard(studentCard(), content, fonts());
        REQUIRE(!result);
        CHECK(result.error().code == ErrorCode::cardDataMissing);
        CHECK(result.error().value("student") == "Kowalska Anna, 1A");
        CHECK(!result.error().value("field").empty());
    }
}

TEST_CASE("Letters") {
    CardContent content = ordinary();
    SECTION("of Polish, Turkish, Ukrainian and Vietnamese are drawn") {
        for (const char* name :
             {"ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż", "Şeyma Yıldız İğü", "Олександра Шевченко-Ґудзь", "Nguyễn Thị Hạnh"}) {
            content.fields[kFieldName] = name;
            CHECK(linesOf(layoutCard(studentCard(), content, fonts()).value(), "name").at(0).text == name);
        }
    }
    SECTION("written as letter and combining mark are put together") {
        content.fields[kFieldName] = "Z\u0307aneta Go\u0301rska";
        CHECK(linesOf(layoutCard(studentCard(), content, fonts()).value(), "name").at(0).text ==
              "Żaneta Górska");
    }
    SECTION("that the font lacks or that cannot stand one by one are refused") {
        const std::pair<const char*, const char*> cases[] = {{"李 Anna", "李"},        {"محمد Anna", "م ح د"},
                                                             {"q\u0300nna", "\u0300"}, {"An\u200Bna", ""},
                                                             {"An\tna", ""},           {"Anna 😀", "😀"}};
        for (const auto& [name, letter] : cases) {
            content.fields[kFieldName] = name;
            const auto result = layoutCard(studentCard(), content, fonts());
            if (!*letter) { // white space and what nobody sees are put in order
                CHECK(result.ok());
                continue;
            }
            REQUIRE(!result);
            CHECK(result.error().code == ErrorCode::glyphMissing);
            CHECK(result.error().value("text") == letter);
            CHECK(result.error().value("student") == "Kowalska Anna, 1A");
        }
    }
}

TEST_CASE("The printer's offset moves everything alike") {
    const Drawing plain = layoutCard(studentCard(), ordinary(), fonts()).value();
    const Drawing shifted = layoutCard(studentCard(), ordinary(), fonts(), {0.7, -0.4}).value();
    REQUIRE(plain.size() == shifted.size());
    CHECK(std::get<PhotoOp>(shifted[0]).xMm == Approx(6.2));
    CHECK(std::get<PhotoOp>(shifted[0]).yMm == Approx(16.6));
    for (std::size_t i = 1; i < plain.size(); ++i) {
        CHECK(std::get<TextOp>(shifted[i]).xMm == Approx(std::get<TextOp>(plain[i]).xMm + 0.7));
        CHECK(std::get<TextOp>(shifted[i]).baselineMm == Approx(std::get<TextOp>(plain[i]).baselineMm - 0.4));
    }
}

TEST_CASE("The preview has the labels of the blank and says that it is one") {
    const Drawing background = previewBackground(studentCard(), fonts());
    std::vector<std::string> texts;
    for (const Op& op : background)
        if (const auto* text = std::get_if<TextOp>(&op)) {
            texts.push_back(text->text);
            CHECK(text->xMm + fonts().widthMm(text->style, text->sizePt, text->text) <= 85.6);
        }
    CHECK(std::count(texts.begin(), texts.end(), "Numer PESEL") == 1);
    CHECK(texts.front().find("PREVIEW") == 0);
}
