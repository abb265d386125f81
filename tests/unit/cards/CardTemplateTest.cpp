#include "unit/cards/Fixtures.h"

#include "support/TempDir.h"

#include <functional>

using namespace esek;
using namespace esek::cards;
using namespace esek::cards::test;

TEST_CASE("The four bundled templates load, by name and by card type") {
    CHECK(CardTemplate::available() ==
          std::vector<std::string>{"mein-i-1", "mein-i-2", "mein-i-3-n", "mein-i-4-n"});
    for (const char* type : {"MEiN-I/1", "MEiN-I/2", "MEiN-I/3-N", "MEiN-I/4-N"}) {
        const auto card = CardTemplate::load(type);
        REQUIRE(card);
        CHECK(card->cardType() == type);
        CHECK(card->widthMm() == 85.60);
        CHECK(card->heightMm() == 53.98);
        CHECK(card->fields().size() == 7);
        CHECK(CardTemplate::load(card->name())->title() == card->title());
    }
    const auto unknown = CardTemplate::load("MEN-I/50a");
    REQUIRE(!unknown);
    CHECK(unknown.error().code == ErrorCode::unknownTemplate);
    CHECK(unknown.error().value("choices").find("mein-i-2") != std::string::npos);
}

TEST_CASE("A template of the office's own changes only what it names") {
    const auto card =
        CardTemplate::fromJson(Json{{"extends", "base/student-card"},
                                    {"cardType", "MEiN-I/1"},
                                    {"title", "own"},
                                    {"photo", {{"x", 6}}},
                                    {"fields", {{"name", {{"sizePt", 7}}}, {"issueDate", nullptr}}}},
                               "own");
    REQUIRE(card);
    CHECK(card->photoWindow().x == 6);
    CHECK(card->photoWindow().y == 17);
    CHECK(card->fields().size() == 6);
    CHECK(card->fields().at(0).sizePt == 7);
    CHECK(card->fields().at(0).maxLines == 2);
}

TEST_CASE("A broken template says where and why") {
    const auto refused = [](const std::function<void(Json&)>& change) {
        Json json{{"extends", "base/student-card"}, {"cardType", "T"}, {"title", "t"}};
        change(json);
        const auto card = CardTemplate::fromJson(json, "own");
        REQUIRE(!card);
        CHECK(card.error().code == ErrorCode::templateInvalid);
        CHECK(card.error().value("template") == "own");
        return card.error().value("reason");
    };
    CHECK(refused([](Json& j) { j.erase("cardType"); }) == "/: “cardType” is missing");
    CHECK(refused([](Json& j) { j["colour"] = 1; }) == "/: unknown key “colour”");
    CHECK(refused([](Json& j) { j["title"] = 5; }) == "//title: wrong kind of value");
    CHECK(refused([](Json& j) { j["photo"]["x"] = 80; }) == "photo: reaches beyond the card");
    CHECK(refused([](Json& j) { j["photo"]["width"] = -1; }).starts_with("photo/width: "));
    CHECK(refused([](Json& j) {
              j["fields"]["name"]["minSizePt"] = 4;
          }).starts_with("fields/name/minSizePt: 4"));
    CHECK(
        refused([](Json& j) { j["fields"]["name"]["baseline"] = 30; }).starts_with("fields/name/baseline: "));
    CHECK(refused([](Json& j) { j["fields"]["name"]["style"] = "italic"; }).starts_with("fields/name/style"));
    CHECK(refused([](Json& j) { j["fields"]["name"]["sources"] = Json::array(); }) ==
          "fields/name/sources: empty list");
    CHECK(refused([](Json& j) { j["fields"]["name"] = 3; }) == "fields/name: wrong kind of value");
    CHECK(refused([](Json& j) { j["fonts"]["bold"] = "../../etc/passwd"; }).starts_with("fonts/bold: "));
    CHECK(refused([](Json& j) { j["preview"]["boxes"][0]["color"] = "red"; }).starts_with("preview/boxes"));
    CHECK(refused([](Json& j) { j["extends"] = "../secret"; }) == "extends");
    CHECK(refused([](Json& j) { j["extends"] = 7; }) == "extends");
    CHECK(CardTemplate::fromJson(Json::array(), "own").error().code == ErrorCode::templateInvalid);
    CHECK(CardTemplate::fromJson(Json{{"extends", "nothing-there"}}, "own").error().code ==
          ErrorCode::fileNotFound);
}

TEST_CASE("A template file: bad JSON names the file, a base that extends itself ends") {
    const esek::test::TempDir folder;
    (void)platform::writeFileAtomically(folder / "bad.json", "{\"title\": ");
    const auto bad = CardTemplate::loadFile(folder / "bad.json");
    CHECK(bad.error().code == ErrorCode::jsonInvalid);
    CHECK(bad.error().value("file") == "bad.json");
    (void)platform::writeFileAtomically(folder / "loop.json", R"({"extends": "loop"})");
    CHECK(CardTemplate::loadFile(folder / "loop.json").error().code == ErrorCode::templateInvalid);
    CHECK(CardTemplate::loadFile(folder / "none.json").error().code == ErrorCode::fileNotFound);
}
