#include "demo/DemoSchool.h"

#include "base/Json.h"
#include "base/Text.h"
#include "base/platform/Files.h"
#include "domain/School.h"
#include "imaging/Decode.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace esek;
namespace fs = std::filesystem;

namespace {

std::string text(const fs::path& file) {
    const auto bytes = platform::readFile(file).value();
    return {bytes.begin(), bytes.end()};
}

std::map<std::string, std::string> everything(const fs::path& dir) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(dir))
        if (entry.is_regular_file())
            out[platform::toUtf8(fs::relative(entry.path(), dir))] = text(entry.path());
    return out;
}

/// Small photos: each case of ctest is a process of its own and writes its own school.
const demo::DemoOptions kSmall{std::nullopt, 1, 270};

const test::TempDir& school() {
    static const test::TempDir dir;
    static const bool written = (demo::writeDemoSchool(dir.path(), kSmall).value(), true);
    (void)written;
    return dir;
}

} // namespace

TEST_CASE("school.json is what init reads, with a name of 120 characters") {
    const auto json = readJsonFile(school() / "school.json").value();
    const auto read = domain::schoolFromJson(json).value();
    CHECK(characterCount(read.name) == 120);
    CHECK(read.defaultCardType == "MEiN-I/1");
    CHECK_FALSE(read.headteacher.empty());
}

TEST_CASE("students.csv has a header and a row for each pupil, with as many fields") {
    const auto lines = split(text(school() / "students.csv"), '\n');
    REQUIRE(lines.size() == 62); // header, 60 rows, the empty end
    for (std::size_t i = 0; i < 61; ++i) {
        CHECK(split(lines[i], ';').size() == 9);
        CHECK(lines[i].back() == '\r');
    }
    CHECK(startsWith(lines[0], "Nr w księdze;Nazwisko;"));
    CHECK(startsWith(lines[2], "1188;Brzęczyszczykiewicz-Łękołodzka;Grażyna;Żaneta Świętosława Bożena;11"));
}

TEST_CASE("demo.json names files that exist, and each decodes unless it is spoiled beyond that") {
    const auto json = readJsonFile(school() / "demo.json").value();
    REQUIRE(json["pupils"].size() == 60);
    std::set<std::string> unreadable;
    int photos = 0;
    for (const auto& entry : json["pupils"]) {
        if (entry.contains("newer"))
            CHECK(fs::exists(school() / entry["newer"].get<std::string>()));
        if (!entry.contains("photo"))
            continue;
        ++photos;
        const auto bytes =
            platform::readFile(school() / platform::pathFromUtf8(entry["photo"].get<std::string>()));
        REQUIRE(bytes.ok());
        if (!imaging::decode(*bytes, "x.jpg"))
            unreadable.insert(entry["spoiled"].get<std::string>());
    }
    CHECK(photos == 56);
    CHECK(unreadable == std::set<std::string>{"onePixel", "truncated"});
}

TEST_CASE("steps.tsv speaks of pupils and files that are there") {
    for (const auto& line : split(text(school() / "steps.tsv"), '\n')) {
        if (line.empty())
            continue;
        const auto words = split(line, '\t');
        CAPTURE(line);
        REQUIRE(words.size() >= 3);
        CHECK(words[0] == "photo");
        if (words[1] == "submit")
            CHECK(fs::exists(school() / words[3]));
    }
}

TEST_CASE("the same seed writes the same bytes, over an earlier school too") {
    const auto before = everything(school().path());
    REQUIRE(demo::writeDemoSchool(school().path(), kSmall));
    CHECK(everything(school().path()) == before);
}

TEST_CASE("pictures of a folder take the place of painted ones") {
    test::TempDir pictures;
    test::TempDir out;
    for (const char* file : {"f1.jpg", "f2.jpg", "m1.jpg"})
        fs::copy_file(school() / "photos/Kowalska Anna.jpg", pictures / file);
    REQUIRE(demo::writeDemoSchool(out.path(), {pictures.path(), 1, 270}));
    const std::string source = text(pictures / "f1.jpg");
    int same = 0;
    for (const auto& [name, bytes] : everything(out / "photos"))
        same += bytes == source;
    CHECK(same > 30); // as they are, not encoded again

    test::TempDir empty;
    const auto refused = demo::writeDemoSchool(out.path(), {empty.path(), 1, 270});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::fileNotFound);
}

TEST_CASE("writing the demo can be stopped") {
    test::TempDir out;
    Progress progress;
    progress.cancel();
    const auto result = demo::writeDemoSchool(out.path(), {}, &progress);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::cancelled);
}
