#include "ui/model/Manual.h"

#include "base/platform/Files.h"
#include "base/platform/Paths.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace esek;
using namespace esek::ui::model;

namespace {

std::filesystem::path folder() {
    return platform::resourceDir() / "help" / "pl";
}

std::string read(const std::string& file) {
    const auto bytes = platform::readFile(folder() / file).value();
    return {bytes.begin(), bytes.end()};
}

/// The values of an attribute, in their order.
std::vector<std::string> values(const std::string& html, const std::string& attribute) {
    const std::string mark = attribute + "=\"";
    std::vector<std::string> out;
    for (auto at = html.find(mark); at != std::string::npos; at = html.find(mark, at)) {
        at += mark.size();
        out.push_back(html.substr(at, html.find('"', at) - at));
    }
    return out;
}

} // namespace

TEST_CASE("the contents of the manual lead to every page, and every link and picture is there") {
    const auto pages = linkedPages(read("index.html"));
    CHECK(pages.size() >= 18);
    std::set<std::string> listed(pages.begin(), pages.end());
    listed.insert("index.html");
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
        if (entry.path().extension() == ".html")
            CHECK(listed.contains(entry.path().filename().string()));
    for (const auto& page : listed) {
        INFO(page);
        const std::string html = read(page);
        CHECK(html.find("charset=utf-8") != std::string::npos);
        for (const auto& link : values(html, "href")) {
            INFO(link);
            const auto place = link.find('#');
            const std::string file = link.substr(0, place);
            REQUIRE(std::filesystem::exists(folder() / file));
            if (place != std::string::npos) {
                const auto names = values(read(file), "a name");
                CHECK(std::find(names.begin(), names.end(), link.substr(place + 1)) != names.end());
            }
        }
        for (const auto& picture : values(html, "src"))
            CHECK(std::filesystem::exists(folder() / picture));
        for (const auto& text : values(html, "alt"))
            CHECK_FALSE(text.empty());
    }
}

TEST_CASE("a search of the manual takes beginnings of words without case and diacritics, titles first") {
    const std::vector<ManualPage> pages{
        {"a.html", "Po druku",
         "Legitymacja zepsuta może być wydrukowana ponownie. Powód zostaje w ewidencji."},
        {"b.html", "Kopia", "Jeden plik z bazą i zdjęciami."},
        {"c.html", "Zdjęcia", "Przegląd i decyzje o legitymacji."},
    };
    const auto spoiled = searchManual(pages, "ZEPS");
    REQUIRE(spoiled.size() == 1);
    CHECK(spoiled.front().page == 0);
    CHECK(spoiled.front().words.starts_with("Legitymacja zepsuta"));
    const auto photos = searchManual(pages, "zdjec");
    REQUIRE(photos.size() == 2);
    CHECK(photos.front().page == 2); // by its title
    CHECK(photos.back().page == 1);
    CHECK(searchManual(pages, "legitymacja zepsuta powod").size() == 1);
    CHECK(searchManual(pages, "psuta").empty()); // not the middle of a word
    CHECK(searchManual(pages, " , ").empty());
}

TEST_CASE("every page that a window names for F1 is in the manual") {
    // The sources are read, because a window is not made in this test.
    const std::filesystem::path ui = platform::resourceDir().parent_path() / "ui";
    std::set<std::string> named;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(ui)) {
        if (entry.path().extension() != ".cpp")
            continue;
        const auto bytes = platform::readFile(entry.path()).value();
        const std::string text(bytes.begin(), bytes.end());
        for (const std::string mark : {"setHelpPage(*this, \"", ".help = \""})
            for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
                at += mark.size();
                named.insert(text.substr(at, text.find('"', at) - at));
            }
    }
    CHECK(named.size() >= 14);
    for (const auto& page : named) {
        INFO(page);
        const auto place = page.find('#');
        REQUIRE(std::filesystem::exists(folder() / page.substr(0, place)));
        if (place == std::string::npos)
            continue;
        const auto names = values(read(page.substr(0, place)), "a name");
        CHECK(std::find(names.begin(), names.end(), page.substr(place + 1)) != names.end());
    }
}
