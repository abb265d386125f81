#include "ui/model/QueueMoves.h"

#include "base/Clock.h"
#include "base/Rng.h"
#include <catch2/catch.hpp>

using namespace esek;
using namespace ui::model;

namespace {

QueueModel queueOf(std::size_t count) {
    SystemRng rng;
    SystemClock clock;
    std::vector<Row> rows(count);
    for (Row& row : rows)
        row.student = {Uuid::v7(clock, rng)};
    QueueModel queue;
    queue.setRows(std::move(rows));
    return queue;
}

} // namespace

TEST_CASE("Keys move by rows, by lines of the grid and by pages") {
    QueueModel queue = queueOf(30);
    const auto place = [&](Command c, int columns = 1) {
        CHECK(move(queue, c, columns, 4) == Moved::another);
        return *queue.current();
    };
    CHECK(place(Command::next) == 1);
    CHECK(place(Command::nextRow, 3) == 4);
    CHECK(place(Command::previousRow, 3) == 1);
    CHECK(place(Command::pageDown, 3) == 13);
    CHECK(place(Command::pageUp) == 9);
    CHECK(place(Command::previous) == 8);
    CHECK(place(Command::last) == 29);
    CHECK(move(queue, Command::next, 1, 4) == Moved::stayed);
    CHECK(place(Command::first) == 0);
}

TEST_CASE("Marking with shift takes the rows on the way and stops at the ends") {
    QueueModel queue = queueOf(3);
    CHECK(move(queue, Command::markNext, 1, 4) == Moved::another);
    CHECK(queue.markedCount() == 2);
    move(queue, Command::markNext, 1, 4);
    move(queue, Command::markNext, 1, 4);
    CHECK(queue.markedCount() == 3);
    CHECK(*queue.current() == 2);
    move(queue, Command::markPrevious, 1, 4);
    CHECK(queue.markedCount() == 2);
    CHECK(move(queue, Command::clearMarks, 1, 4) == Moved::marked);
    CHECK(queue.markedCount() == 0);
    CHECK(move(queue, Command::markAll, 1, 4) == Moved::marked);
    CHECK(queue.markedCount() == 3);
}

TEST_CASE("An empty list has nowhere to go, and other commands are no moves") {
    QueueModel queue;
    for (const Command c : {Command::next, Command::last, Command::pageDown, Command::markNext})
        CHECK(move(queue, c, 1, 4) == Moved::stayed);
    CHECK(move(queue, Command::mark, 1, 4) == Moved::marked);
    CHECK(move(queue, Command::accept, 1, 4) == Moved::notAMove);
}
