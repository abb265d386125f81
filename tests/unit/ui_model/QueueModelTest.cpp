#include "ui/model/QueueModel.h"

#include <catch2/catch.hpp>

using namespace esek;
using ui::model::QueueModel;
using ui::model::Row;

namespace {

domain::StudentId idOf(int n) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[15] = static_cast<std::uint8_t>(n);
    bytes[14] = static_cast<std::uint8_t>(n / 256);
    return {Uuid::fromBytes(bytes)};
}

std::vector<Row> rows(int count) {
    std::vector<Row> all;
    for (int i = 0; i < count; ++i) {
        Row r;
        r.student = idOf(i);
        r.status = domain::PhotoStatus::pending;
        all.push_back(r);
    }
    return all;
}

std::vector<domain::StudentId> targets(const QueueModel& q) {
    std::vector<domain::StudentId> ids;
    for (const auto& photo : q.targets())
        ids.push_back(photo.student);
    return ids;
}

} // namespace

TEST_CASE("After a decision the next photo is current and none is skipped") {
    QueueModel q;
    q.setRows(rows(5));
    q.moveTo(2);
    q.remove(std::array{idOf(2)});
    CHECK(q.currentRow()->student == idOf(3));
    q.remove(std::array{idOf(3)});
    CHECK(q.currentRow()->student == idOf(4));
    q.remove(std::array{idOf(4)}); // the last one: back to the one before
    CHECK(q.currentRow()->student == idOf(1));
    q.remove(std::array{idOf(0), idOf(1)});
    CHECK(q.empty());
    CHECK(q.currentRow() == nullptr);
    CHECK(q.targets().empty());
}

TEST_CASE("Rows that go before the current one leave it current") {
    QueueModel q;
    q.setRows(rows(6));
    q.moveTo(4);
    q.remove(std::array{idOf(0), idOf(1)});
    CHECK(q.currentRow()->student == idOf(4));
}

TEST_CASE("A list read anew keeps the pupil, else the place") {
    QueueModel q;
    q.setRows(rows(10));
    q.moveTo(6);
    auto fewer = rows(10);
    fewer.erase(fewer.begin(), fewer.begin() + 3);
    q.setRows(fewer);
    CHECK(q.currentRow()->student == idOf(6));
    fewer.erase(fewer.begin() + 3); // pupil 6 is gone
    q.setRows(fewer);
    CHECK(q.currentRow()->student == idOf(7));
    q.setRows({});
    CHECK(q.current() == std::nullopt);
    q.setRows(rows(2));
    CHECK(q.current() == 0u);
}

TEST_CASE("Moving stops at the ends and keeps the marks") {
    QueueModel q;
    q.setRows(rows(3));
    CHECK_FALSE(q.moveBy(-1));
    CHECK(q.moveBy(1));
    CHECK(q.moveBy(100));
    CHECK(q.current() == 2u);
    CHECK_FALSE(q.moveBy(1));
    q.toggleMark(0);
    q.toggleMark(2);
    CHECK(q.several());
    q.moveBy(-1);
    CHECK(targets(q) == std::vector{idOf(0), idOf(2)});
    q.clearMarks();
    CHECK(targets(q) == std::vector{idOf(1)});
}

TEST_CASE("One mark elsewhere is what a decision means, one mark here is the photo that is looked at") {
    QueueModel q;
    q.setRows(rows(3));
    q.toggleMark(0);
    CHECK_FALSE(q.several());
    q.moveBy(1);
    CHECK(q.several());
    CHECK(targets(q) == std::vector{idOf(0)});
}

TEST_CASE("A range by shift leaves marks alone that were set one by one") {
    QueueModel q;
    q.setRows(rows(10));
    q.toggleMark(0);
    q.moveTo(4);
    q.markTo(5);
    q.markTo(6);
    CHECK(targets(q) == std::vector{idOf(0), idOf(4), idOf(5), idOf(6)});
    q.markTo(5);
    CHECK(targets(q) == std::vector{idOf(0), idOf(4), idOf(5)});
}

TEST_CASE("Marks: toggle, range from the anchor, all, targets in the order of the list") {
    QueueModel q;
    q.setRows(rows(8));
    CHECK(targets(q) == std::vector{idOf(0)});
    q.moveTo(5);
    q.markTo(3);
    CHECK(targets(q) == std::vector{idOf(3), idOf(4), idOf(5)});
    CHECK(q.current() == 3u);
    q.markTo(6); // the anchor stays where it was
    CHECK(targets(q) == std::vector{idOf(5), idOf(6)});
    q.toggleMark(0);
    CHECK(targets(q).front() == idOf(0));
    Row newer = q.row(0);
    newer.version = 7;
    q.replaceRow(0, newer);
    CHECK(q.targets().front().version == 7); // what the list shows is what is decided about
    q.toggleMark(0);
    q.markAll();
    CHECK(q.markedCount() == 8);
    q.setRows(rows(4)); // marks of pupils that left the list do not stay
    CHECK(q.markedCount() == 4);
    q.remove(std::array{idOf(1)});
    CHECK(q.markedCount() == 3);
}

TEST_CASE("What is decoded ahead lies in the direction of travel") {
    QueueModel q;
    q.setRows(rows(10));
    q.moveTo(4);
    CHECK(q.ahead(3) == std::vector<std::size_t>{4, 5, 6, 7, 3});
    q.moveTo(3);
    CHECK(q.ahead(2) == std::vector<std::size_t>{3, 2, 1, 4});
    q.moveTo(0);
    CHECK(q.ahead(2) == std::vector<std::size_t>{0, 1});
}
