#include "reports/Reports.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::reports;
using namespace esek::domain;

namespace {

Date day(const char* iso) {
    return *dateFromIso(iso);
}

PupilLine pupil(const std::string& classUnit, PhotoStatus status, const char* since = "2026-09-10") {
    return {"Nowak", "Jan", classUnit, "1", status, day(since), false};
}

CardLine card(int n, CardState state, int duplicate = 0) {
    CardLine line;
    line.card.id = {Uuid::fromBytes({static_cast<std::uint8_t>(n)})};
    line.card.student = {Uuid::fromBytes({99})};
    line.card.number = std::to_string(n) + "/2026";
    line.card.classUnit = n % 2 ? "10A" : "2B";
    line.card.issuedOn = day("2026-09-01");
    line.card.state = state;
    line.card.duplicate = duplicate;
    line.card.contents.surname = "Żak";
    line.card.contents.givenNames = "Ewa";
    line.card.contents.pesel = "05251600134";
    return line;
}

std::string cell(const Table& table, std::size_t row, const char* key) {
    return shown(table.rows.at(row).at(table.column(key)));
}

void checkShape(const Table& table) {
    for (const Row& row : table.rows)
        CHECK(row.size() == table.columns.size());
    CHECK((table.totals.empty() || table.totals.size() == table.columns.size()));
    for (const Column& column : table.columns) {
        INFO(column.key);
        CHECK_FALSE(column.title.empty());
        const bool figure = column.type == ColumnType::number || column.type == ColumnType::money;
        CHECK((!figure || !column.definition.empty()));
    }
}

} // namespace

TEST_CASE("Progress by class counts every pupil once, in the order of classes") {
    const Table table =
        photoProgress({pupil("10A", PhotoStatus::accepted), pupil("2B", PhotoStatus::none),
                       pupil("10A", PhotoStatus::pending), pupil("10A", PhotoStatus::changeRequested)});
    checkShape(table);
    REQUIRE(table.rows.size() == 2);
    CHECK(cell(table, 0, "class") == "2B");
    CHECK(cell(table, 1, "pupils") == "3");
    CHECK(cell(table, 1, "pending") == "1");
    CHECK(cell(table, 1, "share") == "66"); // two of three have an accepted photo
    CHECK(table.totals[table.column("pupils")] == Cell(std::int64_t{4}));
    CHECK(table.totals[table.column("share")] == Cell(std::int64_t{50}));
    for (std::size_t row = 0; row < 2; ++row) {
        std::int64_t sum = 0;
        for (const PhotoStatus status : allPhotoStatuses())
            sum += std::get<std::int64_t>(table.rows[row][table.column(toString(status))]);
        CHECK(std::to_string(sum) == cell(table, row, "pupils"));
    }
    CHECK(photoProgress({}).totals[1] == Cell(std::int64_t{0}));
}

TEST_CASE("Who has no accepted photo is listed, whatever is under way") {
    auto noCard = pupil("1A", PhotoStatus::none);
    noCard.needsNoCard = true;
    const Table table = missingPhotos({pupil("1A", PhotoStatus::accepted), pupil("1A", PhotoStatus::rejected),
                                       pupil("1A", PhotoStatus::deletionRequested), noCard});
    checkShape(table);
    REQUIRE(table.rows.size() == 2);
    CHECK(cell(table, 0, "status") == officeLabel(PhotoStatus::rejected));
    CHECK(cell(table, 0, "since") == "10.09.2026");
    CHECK(cell(table, 1, "since").empty());
    CHECK(cell(table, 1, "remark") == "needs no card");
}

TEST_CASE("Photos that wait longer than so many days come with the longest first") {
    const std::vector<PupilLine> pupils{pupil("1A", PhotoStatus::pending, "2026-09-20"),
                                        pupil("1A", PhotoStatus::deletionRequested, "2026-09-10"),
                                        pupil("1A", PhotoStatus::pending, "2026-09-25"),
                                        pupil("1A", PhotoStatus::accepted, "2026-01-01")};
    const Table table = pendingPhotos(pupils, day("2026-10-02"), 7);
    checkShape(table);
    REQUIRE(table.rows.size() == 2); // exactly seven days are not more than seven
    CHECK(cell(table, 0, "days") == "22");
    CHECK(cell(table, 1, "days") == "12");
    CHECK(pendingPhotos(pupils, day("2026-10-02"), 6).rows.size() == 3);
}

TEST_CASE("Reasons are counted by decision and by pupil") {
    const StudentId a{Uuid::fromBytes({1})}, b{Uuid::fromBytes({2})};
    const Table table = rejections({{a, {RejectionReason::blurred, RejectionReason::tooDark}},
                                    {a, {RejectionReason::blurred}},
                                    {b, {RejectionReason::blurred}}});
    checkShape(table);
    REQUIRE(table.rows.size() == 2);
    CHECK(cell(table, 0, "reason") == label(RejectionReason::blurred));
    CHECK(cell(table, 0, "rejections") == "3");
    CHECK(cell(table, 0, "pupils") == "2");
    CHECK(cell(table, 0, "share") == "100");
    CHECK(cell(table, 1, "share") == "33");
    CHECK(table.totals[1] == Cell(std::int64_t{3}));
    CHECK(table.totals[2] == Cell(std::int64_t{2}));
}

TEST_CASE("The register begins with the columns of the law and knows the days of print and receipt") {
    std::vector<CardLine> lines{card(1, CardState::handedOver), card(2, CardState::issued),
                                card(3, CardState::printed)};
    lines[1].card.contents.pesel.clear();
    lines[1].card.contents.document = IdentityDocument{"paszport", "CZ123456"};
    const CardId one = lines[0].card.id, two = lines[1].card.id, three = lines[2].card.id;
    addDays(lines, {{one, CardState::printed, {}, day("2026-09-02")},
                    {one, CardState::spoiled, {}, day("2026-09-03")},
                    {one, CardState::printed, {}, day("2026-09-04")},
                    {one, CardState::handedOver, {}, day("2026-09-05")},
                    {two, CardState::printed, {}, day("2026-09-02")},
                    {two, CardState::issued, CardState::printed, day("2026-09-02")},
                    {three, CardState::printed, {}, day("2026-09-02")},
                    {three, CardState::handedOver, {}, day("2026-09-03")},
                    {three, CardState::printed, CardState::handedOver, day("2026-09-04")}});
    const Table table = cardRegister(lines);
    checkShape(table);
    const char* const law[] = {"name", "pesel", "number", "receivedOn", "signature"};
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(table.columns[i].key == law[i]);
    CHECK(cell(table, 0, "printedOn") == "04.09.2026");
    CHECK(cell(table, 0, "receivedOn") == "05.09.2026");
    CHECK(cell(table, 1, "printedOn").empty());
    CHECK(cell(table, 1, "pesel") == "paszport CZ123456");
    CHECK(cell(table, 2, "printedOn") == "02.09.2026"); // the receipt was taken back, the print was not
    CHECK(cell(table, 2, "receivedOn").empty());
}

TEST_CASE("The list for signatures goes class by class, and by name within a class") {
    std::vector<CardLine> lines{card(1, CardState::printed), card(2, CardState::issued),
                                card(3, CardState::printed)};
    lines[2].card.contents.surname = "Ćma";
    const Table table = handover(lines);
    checkShape(table);
    REQUIRE(table.rows.size() == 3);
    CHECK(cell(table, 0, "class") == "2B");
    CHECK(cell(table, 1, "number") == "3/2026");
    CHECK(cell(table, 2, "number") == "1/2026");
    CHECK(table.pageBy == std::optional<std::size_t>(0));
}

TEST_CASE("A duplicate names the card before it and why that is no longer valid") {
    std::vector<CardLine> all{card(1, CardState::invalid), card(2, CardState::printed, 1)};
    all[0].card.stateReason = "zgubiona";
    DuplicateRequest request;
    request.id = all[0].card.id;
    request.newCard = all[1].card.id;
    request.askedOn = *dateFromIso("2026-09-03");
    request.fee = 900;
    const Table table = duplicates(all, {&all[0], &all[1]}, {request});
    checkShape(table);
    CHECK(cell(table, 0, "askedOn") == "03.09.2026");
    CHECK(cell(table, 0, "fee") == "9,00");
    CHECK(cell(table, 0, "owed") == "9,00");
    CHECK(std::get<Money>(table.totals.at(table.column("fee"))).grosze == 900);
    REQUIRE(table.rows.size() == 1);
    CHECK(cell(table, 0, "number") == "2/2026");
    CHECK(cell(table, 0, "before") == "1/2026");
    CHECK(cell(table, 0, "reason") == "zgubiona");
}
