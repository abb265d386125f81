#include "ui/model/PlacesModel.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using esek::ui::model::PlacesModel;

namespace {

CardLayoutPlan plan() {
    return {"mein-i-1",
            "Legitymacja",
            85.6,
            53.98,
            {{"photo", "zdjęcie", 5.5, 17, 19, 26, 0, 0},
             {"name", "Imię i nazwisko", 28.1, 16.1, 54.9, 4.1, 18.8, 6},
             {"number", "Nr", 10, 46.2, 16.6, 4.6, 49.6, 8}}};
}

} // namespace

TEST_CASE("a place moves with its line of text, in tenths, and stays on the card") {
    PlacesModel model;
    model.set(plan());
    model.choose(1);
    model.move(0.1, -0.3);
    CHECK(model.place().x == Approx(28.2));
    CHECK(model.place().y == Approx(15.8));
    CHECK(model.place().baseline == Approx(18.5));
    CHECK(model.changed());
    model.move(100, 100);
    CHECK(model.place().x + model.place().width <= 85.6 + 1e-9);
    CHECK(model.place().y + model.place().height <= 53.98 + 1e-9);
    CHECK(model.place().baseline >= model.place().y);
    CHECK(model.place().baseline <= model.place().y + model.place().height);
    model.move(-200, -200);
    CHECK(model.place().x == 0);
    CHECK(model.place().y == 0);
}

TEST_CASE("the photo keeps its proportion, by whichever side it is sized") {
    PlacesModel model;
    model.set(plan());
    const auto proportion = [&] { return model.place().width / model.place().height; };
    model.resize(2, 0);
    CHECK(model.place().width == Approx(21));
    CHECK(proportion() == Approx(19.0 / 26).epsilon(0.005));
    model.resize(0, -3);
    CHECK(proportion() == Approx(19.0 / 26).epsilon(0.005));
    CardPlace typed = model.place();
    typed.width = 80;
    model.put(typed); // larger than the card is high
    CHECK(model.place().height <= 53.98 + 0.01);
    CHECK(proportion() == Approx(19.0 / 26).epsilon(0.005));
    CHECK(model.place().sizePt == 0);
}

TEST_CASE("what was typed is held to the same rules, and a box takes its line along") {
    PlacesModel model;
    model.set(plan());
    model.choose(2);
    CardPlace typed = model.place();
    typed.y = 40.2;
    model.put(typed);
    CHECK(model.place().baseline == Approx(43.6));
    typed = model.place();
    typed.baseline = 10; // outside of the box
    typed.sizePt = 2;
    model.put(typed);
    CHECK(model.place().baseline == Approx(40.2));
    CHECK(model.place().sizePt == 5);
}

TEST_CASE("changes are taken back one by one, a drag as one, and a click changes nothing") {
    PlacesModel model;
    model.set(plan());
    model.choose(1);
    model.move(1, 0);
    model.begin();
    for (int i = 0; i < 20; ++i)
        model.move(0.1, 0.1);
    model.end();
    model.begin();
    model.end();
    REQUIRE(model.undo());
    CHECK(model.place().x == Approx(29.1));
    REQUIRE(model.undo());
    CHECK_FALSE(model.changed());
    CHECK_FALSE(model.undo());
    model.move(3, 3);
    model.revert();
    CHECK(model.plan() == plan());
}

TEST_CASE("the pointer finds the smallest place, and the corner of the chosen one") {
    PlacesModel model;
    auto over = plan();
    over.places[2].x = 10; // inside the photo
    over.places[2].y = 20;
    model.set(over);
    CHECK(model.at(12, 22) == 2u);
    CHECK(model.at(6, 18) == 0u);
    CHECK_FALSE(model.at(1, 1));
    CHECK(model.atHandle(24.4, 43.2, 0.5));
    CHECK_FALSE(model.atHandle(20, 43, 0.5));
    CHECK_FALSE(PlacesModel().atHandle(0, 0, 1));
}
