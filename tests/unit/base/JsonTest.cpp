#include "base/Json.h"

#include <catch2/catch.hpp>

using namespace esek;

namespace {

std::string nested(std::size_t depth, const std::string& open = "[", const std::string& close = "]") {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i)
        text += open;
    text += "1";
    for (std::size_t i = 0; i < depth; ++i)
        text += close;
    return text;
}

} // namespace

TEST_CASE("json: a text may be 64 levels deep and not more") {
    CHECK(parseJson(nested(64)));
    CHECK(parseJson(nested(64, "{\"a\":", "}")));
    for (const std::size_t depth : {65u, 1000u, 1'000'000u}) {
        const auto parsed = parseJson(nested(depth));
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().code == ErrorCode::jsonInvalid);
    }
    CHECK_FALSE(parseJson(std::string(1'000'000, '['))); // never closed
    CHECK(parseJson("\"" + std::string(1000, '[') + "\""));
    CHECK(parseJson(R"(["\"[[[[[[", "\\"])", {2, 10}));
    CHECK_FALSE(parseJson(R"(["\\", [[1]]])", {2, 10}));
}

TEST_CASE("json: values are counted before memory is taken for them") {
    const JsonBudget budget{64, 1000};
    const auto list = [](std::size_t n) {
        std::string text = "[";
        for (std::size_t i = 0; i < n; ++i)
            text += i == 0 ? "1" : ",1";
        return text + "]";
    };
    CHECK(parseJson(list(999), budget));
    CHECK_FALSE(parseJson(list(1001), budget));
    std::string pairs = "[[]";
    for (int i = 0; i < 1000; ++i)
        pairs += ",[]";
    CHECK_FALSE(parseJson(pairs + "]", budget));
    CHECK_FALSE(parseJson("[" + std::string(500, '{')));
    CHECK(parseJson("\"" + std::string(5000, ',') + "\"", budget));
}

TEST_CASE("json: a NUL does not end the text") {
    using namespace std::string_literals;
    CHECK(parseJson("{}"));
    CHECK_FALSE(parseJson("{}\0"s));
    CHECK_FALSE(parseJson("{}\0garbage"s));
    CHECK_FALSE(parseJson("{\"a\":\"\0\"}"s));
    CHECK(parseJson(R"({"a":"\u0000"})"));
}

TEST_CASE("json: foreign bytes are written as a replacement character") {
    const Json json{{"name", "Za\xb3\xff"}, {"good", "Żółć"}};
    CHECK_THROWS(json.dump());
    const std::string text = dumpJson(json);
    CHECK(text == "{\"name\":\"Za\xef\xbf\xbd\xef\xbf\xbd\",\"good\":\"Żółć\"}");
    CHECK(parseJson(text));
    CHECK(dumpJson(Json{{"a", 1}}, 2) == "{\n  \"a\": 1\n}");
}

TEST_CASE("what is wrong with a text that is no JSON does not quote it") {
    for (const char* text : {"{\"surname\":Kowalska}", "Kowalska", "{\"surname\":\"Kowalska\x01\"}",
                             "{\"Kowalska\"", "[1e999999]", "\"Kowalska\xC5\""}) {
        const auto parsed = parseJson(text);
        CAPTURE(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().code == ErrorCode::jsonInvalid);
        CHECK(parsed.error().message.find("Kowalska") == std::string::npos);
        CHECK_FALSE(parsed.error().message.empty());
    }
}
