#include "base/Translate.h"
#include "support/TempDir.h"
#include "ui/model/StudentsImport.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace esek;
using namespace esek::ui::model;

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace

TEST_CASE("a class list is read with its columns recognised, and a column can be given to another field") {
    setLanguage(Language::english);
    test::TempDir dir;
    write(dir / "klasa.csv", "Nazwisko;Imię;PESEL;Klasa\nŻółw;Ala;44051401458;1a\n");
    auto read = StudentsImport::read(dir / "klasa.csv", "auto");
    REQUIRE(read);
    StudentsImport m;
    CHECK_FALSE(m.loaded());
    m.setRead(std::move(*read));
    REQUIRE(m.columnCount() == 4);
    CHECK(m.field(0) == roster::Field::surname);
    CHECK(m.field(2) == roster::Field::pesel);
    CHECK(m.cell(0, 0) == "Żółw");
    CHECK(m.describeFile() == "klasa.csv, UTF-8, columns separated by semicolons, 1 row");

    // One column a field.
    m.setField(3, roster::Field::surname);
    CHECK(m.field(0) == roster::Field::ignore);
    CHECK(m.field(3) == roster::Field::surname);
}

TEST_CASE("what an import would do is counted, and refused rows say where and why") {
    setLanguage(Language::english);
    StudentsImport m;
    roster::ImportPlan plan;
    plan.add.resize(2);
    plan.unchanged.push_back(4);
    plan.refusedRows = 1;
    roster::Issue issue;
    issue.line = 3;
    issue.column = "PESEL";
    issue.field = roster::Field::pesel;
    issue.kind = "pesel.checksum";
    issue.fatal = true;
    plan.refused.push_back(issue);
    m.setPlan(plan);
    CHECK(m.canImport());
    CHECK(m.counts() == "To add: 2. To change: 0. The same: 1. Refused: 1.");
    REQUIRE(m.issues().size() == 1);
    CHECK(m.issues()[0].line == "3");
    CHECK(m.issues()[0].column == "PESEL");
    CHECK_FALSE(m.issues()[0].reason.empty());
    CHECK(m.issues()[0].fatal);

    m.setPlan(Error{ErrorCode::columnMissing, "", {}});
    CHECK_FALSE(m.canImport());
    CHECK(m.planError());
    CHECK(m.issues().empty());
}
