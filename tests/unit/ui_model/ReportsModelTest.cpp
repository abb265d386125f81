#include "ui/model/ReportsModel.h"

#include "reports/Reports.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::ui::model;
using domain::PhotoStatus;

namespace {

app::ReportTable progress() {
    const auto pupil = [](const char* classUnit, PhotoStatus status) {
        return reports::PupilLine{"Nowak", "Jan", classUnit, "1", status, {}, false};
    };
    auto table = reports::photoProgress({pupil("10A", PhotoStatus::none), pupil("10A", PhotoStatus::none),
                                         pupil("2B", PhotoStatus::accepted)});
    table.name = "photo-progress";
    return table;
}

app::ReportKind kindWith(bool period, bool days) {
    return {.name = "x", .byClass = true, .byPeriod = period, .byDays = days};
}

} // namespace

TEST_CASE("The totals stay below the rows, whichever column sorts them") {
    ReportsModel model;
    model.set(progress());
    REQUIRE(model.size() == 3);
    CHECK(model.text(0, 0) == "2B");
    model.sortBy(1);
    CHECK(model.text(0, 0) == "2B"); // one pupil before two
    model.sortBy(1);
    CHECK_FALSE(model.ascending());
    CHECK(model.text(0, 0) == "10A");
    CHECK(model.text(2, 1) == "3");
    // A new reading of the same report keeps the order, another report begins with its own.
    model.set(progress());
    CHECK(model.text(0, 0) == "10A");
    auto other = progress();
    other.name = "other";
    model.set(std::move(other));
    CHECK(model.sortColumn() == -1);
    CHECK(model.text(0, 0) == "2B");
}

TEST_CASE("A report takes the choices that it has, and says what cannot be read") {
    ReportChoices choices{"x", "1A", "1.9.2026", "30.09.2026", "14", "Nowak", ""};
    auto query = reportQuery(kindWith(true, false), choices).value();
    CHECK(query.from == dateFromIso("2026-09-01"));
    CHECK(query.to == dateFromIso("2026-09-30"));
    CHECK_FALSE(query.days);
    CHECK(query.person.empty());
    CHECK(reportQuery(kindWith(false, true), choices).value().days == 14);
    choices.to = "31.02.2026";
    CHECK(reportQuery(kindWith(true, false), choices).error().code == ErrorCode::valueInvalid);
    CHECK(reportQuery(kindWith(false, true), choices)); // which has no period
    choices.to = "31.08.2026";
    CHECK_FALSE(reportQuery(kindWith(true, false), choices));
    for (const char* days : {"-1", "7x", "1,5", "99999"}) {
        choices.days = days;
        INFO(days);
        CHECK_FALSE(reportQuery(kindWith(false, true), choices));
    }
    choices.days = "  ";
    CHECK_FALSE(reportQuery(kindWith(false, true), choices).value().days);
}

TEST_CASE("The name of the file holds nothing that a file system refuses") {
    app::ReportTable table = progress();
    CHECK(ReportsModel::fileName(table, {.name = "photo-progress", .classUnit = "1/A b"},
                                 *dateFromIso("2026-09-01")) == "photo-progress-1_A_b-2026-09-01");
}
