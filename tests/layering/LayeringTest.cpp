#include "Checker.h"
#include "Classes.h"
#include "Rules.h"
#include "base/platform/Files.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace esek;
using layering::checkTree;
using layering::Violation;

namespace {

/// A small tree to try the checker on.
class Tree {
  public:
    void file(const std::string& path, const std::string& text) {
        std::filesystem::create_directories((m_dir / path).parent_path());
        std::ofstream(m_dir / path) << text;
    }
    std::vector<Violation> check() const { return checkTree(m_dir.path()); }
    std::vector<layering::ClassFacts> classes() const { return layering::classesOf(m_dir.path()); }

  private:
    test::TempDir m_dir;
};

} // namespace

TEST_CASE("the tree keeps to the design's table of includes") {
    const auto violations = checkTree(ESEK_SOURCE_DIR);
    for (const Violation& violation : violations)
        FAIL_CHECK(violation.text());
    CHECK(violations.empty());
}

TEST_CASE("every exemption is still needed") {
    for (const layering::Exemption& exemption : layering::exemptions()) {
        CAPTURE(exemption.file, exemption.room);
        const auto bytes =
            platform::readFile(std::filesystem::path(ESEK_SOURCE_DIR) / exemption.file).value();
        const std::string text(bytes.begin(), bytes.end());
        CHECK(text.find("#include \"" + exemption.room + "/") != std::string::npos);
        CHECK_FALSE(exemption.reason.empty());
    }
}

TEST_CASE("every name of another room that is let through is still said") {
    const auto said = layering::namesAcross(ESEK_SOURCE_DIR);
    for (const layering::AllowedName& allowed : layering::allowedNames()) {
        CAPTURE(allowed.room, allowed.name);
        CHECK(std::any_of(said.begin(), said.end(), [&](const auto& name) {
            return name.first == allowed.room && allowed.means(name.second);
        }));
    }
}

TEST_CASE("a class has at most fifteen public methods and stands in one file") {
    std::set<std::string> large;
    for (const layering::ClassFacts& facts : layering::classesOf(ESEK_SOURCE_DIR)) {
        if (facts.methods.size() <= layering::kMostMethods && facts.sources.size() <= 1)
            continue;
        large.insert(facts.text());
        CAPTURE(facts.header, facts.methods, facts.sources);
        CHECK(std::ranges::any_of(layering::largeClasses(), [&](const layering::LargeClass& known) {
            return known.name == facts.text();
        }));
    }
    for (const layering::LargeClass& known : layering::largeClasses()) {
        CAPTURE(known.name);
        CHECK(large.contains(known.name)); // or the entry can go
        CHECK_FALSE(known.reason.empty());
    }
}

TEST_CASE("public methods and the files of a class are counted") {
    Tree tree;
    tree.file("src/attic/Box.h", "#pragma once\n"
                                 "class Lid;\n"
                                 "enum class Shape { round };\n"
                                 "class Box : public Thing {\n"
                                 "  public:\n"
                                 "    explicit Box(int size = 10'000);\n"
                                 "    ~Box();\n"
                                 "    Box(const Box&) = delete;\n"
                                 "    bool operator==(const Box&) const = default;\n"
                                 "    std::function<void(int)> onOpen; // not(this)\n"
                                 "    std::vector<int> open(std::function<void()> then = {});\n"
                                 "    void open();\n"
                                 "    int size() const { return sizeOf(m_size); }\n"
                                 "    struct Inside {\n"
                                 "        int depth() const { return 1; }\n"
                                 "    };\n"
                                 "  private:\n"
                                 "    void close();\n"
                                 "    int m_size{0};\n"
                                 "};\n");
    tree.file("src/attic/Box.cpp", "Box::Box(int size) : m_size(size) {}\n"
                                   "std::vector<int> Box::open(std::function<void()> then) {\n"
                                   "    return Lid::list();\n"
                                   "}\n");
    tree.file("src/attic/BoxClose.cpp", "void Box::close() {}\n");
    tree.file("src/attic/OthersPosix.cpp", "void Inside::f() {}\n");
    tree.file("src/attic/OthersWindows.cpp", "void Inside::f() {}\n");
    tree.file("src/cellar/Box.cpp", "void Box::f() {}\n");
    const auto classes = tree.classes();
    REQUIRE(classes.size() == 2);
    CHECK(classes[0].text() == "attic::Box");
    CHECK(classes[0].methods == std::set<std::string>{"open", "size"});
    CHECK(classes[0].sources == std::set<std::string>{"src/attic/Box.cpp", "src/attic/BoxClose.cpp"});
    CHECK(classes[1].methods == std::set<std::string>{"depth"});
    CHECK(classes[1].sources == std::set<std::string>{"src/attic/Others.cpp"});
}

TEST_CASE("a name that comes through the header of a room between is found") {
    Tree tree;
    tree.file("src/storage/Attic.h", "#pragma once\n");
    tree.file("src/app/Office.h", "#pragma once\n#include \"storage/Attic.h\"\n");
    tree.file("ui/Frame.cpp", "#include \"app/Office.h\"\n"
                              "// storage::Attic in a comment is no name\n"
                              "int f(esek::storage::Attic& attic) { return storage::open(attic); }\n");
    const auto found = tree.check();
    REQUIRE(found.size() == 2);
    CHECK(found[0].line == 3);
    CHECK(found[0].include == "storage::Attic");
    CHECK(found[1].include == "storage::open");
    CHECK(found[1].rule == "ui may not say names of storage, which it may not include");
}

TEST_CASE("a window that writes past the services is found") {
    Tree tree;
    tree.file("ui/students/Editor.cpp", "void save() {\n    office.replica().commit(m);\n}\n");
    tree.file("src/app/StudentService.cpp", "void save() { office.replica().commit(m); }\n");
    const auto found = tree.check();
    REQUIRE(found.size() == 1);
    CHECK(found[0].file == "ui/students/Editor.cpp");
    CHECK(found[0].line == 2);
}

TEST_CASE("a forbidden arrow is found and named") {
    Tree tree;
    tree.file("src/storage/Replica.h", "#pragma once\n");
    tree.file("src/domain/School.h",
              "#pragma once\n#include <string>\n  #  include \"storage/Replica.h\" // why\n");
    tree.file("src/storage/Replica.cpp", "#include \"storage/Replica.h\"\n#include \"domain/School.h\"\n");
    const auto found = tree.check();
    REQUIRE(found.size() == 1);
    CHECK(found[0].file == "src/domain/School.h");
    CHECK(found[0].line == 3);
    CHECK(found[0].text() ==
          "src/domain/School.h:3: \"storage/Replica.h\": domain may include base only, not storage");
}

TEST_CASE("a relative path does not get around the table") {
    Tree tree;
    tree.file("src/cards/PdfCanvas.h", "");
    tree.file("src/roster/Csv.cpp", "#include \"../cards/PdfCanvas.h\"\n");
    tree.file("ui/model/Queue.cpp", "#include \"../Frame.h\"\n");
    tree.file("ui/Frame.h", "");
    const auto found = tree.check();
    REQUIRE(found.size() == 2);
    CHECK(found[0].rule.ends_with("not cards"));
    CHECK(found[1].rule.ends_with("not ui"));
}

TEST_CASE("a library is included by its owner only, and not in a header that others see") {
    Tree tree;
    tree.file("src/pdf/PdfCanvas.h", "#include <hpdf.h>\n");
    tree.file("src/pdf/PdfCanvas.cpp", "#include \"pdf/PdfCanvas.h\"\n");
    tree.file("src/app/Cards.cpp", "#include <SQLiteCpp/Database.h>\n");
    REQUIRE(tree.check().size() == 1);
    CHECK(tree.check()[0].rule == "this library belongs to storage, not to app");

    // A header of pdf that app includes now reaches the header with the library in it.
    tree.file("src/pdf/Export.h", "#include \"pdf/PdfCanvas.h\"\n");
    tree.file("src/app/Cards.cpp", "#include \"pdf/Export.h\"\n");
    REQUIRE(tree.check().size() == 1);
    CHECK(tree.check()[0].file == "src/pdf/PdfCanvas.h");
}

TEST_CASE("base alone shows libraries, and headers of the operating system stay in base/platform") {
    Tree tree;
    tree.file("src/base/Json.h", "#include <nlohmann/json.hpp>\n");
    tree.file("src/base/platform/FilesPosix.cpp", "#include <fcntl.h>\n#include <sys/stat.h>\n");
    tree.file("src/domain/A.cpp", "#include \"base/Json.h\"\n#include <nlohmann/json.hpp>\n");
    tree.file("src/base/Log.cpp", "#include <unistd.h>\n");
    tree.file("ui/Frame.cpp", "#include <wx/frame.h>\n#include <windows.h>\n");
    const auto found = tree.check();
    REQUIRE(found.size() == 3);
    CHECK(found[0].file == "src/base/Log.cpp");
    CHECK(found[1].file == "src/domain/A.cpp");
    CHECK(found[2].file == "ui/Frame.cpp");
}

TEST_CASE("unknown rooms, libraries and files are not let through") {
    Tree tree;
    tree.file("src/attic/Old.cpp", "#include <vector>\n");
    tree.file("src/base/A.cpp", "#include <boost/any.hpp>\n#include \"base/Gone.h\"\n");
    CHECK(tree.check().size() == 3);
}

TEST_CASE("a thread_local object has no destructor") {
    Tree tree;
    tree.file("src/base/A.cpp", "thread_local Checker checker;\n"
                                "static thread_local std::vector<int> list;\n"
                                "thread_local const MoFile* catalogue = nullptr;\n"
                                "thread_local std::array<char, kPiece> piece;\n"
                                "thread_local std::array<std::string, 2> words;\n"
                                "thread_local unsigned depth = 0; // thread_local Checker\n"
                                "thread_local std::uint64_t count{};\n"
                                "thread_local intmax count;\n");
    std::vector<int> lines;
    for (const Violation& violation : tree.check())
        lines.push_back(violation.line);
    CHECK(lines == std::vector<int>{1, 2, 5, 8});
}

TEST_CASE("every room of the table leads to base and none to itself or back") {
    for (const auto& [room, targets] : layering::allowedRooms()) {
        CAPTURE(room);
        CHECK(targets.count(room) == 0);
        for (const auto& target : targets) {
            CAPTURE(target);
            REQUIRE(layering::allowedRooms().count(target) == 1);
            CHECK(layering::allowedRooms().at(target).count(room) == 0);
        }
    }
}

TEST_CASE("answers and command lines write JSON by dumpJson alone") {
    // Json::dump() throws on bytes that are no UTF-8, and these come from outside.
    for (const char* room :
         {"src/server/api", "src/server/http", "src/server/router", "src/server/cli", "src/cli"}) {
        const auto folder = std::filesystem::path(ESEK_SOURCE_DIR) / room;
        if (!std::filesystem::exists(folder))
            continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file())
                continue;
            CAPTURE(entry.path().string());
            const auto bytes = platform::readFile(entry.path()).value();
            CHECK(std::string(bytes.begin(), bytes.end()).find(".dump(") == std::string::npos);
        }
    }
}
