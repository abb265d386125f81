#include "scanning/Scanner.h"
#include "base/platform/Files.h"
#include "scanning/PageReader.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

using namespace esek;
using namespace esek::scanning;
namespace fs = std::filesystem;

namespace {

/// SANE with its own back ends: "pnm", which reads pages from a file, and "test", which is listed only: it
/// reads in a thread that it breaks off anywhere, also while that thread holds the lock of the memory.
struct Sane {
    const fs::path& folder = theFolder();
    std::unique_ptr<Scanner> scanner = systemScanner();

    explicit Sane(const std::string& backends = "test\npnm\n") {
        std::ofstream(folder / "dll.conf") << backends;
        std::ofstream(folder / "test.conf") << "number_of_devices 1\n";
        setenv("SANE_CONFIG_DIR", folder.c_str(), 1);
    }
    /// One for the process, because SANE remembers where its configuration was first.
    static const fs::path& theFolder() {
        struct Folder {
            fs::path path = fs::temp_directory_path() / ("esek-sane-" + std::to_string(getpid()));
            Folder() { fs::create_directories(path); }
            ~Folder() {
                std::error_code ec;
                fs::remove_all(path, ec);
            }
        };
        static const Folder one;
        return one.path;
    }
    /// A page of three colours, 40 x 30.
    std::string page() const {
        const fs::path file = folder / "page.ppm";
        std::ofstream out(file, std::ios::binary);
        out << "P6\n40 30\n255\n";
        for (int y = 0; y < 30; ++y)
            for (int x = 0; x < 40; ++x)
                out << static_cast<char>(x) << static_cast<char>(y) << static_cast<char>(200);
        return file.string();
    }
};

std::array<int, 3> at(const imaging::Image& image, int x, int y) {
    const auto i = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                        static_cast<std::size_t>(x));
    return {image.rgb[i], image.rgb[i + 1], image.rgb[i + 2]};
}

} // namespace

TEST_CASE("the scanners of the computer are listed") {
    Sane sane;
    const auto scanners = sane.scanner->scanners().value();
    REQUIRE(scanners.size() == 3); // pnm says two
    std::set<std::string> names;
    for (const ScannerFacts& scanner : scanners) {
        names.insert(scanner.name);
        CHECK(scanner.description.size() > 2);
    }
    CHECK(names == std::set<std::string>{"pnm:0", "pnm:1", "test:0"});
}

TEST_CASE("a page comes as it lay there") {
    Sane sane;
    const auto page = sane.scanner->scan({"pnm:0", 300, {{"filename", sane.page()}}}).value();
    CHECK(page.image.width == 40);
    CHECK(page.image.height == 30);
    CHECK(at(page.image, 7, 11) == std::array{7, 11, 200});
    CHECK(at(page.image, 39, 29) == std::array{39, 29, 200});
    CHECK(page.dpi == 300); // it does not say
}

TEST_CASE("grey, and three frames of one colour each, come as one picture") {
    Sane sane;
    const auto grey =
        sane.scanner->scan({"pnm:0", 300, {{"filename", sane.page()}, {"grayify", "yes"}}}).value();
    const auto pixel = at(grey.image, 20, 10);
    CHECK((pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    const auto frames =
        sane.scanner->scan({"pnm:0", 300, {{"filename", sane.page()}, {"three-pass", "yes"}}}).value();
    CHECK(at(frames.image, 7, 11) == std::array{7, 11, 200});
}

TEST_CASE("the scanner takes the resolution that is nearest to the wish") {
    Sane sane;
    CHECK(sane.scanner->scan({"pnm:0", 150, {{"filename", sane.page()}}}).value().dpi == 150);
    CHECK(sane.scanner->scan({"pnm:0", 1200, {{"filename", sane.page()}}}).value().dpi == 300);
    CHECK(sane.scanner->scan({"pnm:0", 1, {{"filename", sane.page()}}}).value().dpi == 75);
}

TEST_CASE("a page whose height nobody knows beforehand is read to its end") {
    Sane sane;
    const auto page =
        sane.scanner->scan({"pnm:0", 300, {{"filename", sane.page()}, {"hand-scanner", "yes"}}}).value();
    CHECK(page.image.height == 30);
    CHECK(at(page.image, 39, 29) == std::array{39, 29, 200});
}

TEST_CASE("a scanner that is not there is told, and what to do") {
    Sane sane;
    const auto unknown = sane.scanner->scan({"plustek:9", 300, {}});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == ErrorCode::valueInvalid);
    const auto several = sane.scanner->scan({"", 300, {}});
    REQUIRE_FALSE(several);
    CHECK(several.error().code == ErrorCode::valueRequired);
    const auto setting = sane.scanner->scan({"test:0", 300, {{"colour-of-the-lid", "9"}}});
    REQUIRE_FALSE(setting);
    CHECK(setting.error().code == ErrorCode::valueInvalid);
    const auto value = sane.scanner->scan({"test:0", 300, {{"hand-scanner", "perhaps"}}});
    REQUIRE_FALSE(value);
    CHECK(value.error().code == ErrorCode::valueInvalid);
    const Sane none("");
    const auto nothing = none.scanner->scan({"", 300, {}});
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().code == ErrorCode::checkFailed);
    CHECK(nothing.error().value("about") == "scanning");
}

TEST_CASE("a jam, an empty feeder and a scanner that stops are told") {
    Sane sane;
    for (const char* status : {"status-jammed", "status-nodocs", "status-coveropen", "status-ioerror",
                               "status-nomem", "status-accessdenied"}) {
        CAPTURE(status);
        const auto page = sane.scanner->scan({"pnm:0", 75, {{"filename", sane.page()}, {status, "yes"}}});
        REQUIRE_FALSE(page);
        CHECK(page.error().code == ErrorCode::checkFailed);
        CHECK(!page.error().value("reason").empty());
    }
}

TEST_CASE("a scan that is stopped ends") {
    Sane sane;
    Progress progress([&](std::size_t, std::size_t) { progress.cancel(); });
    const auto page = sane.scanner->scan({"pnm:0", 300, {{"filename", sane.page()}}}, &progress);
    REQUIRE_FALSE(page);
    CHECK(page.error().code == ErrorCode::cancelled);
}

TEST_CASE("what a broken scanner says of its lines is not believed") {
    FrameLayout layout;
    layout.pixelsPerLine = 10;
    layout.bytesPerLine = 30;
    CHECK(PageReader::canRead(layout));
    layout.bytesPerLine = 29;
    CHECK_FALSE(PageReader::canRead(layout));
    layout.bytesPerLine = 30;
    for (const int depth : {0, 7, 1, 32}) {
        layout.depth = depth;
        CHECK_FALSE(PageReader::canRead(layout));
    }
    layout.depth = 8;
    for (const int width : {0, -1, 2'000'000'000}) {
        layout.pixelsPerLine = width;
        CHECK_FALSE(PageReader::canRead(layout));
    }
}

TEST_CASE("lines of 1 and 16 bits come as 8") {
    PageReader reader;
    FrameLayout layout;
    layout.grey = true;
    layout.pixelsPerLine = 3;
    layout.depth = 1;
    layout.bytesPerLine = 1;
    reader.begin(layout);
    reader.add(std::vector<std::uint8_t>{0b01000000});
    layout.depth = 16;
    layout.bytesPerLine = 6;
    const std::uint16_t values[] = {0x12FF, 0, 0xFF00};
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(values);
    PageReader wide;
    wide.begin(layout);
    wide.add(std::vector<std::uint8_t>(bytes, bytes + sizeof values));
    CHECK(reader.take().rgb == std::vector<std::uint8_t>{255, 255, 255, 0, 0, 0, 255, 255, 255});
    CHECK(wide.take().rgb == std::vector<std::uint8_t>{0x12, 0x12, 0x12, 0, 0, 0, 0xFF, 0xFF, 0xFF});
}

TEST_CASE("a frame that is wider than the first one writes nothing beyond it") {
    PageReader reader;
    FrameLayout layout;
    layout.channel = Channel::red;
    layout.pixelsPerLine = 2;
    layout.bytesPerLine = 2;
    reader.begin(layout);
    reader.add(std::vector<std::uint8_t>{1, 2, 3, 4, 9}); // two lines, one that has not come whole
    layout.channel = Channel::blue;
    layout.pixelsPerLine = 4;
    layout.bytesPerLine = 4;
    reader.begin(layout);
    reader.add(std::vector<std::uint8_t>{5, 6, 7, 8});
    const auto image = reader.take();
    CHECK(image.width == 2);
    CHECK(image.height == 2);
    CHECK(image.rgb == std::vector<std::uint8_t>{1, 255, 5, 2, 255, 6, 3, 255, 255, 4, 255, 255});
}
