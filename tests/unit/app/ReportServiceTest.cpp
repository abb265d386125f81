#include "app/ReportService.h"

#include "app/CardMarks.h"
#include "app/CardService.h"
#include "app/DuplicateService.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace esek;
using namespace esek::app;
using domain::PhotoStatus;
using test::SampleOffice;

namespace {

/// Pupils with every status of a photo, in two classes.
std::vector<domain::StudentId> fill(SampleOffice& s) {
    std::vector<domain::StudentId> ids;
    for (int i = 0; i < 4; ++i)
        ids.push_back(s.addWithPhoto());
    const auto submit = [&](const domain::StudentId& id, int n) {
        s.review.submit(id, test::sampleJpeg(n), "b.jpg", domain::PhotoChannel::panel, s.parent(), false)
            .value();
    };
    submit(ids[1], 50); // a change is asked for
    for (int i = 0; i < 3; ++i)
        ids.push_back(s.add());
    submit(ids[4], 51);
    submit(ids[5], 52);
    s.review.reject(ids[5], {domain::RejectionReason::blurred}, {}).value();
    return ids;
}

std::int64_t total(const ReportTable& table, const char* key) {
    return std::get<std::int64_t>(table.totals.at(table.column(key)));
}

ReportTable make(SampleOffice& s, const ReportQuery& query) {
    return ReportService(*s.office).make(query).value();
}

} // namespace

TEST_CASE("the numbers of the reports agree with those of the views") {
    SampleOffice s;
    fill(s);
    auto& replica = s.office->replica();
    const auto counts = replica.photos().counts().value();
    const ReportTable progress = make(s, {"photo-progress"});
    for (const PhotoStatus status : domain::allPhotoStatuses()) {
        INFO(domain::toString(status));
        CHECK(total(progress, std::string(domain::toString(status)).c_str()) == counts.of(status));
    }
    CHECK(static_cast<std::size_t>(total(progress, "pupils")) == replica.students().list().value().size());
    CHECK(counts.of(PhotoStatus::changeRequested) == 1); // the sums are not all zero
    CHECK(counts.of(PhotoStatus::rejected) == 1);

    storage::StudentFilter noPhoto;
    noPhoto.hasPhoto = false;
    CHECK(make(s, {"missing-photos"}).rows.size() == replica.students().list(noPhoto).value().size());
    std::size_t byClass = 0;
    for (const char* name : {"1A", "2B"})
        byClass += make(s, {.name = "missing-photos", .classUnit = name}).rows.size();
    CHECK(byClass == replica.students().list(noPhoto).value().size());

    const auto waiting =
        static_cast<std::size_t>(counts.of(PhotoStatus::pending) + counts.of(PhotoStatus::changeRequested) +
                                 counts.of(PhotoStatus::deletionRequested));
    s.clock.advance(std::chrono::hours(24 * 3));
    CHECK(make(s, {.name = "pending-photos", .days = 2}).rows.size() == waiting);
    CHECK(make(s, {.name = "pending-photos", .days = 3}).rows.empty());

    const ReportTable rejected = make(s, {"rejections"});
    CHECK(total(rejected, "rejections") == 1);
    s.review.undo().value();
    CHECK(total(make(s, {"rejections"}), "rejections") == 0);
}

TEST_CASE("the register of cards follows their marks") {
    SampleOffice s;
    const auto ids = fill(s);
    const auto issued = CardService(*s.office).issue({ids[0], ids[2]}, s.clock.today()).value();
    REQUIRE(issued.cards.size() == 2);
    const auto shown = [&](const ReportTable& table, std::size_t row, const char* key) {
        return ReportService::shown(table.rows.at(row).at(table.column(key)));
    };
    CardMarks marks(*s.office);
    marks.mark({issued.cards[0].id}, domain::CardState::printed, {}).value();
    s.clock.advance(std::chrono::hours(48));
    const auto handed = marks.mark({issued.cards[0].id}, domain::CardState::handedOver, {}).value();
    ReportTable table = make(s, {"card-register"});
    REQUIRE(table.rows.size() == s.office->replica().cards().list().value().size());
    CHECK(shown(table, 0, "number") == issued.cards[0].number);
    CHECK(shown(table, 0, "printedOn") == toPolish(issued.cards[0].issuedOn));
    CHECK(shown(table, 0, "receivedOn") == toPolish(s.clock.today()));
    CHECK(shown(table, 1, "receivedOn").empty());
    CHECK(make(s, {"handover"}).rows.size() == 1);
    marks.takeBack(handed.made).value();
    CHECK(shown(make(s, {"card-register"}), 0, "receivedOn").empty());
    CHECK(make(s, {"handover"}).rows.size() == 2);

    DuplicateService(*s.office).issue(ids[0], s.clock.today(), DuplicateService::ask("zgubiona")).value();
    table = make(s, {"duplicates"});
    REQUIRE(table.rows.size() == 1);
    CHECK(shown(table, 0, "before") == issued.cards[0].number);
    CHECK(shown(table, 0, "reason") == "zgubiona");
    // The period is that of the issue, with both of its days.
    const Date today = s.clock.today();
    CHECK(make(s, {.name = "duplicates", .from = today, .to = today}).rows.size() == 1);
    CHECK(make(s, {.name = "card-register", .from = today}).rows.size() == 1);
    CHECK(make(s, {.name = "card-register", .to = issued.cards[0].issuedOn}).rows.size() == 2);
}

TEST_CASE("the report of batches counts each card of a batch once") {
    SampleOffice s;
    const auto ids = fill(s);
    const auto issued = CardService(*s.office).issue({ids[0], ids[2]}, s.clock.today()).value();
    const auto counts = [&] {
        const ReportTable table = make(s, {"batches"});
        std::map<std::string, std::int64_t> sums;
        for (const char* key : {"cards", "toPrint", "printed", "handedOver", "spoiled", "ended"})
            sums[key] = total(table, key);
        return sums;
    };
    using Counts = std::map<std::string, std::int64_t>;
    CHECK(make(s, {"batches"}).rows.size() == s.office->replica().cards().batches().value().size());
    CHECK(counts() ==
          Counts{
              {"cards", 2}, {"toPrint", 2}, {"printed", 0}, {"handedOver", 0}, {"spoiled", 0}, {"ended", 0}});
    CardMarks marks(*s.office);
    marks.mark({issued.cards[0].id}, domain::CardState::printed, {}).value();
    marks.mark({issued.cards[1].id}, domain::CardState::printed, {}).value();
    marks.mark({issued.cards[1].id}, domain::CardState::spoiled, "zacięcie").value();
    CHECK(counts() ==
          Counts{
              {"cards", 2}, {"toPrint", 0}, {"printed", 1}, {"handedOver", 0}, {"spoiled", 1}, {"ended", 0}});
    s.clock.advance(std::chrono::hours(24));
    DuplicateService(*s.office).issue(ids[0], s.clock.today(), DuplicateService::ask("zgubiona")).value();
    const auto after = counts();
    CHECK(after.at("cards") == 3);
    CHECK(after.at("ended") == 1);
    CHECK(after.at("toPrint") == 1);

    // Of one class its own cards; a batch without any is not listed.
    const std::string classUnit = issued.cards[0].classUnit;
    const ReportTable ofClass = make(s, {.name = "batches", .classUnit = classUnit});
    for (const auto& row : ofClass.rows)
        CHECK(ReportService::shown(row.at(ofClass.column("classes"))) == classUnit);
    CHECK(make(s, {.name = "batches", .to = *dateFromIso("2000-01-01")}).rows.empty());
}

TEST_CASE("the report of decisions has every entry of the journal, and those of one person") {
    SampleOffice s;
    fill(s);
    const auto entries = s.office->replica().history().audit().value().size();
    CHECK(make(s, {"decisions"}).rows.size() == entries);
    const ReportTable family = make(s, {.name = "decisions", .person = "adam nowak"});
    CHECK(family.rows.size() == 3);
    CHECK(make(s, {.name = "decisions", .to = *dateFromIso("2000-01-01")}).rows.empty());
}

TEST_CASE("a choice that a report does not have is refused") {
    SampleOffice s;
    fill(s);
    ReportService service(*s.office);
    const Date today = s.clock.today();
    for (const ReportQuery& query :
         {ReportQuery{"no-such-report"}, ReportQuery{.name = "photo-progress", .from = today},
          ReportQuery{.name = "decisions", .classUnit = "1A"}, ReportQuery{.name = "handover", .days = 3},
          ReportQuery{.name = "card-register", .person = "x"},
          ReportQuery{.name = "rejections", .from = today, .to = *dateFromIso("2001-01-01")}}) {
        INFO(query.name);
        CHECK(service.make(query).error().code == ErrorCode::wrongUsage);
    }
    CHECK(service.make({.name = "missing-photos", .classUnit = "9Z"}).error().code ==
          ErrorCode::valueInvalid);
}

TEST_CASE("every report is written in every format, and not over the school's data") {
    SampleOffice s;
    const auto ids = fill(s);
    CardService(*s.office).issue({ids[0]}, s.clock.today()).value();
    ReportService service(*s.office);
    for (const ReportKind& kind : reportKinds()) {
        INFO(kind.name);
        CHECK_FALSE(kind.sentence.empty());
        if (kind.name == "who-has-access") { // only the server knows
            CHECK(service.make({kind.name}).error().code == ErrorCode::notEnrolled);
            continue;
        }
        const ReportTable table = make(s, {kind.name});
        CHECK(table.name == kind.name);
        CHECK(table.title == kind.title);
        for (const char* ending : {"pdf", "xlsx", "csv", "json"}) {
            const auto file = s.dir / ("raport." + std::string(ending));
            REQUIRE(service.save(table, *reportFormatOf(file), file));
            CHECK(std::filesystem::file_size(file) > 20);
        }
        for (const auto& card : s.office->replica().cards().list().value())
            CHECK(ReportService::json(table).find(card.cardType) == std::string::npos); // health data
    }
    CHECK(service.save(make(s, {"handover"}), ReportFormat::pdf, s.office->dir() / "replica.sqlite")
              .error()
              .code == ErrorCode::outputRefused);
}
