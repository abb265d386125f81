#include "ui/model/ColumnWidths.h"
#include "ui/model/LegendPlace.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace esek::ui::model;
using Kind = ColumnNeed::Kind;

namespace {

/// Surname, given names, class, register number, birth date, status of the photo, card.
std::vector<ColumnNeed> pupils(int scale) {
    return {{Kind::shares, 145 * scale, 75 * scale}, {Kind::shares, 125 * scale, 60 * scale},
            {Kind::whole, 66 * scale, 30 * scale},   {Kind::optional, 96 * scale, 0},
            {Kind::optional, 106 * scale, 0},        {Kind::whole, 192 * scale, 110 * scale},
            {Kind::optional, 100 * scale, 0}};
}

} // namespace

TEST_CASE("columns: with room for all they share it as they wish") {
    const auto widths = columnWidths(pupils(1), 1660);
    CHECK(widths == std::vector<int>{290, 250, 132, 192, 212, 384, 200});
}

TEST_CASE("columns: what is to be read in full is so even where the wishes fit") {
    const auto widths =
        columnWidths({{Kind::shares, 200, 50}, {Kind::whole, 60, 95}, {Kind::optional, 80, 0}}, 340);
    CHECK(widths == std::vector<int>{175, 95, 70});
}

TEST_CASE("columns: without room for all the less important ones go, and what matters stays whole") {
    const auto needs = pupils(2);
    const auto widths = columnWidths(needs, 600);
    CHECK(widths == std::vector<int>{177, 142, 60, 0, 0, 220, 0});
    CHECK(std::accumulate(widths.begin(), widths.end(), 0) <= 600);
    // A little wider, and the first of the optional ones is back.
    const auto wider = columnWidths(needs, 780);
    CHECK(wider[3] == 192);
    CHECK(wider[4] == 0);
    CHECK(wider[6] == 0);
}

TEST_CASE("columns: what is too much even then is taken from those that share") {
    const auto widths = columnWidths(pupils(2), 460);
    CHECK(widths[2] == 60);
    CHECK(widths[5] == 220);
    CHECK(widths[0] + widths[1] <= 180);
    CHECK(widths[0] > widths[1]);
    CHECK(columnWidths({}, 500).empty());
}

TEST_CASE("legend: it covers a little of a high photo and nothing of the face of a low one") {
    const Size row{300, 24}, column{140, 90};
    CHECK(legendPlace({500, 600}, {50, 0, 400, 600}, row, column) == LegendPlace::below);
    CHECK(legendPlace({500, 600}, {100, 0, 300, 560}, row, column) == LegendPlace::below); // under the photo
    CHECK(legendPlace({410, 100}, {165, 0, 78, 100}, row, column) == LegendPlace::beside);
    CHECK(legendPlace({410, 80}, {165, 0, 78, 80}, row, column) == LegendPlace::hidden);
    CHECK(legendPlace({200, 100}, {60, 0, 78, 100}, row, column) == LegendPlace::hidden);
}
