#include "Fixture.h"
#include "base/LanguageScope.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "server/central/Families.h"
#include "server/panel/Forms.h"
#include "server/panel/Templates.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::server;

namespace {

Request form(const std::string& type, std::string body) {
    Request r;
    r.headers = {{"Content-Type", type}};
    r.body = std::move(body);
    return r;
}

const std::string kMultipart = "multipart/form-data; boundary=x";

} // namespace

TEST_CASE("panel: the language is the chosen one, else the browser's, else Polish") {
    CHECK(Languages::choose("uk", "pl") == "uk");
    CHECK(Languages::choose("xx", "en-GB,en;q=0.9") == "en");
    CHECK(Languages::choose("", "de, uk;q=0.5, en;q=0.7") == "en");
    CHECK(Languages::choose("", "") == "pl");
    CHECK(Languages::choose("", "de-DE,*;q=0.1") == "pl");
    CHECK(Languages::choose("", ";q=,,;;q=9,uk;q=nonsense") == "pl");
}

TEST_CASE("panel: what families read of statuses, reasons and messages is there in Ukrainian") {
    const Languages languages(platform::localeDir());
    const auto differs = [&](const std::function<std::string()>& text) {
        std::string english;
        {
            const LanguageScope scope(languages.catalogue("en"));
            english = text();
        }
        for (const char* code : {"pl", "uk"}) {
            const LanguageScope scope(languages.catalogue(code));
            INFO(english);
            CHECK(text() != english);
        }
    };
    for (const auto status : domain::allPhotoStatuses()) {
        differs([&] { return domain::familyLabel(status); });
        for (const auto from : domain::allPhotoStatuses()) {
            domain::SystemMessage message;
            message.from = from;
            message.to = status;
            differs([&] { return message.text(); });
        }
    }
    for (const auto reason : domain::allRejectionReasons())
        differs([&] { return domain::describe(reason); });
}

TEST_CASE("panel: pages escape what people typed by where it stands") {
    const Languages languages(platform::localeDir());
    const test::TempDir dir;
    const auto write = [&](const char* name, std::string_view text) {
        platform::writeFileAtomically(dir / name, text).value();
    };
    write("layout.html", "<html lang=\"{{LANG}}\"><body>{{BODY:none}}</body></html>");
    write("one.html",
          "<a href=\"{{URL}}\" title=\"{{T}}\">{{T}}</a>{{#LIST}}<b>{{NAME}}{{T}}</b>{{/LIST}}[[Photo]]");
    const Templates templates(dir.path(), languages);
    View view;
    view.set("URL", "javascript:alert(1)").set("T", "\"'><img src=x onerror=alert(1)>");
    view.add("LIST").set("NAME", "&1");
    const std::string html = templates.page("one", "pl", View(), view);
    CHECK(html.find("javascript:") == std::string::npos);
    CHECK(html.find("<img") == std::string::npos);
    CHECK(html.find("<b>&amp;1&quot;&#39;&gt;&lt;img") != std::string::npos);
    CHECK(html.find("Zdjęcie") != std::string::npos);
    CHECK(templates.page("one", "uk", View(), view).find("<html lang=\"uk\">") == 0);
    write("broken.html", "<p>[[without an end</p>");
    CHECK_THROWS(Templates(dir.path(), languages));
}

TEST_CASE("panel: forms are read as browsers send them, and nothing else is") {
    const Form f = readForm(form("application/x-www-form-urlencoded", "a=1+2&b=%C5%81&a=3&c=&x%00y=%0D%0Az"));
    CHECK(f.text("a") == "1 2");
    CHECK(f.text("b") == "Ł");
    CHECK(f.has("c"));
    CHECK(f.text("xy") == "\nz");
    for (const char* body : {"a=%zz", "a=%C5", "a=%4"})
        CHECK_THROWS(readForm(form("application/x-www-form-urlencoded", body)));
    CHECK_THROWS(readForm(form("application/json", "{}")));
    CHECK_THROWS(readForm(form("application/x-www-form-urlencoded", std::string(9000, 'a'))));
}

TEST_CASE("panel: a form with a file, whole or not at all") {
    const std::string head = "--x\r\nContent-Disposition: form-data; name=\"draft\"\r\n\r\n7\r\n";
    const std::string file =
        "--x\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"a%22b.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\nJ\r\n--xPEG\r\n--x--\r\n";
    const Request request = form(kMultipart, head + file);
    const Form f = readForm(request);
    CHECK(f.text("draft") == "7");
    REQUIRE(f.files.count("photo") == 1);
    CHECK(f.files.at("photo").name == "a\"b.jpg");
    const std::string whole = head + file;
    for (std::size_t cut = 0; cut + 4 < whole.size(); ++cut) {
        CAPTURE(cut);
        CHECK_THROWS(readForm(form(kMultipart, whole.substr(0, cut))));
    }
    CHECK_THROWS(readForm(form("multipart/form-data", whole)));
    CHECK_THROWS(readForm(form("multipart/form-data; boundary=\"\"", whole)));
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += "--x\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n1\r\n";
    CHECK_THROWS(readForm(form(kMultipart, many + "--x--\r\n")));
}

TEST_CASE("panel: three sliders make a crop of the card's shape that can be printed, and come back") {
    for (const auto& [width, height] : {std::pair(600, 800), std::pair(4000, 3000), std::pair(230, 310)}) {
        for (int turns = 0; turns < 4; ++turns) {
            CropSliders at{1.3, 0.2, 0.9, turns};
            at.zoom = std::min(at.zoom, greatestZoom(width, height, turns));
            const auto crop = cropFrom(at, width, height);
            const int w = turns % 2 == 0 ? width : height;
            const int h = turns % 2 == 0 ? height : width;
            CHECK(crop.w * w / (crop.h * h) == Approx(19.0 / 26.0).epsilon(0.01));
            CHECK(crop.x >= 0);
            CHECK(crop.x + crop.w <= 1 + 1e-9);
            CHECK(crop.y + crop.h <= 1 + 1e-9);
            const auto back = slidersFrom(crop, width, height);
            CHECK(back.zoom == Approx(at.zoom));
            CHECK(back.quarterTurns == turns);
        }
    }
    const auto most = cropFrom({100, 7, -3, -1}, 600, 800);
    CHECK(most.w * 800 >= Families::kPrintWidth - 1);
    CHECK(most.quarterTurns == 3);
    CHECK(most.x + most.w <= 1 + 1e-9);
    CHECK(most.y == Approx(0));
}
