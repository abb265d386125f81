#include "app/StudentList.h"
#include "app/CardExporter.h"
#include "app/CardMarks.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using test::SampleOffice;

namespace {

std::string text(const std::filesystem::path& file) {
    const auto bytes = platform::readFile(file).value();
    return {bytes.begin(), bytes.end()};
}

} // namespace

TEST_CASE("a list of pupils tells who has which photo, and no PESEL") {
    SampleOffice s;
    s.addWithPhoto();
    s.add();
    const auto rows = s.office->replica().students().list().value();
    saveStudentList(*s.office, rows, s.dir / "lista.csv").value();
    const std::string csv = text(s.dir / "lista.csv");
    CHECK(csv.find("1A;100;Żółć-Nowak;Łucja Świętosława;" +
                   domain::officeLabel(domain::PhotoStatus::accepted)) != std::string::npos);
    CHECK(csv.find("2B;101;Żółć-Nowak;Łucja Świętosława;" + domain::officeLabel(domain::PhotoStatus::none)) !=
          std::string::npos);
    CHECK(csv.find(rows[0].student.pesel->text()) == std::string::npos);
    saveStudentList(*s.office, rows, s.dir / "lista.XLSX").value();
    CHECK(text(s.dir / "lista.XLSX").substr(0, 2) == "PK");
}

TEST_CASE("nothing that a person saves goes over the school's own data") {
    SampleOffice s;
    s.add();
    for (const char* name : {"replica.sqlite", "blobs/x.csv"}) {
        INFO(name);
        const auto into = s.office->dir() / name;
        const auto rows = s.office->replica().students().list().value();
        CHECK(saveStudentList(*s.office, rows, into).error().code == ErrorCode::outputRefused);
        CHECK(saveForPerson(*s.office, into, std::string_view("x")).error().code == ErrorCode::outputRefused);
    }
}

TEST_CASE("the list for signatures leaves out cards that nobody can be given") {
    SampleOffice s;
    s.addWithPhoto();
    s.addWithPhoto();
    std::vector<domain::StudentId> pupils;
    for (const auto& row : s.office->replica().students().list().value())
        pupils.push_back(row.student.id);
    const auto issued = CardService(*s.office).issue(pupils, s.clock.today()).value();
    REQUIRE(issued.cards.size() == 2);
    CardMarks(*s.office).mark({issued.cards[0].id}, domain::CardState::printed, {}).value();
    CardMarks(*s.office).mark({issued.cards[0].id}, domain::CardState::spoiled, "smuga").value();
    const auto list = CardExporter(*s.office)
                          .handoverList({issued.cards[0].id, issued.cards[1].id}, s.dir / "lista.pdf")
                          .value();
    CHECK(list.cards == 1);
    REQUIRE(list.refused.size() == 1);
    CHECK(list.refused[0].error.code == ErrorCode::cardLeftOut);
    CHECK(text(s.dir / "lista.pdf").substr(0, 5) == "%PDF-");
}
