#include "app/CardExporter.h"
#include "app/CardService.h"
#include "app/DuplicateService.h"
#include "app/RosterService.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

roster::ImportPlan import(SampleOffice& s, const std::string& rows) {
    const auto file = s.dir / "lista.csv";
    platform::writeFileAtomically(file,
                                  "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa;Nr legitymacji\n" + rows)
        .value();
    RosterService roster(*s.office);
    const auto plan = roster.planStudents(file).value();
    roster.importStudents(plan).value();
    return plan;
}

StudentId pupil(SampleOffice& s, const std::string& number) {
    return s.office->replica().students().find(number).value().id;
}

void acceptPhoto(SampleOffice& s, const StudentId& id, int n) {
    s.review.submit(id, test::sampleJpeg(n), "a.jpg", PhotoChannel::office, s.office->clerk(), true).value();
}

bool flagged(const roster::ImportPlan& plan, const std::string& kind) {
    return std::any_of(plan.flags.begin(), plan.flags.end(),
                       [&](const roster::Issue& i) { return i.kind == kind; });
}

constexpr const char* kTwo = "1;Bąk;Jan;04.03.2015;4B;1/2026\n"
                             "2;Adamek;Ala;05.03.2015;4B;\n";

} // namespace

TEST_CASE("a card that a list tells is kept: its number is stepped over and nobody gets a second one") {
    SampleOffice s;
    const auto plan = import(s, kTwo);
    CHECK(plan.presentCards.size() == 1);
    const auto row = s.office->replica().students().get(pupil(s, "1")).value();
    CHECK(row.cardNumber == "1/2026");
    const auto card = s.office->replica().cards().find("1/2026").value();
    CHECK(card.state == CardState::handedOver);
    CHECK(card.contents.surname == "Bąk");

    for (const char* number : {"1", "2"})
        acceptPhoto(s, pupil(s, number), number[0]);
    CardService cards(*s.office);
    const auto readiness = cards.readiness().value();
    REQUIRE(readiness.refused.size() == 2); // neither has a PESEL or another document
    for (const auto& refusal : readiness.refused)
        CHECK(refusal.error.code ==
              (refusal.student == pupil(s, "1") ? ErrorCode::cardAlreadyIssued : ErrorCode::cardDataMissing));
    CHECK(cards.preview(pupil(s, "1")).error().code == ErrorCode::cardAlreadyIssued);
    CHECK(s.office->replica().care().verify()->ok());

    // The day of entering the list is no day of issue, so it does not forbid earlier dates.
    const auto third = s.addWithPhoto();
    const auto issued = cards.issue({third}, *dateFromIso("2026-08-31"));
    REQUIRE(issued);
    REQUIRE(issued->cards.size() == 1);
    CHECK(issued->cards[0].number == "2/2026");
}

TEST_CASE("the same list read again enters no card twice, and contradictions are told") {
    SampleOffice s;
    import(s, kTwo);
    const auto again = import(s, kTwo);
    CHECK(again.presentCards.empty());
    CHECK_FALSE(flagged(again, "card.another"));
    CHECK(s.office->replica().cards().list().value().size() == 1);

    const auto another = import(s, "1;Bąk;Jan;04.03.2015;4B;7/2026\n"
                                   "3;Cichy;Ewa;06.03.2015;4B;1/2026\n"
                                   "4;Duda;Iga;07.03.2015;4B;9/2026\n"
                                   "5;Ertel;Ola;08.03.2015;4B;9/2026\n");
    CHECK(flagged(another, "card.another"));
    CHECK(flagged(another, "card.numberTaken"));
    CHECK(another.presentCards.size() == 1);
    CHECK(s.office->replica().cards().list().value().size() == 2);
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("a card from a list is neither printed nor told to SIO, and a duplicate replaces it") {
    SampleOffice s;
    const std::string pesel = makePesel(*dateFromIso("2015-03-04"), 12).text();
    const auto file = s.dir / "lista.csv";
    platform::writeFileAtomically(file, "Nr w księdze;Nazwisko;Imię;PESEL;Klasa;Nr legitymacji\n1;Bąk;Jan;" +
                                            pesel + ";4B;1/2026\n")
        .value();
    RosterService roster(*s.office);
    roster.importStudents(roster.planStudents(file).value()).value();
    const auto card = s.office->replica().cards().find("1/2026").value();
    CardExporter exporter(*s.office);
    CHECK(exporter.pdf({card.id}, s.dir / "a.pdf", {})->cards == 0);
    CHECK(exporter.sio({card.id}, s.dir / "a.csv")->refused.size() == 1);
    CHECK_FALSE(std::filesystem::exists(s.dir / "a.csv"));

    acceptPhoto(s, pupil(s, "1"), 3);
    const auto duplicate = DuplicateService(*s.office).issue(pupil(s, "1"), *dateFromIso("2026-09-10"),
                                                             DuplicateService::ask("zgubiona"));
    REQUIRE(duplicate);
    REQUIRE(duplicate->cards.size() == 1);
    CHECK(duplicate->cards[0].duplicate == 1);
    CHECK(s.office->replica().cards().find("1/2026")->state == CardState::invalid);
}

TEST_CASE("no file of cards goes to a device or into the folder with the school's data") {
    SampleOffice s;
    const auto id = s.addWithPhoto();
    const auto issued = CardService(*s.office).issue({id}, *dateFromIso("2026-09-10")).value();
    const std::vector<CardId> ids{issued.cards.at(0).id};
    CardExporter exporter(*s.office);
    for (const auto& bad :
         {s.office->dir() / "replica.sqlite", s.office->dir() / "blobs" / "x.pdf", s.dir.path()}) {
        INFO(bad);
        CHECK(exporter.pdf(ids, bad, {}).error().code == ErrorCode::outputRefused);
        CHECK(exporter.sheet(ids, bad, {}).error().code == ErrorCode::outputRefused);
        CHECK(exporter.vendor(ids, bad, {}).error().code == ErrorCode::outputRefused);
        CHECK(exporter.sio(ids, bad).error().code == ErrorCode::outputRefused);
        CHECK(exporter.testCard(bad, {}).error().code == ErrorCode::outputRefused);
    }
    CHECK(s.office->replica().care().verify()->ok());
}
