#include "base/Describe.h"
#include "base/Translate.h"
#include "ui/model/CardsModel.h"
#include "ui/model/SchoolForm.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::ui::model;

namespace {

constexpr Date kDay{std::chrono::year(2026), std::chrono::month(9), std::chrono::day(15)};

domain::School school() {
    domain::School s;
    s.name = "Szkoła Podstawowa nr 1";
    s.address = {"Szkolna 1", "00-950", "Warszawa"};
    s.headteacher = "Anna Nowak";
    return s;
}

} // namespace

TEST_CASE("those with a card stand apart from those who cannot get one") {
    setLanguage(Language::english);
    app::CardService::Readiness r;
    r.ready.resize(2);
    r.refused.push_back(
        {{},
         "Kos Ola, 1A",
         Error{ErrorCode::cardAlreadyIssued, "", {{"student", "Kos Ola, 1A"}, {"number", "7/2026"}}}});
    r.refused.push_back(
        {{}, "Bąk Jan, 1A", Error{ErrorCode::photoNotAccepted, "", {{"student", "Bąk Jan, 1A"}}}});
    CardsModel m;
    m.set(r);
    using S = CardsModel::Section;
    CHECK(m.count(S::ready) == 2);
    REQUIRE(m.count(S::refused) == 1);
    REQUIRE(m.count(S::issued) == 1);
    CHECK(m.rows(S::issued)[0].reason == "7/2026");
    // The name stands in the column before, so that the reason begins with a capital of its own.
    CHECK(m.rows(S::refused)[0].reason == "No accepted photo. Accept a photo first.");
    CHECK(m.title(S::ready) == "To be issued (2)");
    CHECK(m.ready().size() == 2);
}

TEST_CASE("the sample number follows the pattern, a wrong pattern gives none") {
    domain::School s = school();
    s.nextNumber = 12;
    CHECK(sampleNumber(s, kDay) == "12/2026");
    s.numberPattern = "SP1-{n:4}";
    CHECK(sampleNumber(s, kDay) == "SP1-0012");
    s.numberPattern = "no number";
    CHECK(sampleNumber(s, kDay).empty());
}

namespace {

app::CardService::Refusal refusal(int n) {
    const std::string label = "Pupil " + std::to_string(n) + ", 1A";
    return {{}, label, Error{ErrorCode::photoNotAccepted, "", {{"student", label}}}};
}

} // namespace

TEST_CASE("what was issued and who was left out is told, each with the cause") {
    setLanguage(Language::english);
    app::CardService::Issued issued;
    issued.refused = {refusal(1), refusal(2)};
    Summary none = issuedSummary(issued);
    CHECK_FALSE(none.done); // a refusal is never shown as a success
    CHECK(none.text.find("No card was issued, and no number was used up.") == 0);
    CHECK(none.text.find("Pupil 1, 1A: ") != std::string::npos);
    CHECK(none.text.find("Pupil 2, 1A: ") != std::string::npos);
    CHECK(none.all.empty());

    issued.refused.clear();
    issued.cards.resize(3);
    issued.cards.front().number = "1/2026";
    issued.cards.back().number = "3/2026";
    CHECK(issuedSummary(issued).done);
    CHECK(issuedSummary(issued).text == "3 cards issued, numbers 1/2026 to 3/2026.");
    for (int i = 0; i < 20; ++i)
        issued.refused.push_back(refusal(i));
    const Summary some = issuedSummary(issued);
    CHECK(some.done);
    CHECK(some.text.find("20 pupils were left out:") != std::string::npos);
    CHECK(some.text.find("… and 15 more") != std::string::npos);
    CHECK(some.all.find("Pupil 19, 1A: ") != std::string::npos);
}

TEST_CASE("an export that left every card out is no success") {
    setLanguage(Language::english);
    app::CardExporter::Exported exported;
    exported.refused = {refusal(1)};
    CHECK_FALSE(exportedSummary(exported, "/tmp/a.pdf").done);
    CHECK(exportedSummary(exported, "/tmp/a.pdf").text.find("Pupil 1, 1A: ") != std::string::npos);
    exported.cards = 2;
    CHECK(exportedSummary(exported, "/tmp/a.pdf").done);
    CHECK(exportedSummary(exported, "/tmp/a.pdf").text.find("2 cards saved in /tmp/a.pdf.") == 0);
}

TEST_CASE("a search finds pupils by the beginnings of words, without regard to diacritics") {
    app::CardService::Readiness r;
    r.ready.resize(3);
    r.ready[0].student.surname = "Żółć-Nowak";
    r.ready[0].student.givenNames = "Łucja";
    r.ready[0].student.classUnit = "1A";
    r.ready[1].student.surname = "Nowak";
    r.ready[1].student.classUnit = "2B";
    r.ready[2].student.surname = "Kos";
    r.ready[2].student.classUnit = "1A";
    CardsModel m;
    m.set(r);
    using S = CardsModel::Section;
    m.find("nowak");
    CHECK(m.count(S::ready) == 2);
    CHECK(m.ready().size() == 2); // what is not in front is not issued
    m.find("zolc 1a");
    CHECK(m.count(S::ready) == 1);
    m.set(r); // what was read anew is searched too
    CHECK(m.count(S::ready) == 1);
    m.find("  ");
    CHECK(m.count(S::ready) == 3);
    m.find("owak");
    CHECK(m.count(S::ready) == 0);
}

TEST_CASE("a school's form names each fault and gives the sample number") {
    SchoolForm f;
    using F = SchoolForm::Field;
    auto checked = f.check({}, kDay);
    CHECK_FALSE(checked.school);
    for (const F field : {F::name, F::city, F::headteacher})
        CHECK(checked.problems.count(field) == 1);
    CHECK(checked.sample == "1/2026");

    f = SchoolForm::of(school());
    f.postcode = "00950";
    f.nextNumber = "0";
    f.rspo = "12a";
    f.numberPattern = "{x}";
    checked = f.check(school(), kDay);
    for (const F field : {F::postcode, F::nextNumber, F::rspo, F::numberPattern})
        CHECK(checked.problems.count(field) == 1);

    f = SchoolForm::of(school());
    f.name = " Szkoła  Podstawowa nr 2 ";
    checked = f.check(school(), kDay);
    REQUIRE(checked.school);
    CHECK(checked.school->name == "Szkoła Podstawowa nr 2");
}
