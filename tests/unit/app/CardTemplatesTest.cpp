#include "app/CardTemplates.h"

#include "app/CardService.h"
#include "app/OfficePrivacy.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::app;
using test::SampleOffice;

namespace {

CardPlace& place(CardLayoutPlan& plan, const std::string& id) {
    const auto found = std::ranges::find(plan.places, id, &CardPlace::id);
    REQUIRE(found != plan.places.end());
    return *found;
}

struct Places : SampleOffice {
    CardTemplates templates{*office};
    CardLayoutPlan plan() { return templates.plan("MEiN-I/1").value(); }
    std::string refusal(const CardLayoutPlan& plan) {
        const auto checked = templates.check(plan);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().code == ErrorCode::templateInvalid);
        CHECK_FALSE(templates.save(plan).ok());
        CHECK_FALSE(templates.changed("mein-i-1"));
        return checked.error().value("reason");
    }
};

} // namespace

TEST_CASE("card places: what is changed counts for every card of the office, until it is taken back") {
    Places s;
    CardLayoutPlan plan = s.plan();
    CHECK(plan.name == "mein-i-1");
    CHECK(plan.places.front().isPhoto());
    CHECK(plan == s.templates.bundledPlan("mein-i-1").value());
    place(plan, "name").x += 1.5;
    place(plan, "photo").y -= 0.4;
    place(plan, "number").sizePt = 7;
    REQUIRE(s.templates.save(plan).ok());
    CHECK(s.templates.changed("mein-i-1"));
    CHECK_FALSE(s.templates.changed("mein-i-2"));
    CHECK(s.plan() == plan);
    const auto card = s.templates.load("MEiN-I/1").value();
    CHECK(card.photoWindow().y == Approx(16.6));
    CHECK(card.cardType() == "MEiN-I/1");

    const auto id = s.addWithPhoto();
    const auto picture = CardPreview(*s.office).draw(id).value();
    const auto* photo = std::get_if<pdf::PhotoOp>(&picture.data.front());
    REQUIRE(photo);
    CHECK(photo->yMm == Approx(16.6));

    REQUIRE(s.templates.reset("mein-i-1").ok());
    CHECK(s.templates.load("MEiN-I/1").value().photoWindow().y == Approx(17.0));
    CHECK(s.templates.reset("mein-i-1").ok()); // nothing is there any more
}

TEST_CASE("card places: what cannot be printed is refused with the field, and nothing is saved") {
    Places s;
    CardLayoutPlan beyond = s.plan();
    place(beyond, "name").x = 40;
    CHECK(s.refusal(beyond).find(place(beyond, "name").label) != std::string::npos);
    CardLayoutPlan above = s.plan();
    place(above, "pesel").baseline = 10;
    s.refusal(above);
    CardLayoutPlan squeezed = s.plan();
    place(squeezed, "photo").width = 15;
    s.refusal(squeezed);
    CardLayoutPlan tiny = s.plan();
    place(tiny, "number").sizePt = 3;
    s.refusal(tiny);
    CardLayoutPlan flat = s.plan();
    place(flat, "photo").height = 0;
    s.refusal(flat);
}

TEST_CASE("card places: a file takes them to another computer") {
    Places s, other;
    CardLayoutPlan plan = s.plan();
    place(plan, "school").y += 0.7;
    place(plan, "school").baseline += 0.7;
    const auto file = s.dir / "places.json";
    REQUIRE(s.templates.exportTo(plan, file).ok());
    CHECK_FALSE(s.templates.changed("mein-i-1"));
    CHECK(s.templates.exportTo(plan, s.office->dir() / "replica.json").error().code ==
          ErrorCode::outputRefused);
    const auto taken = other.templates.import(file).value();
    CHECK(taken == plan);
    CHECK_FALSE(other.templates.changed("mein-i-1")); // a person looks at it first
    REQUIRE(other.templates.save(taken).ok());
    CHECK(other.plan() == plan);

    platform::writeFileAtomically(s.dir / "no.json", std::string_view("{\"extends\": \"../secret\"}"))
        .value();
    CHECK(other.templates.import(s.dir / "no.json").error().code == ErrorCode::templateInvalid);
    platform::writeFileAtomically(s.dir / "no.json", std::string_view("nothing")).value();
    CHECK(other.templates.import(s.dir / "no.json").error().code == ErrorCode::jsonInvalid);
    CHECK(other.templates.import(s.dir / "gone.json").error().code == ErrorCode::fileNotFound);
    platform::writeFileAtomically(s.dir / "no.json",
                                  std::string_view("{\"extends\": \"mein-i-1\", \"photo\": {\"x\": 80}}"))
        .value();
    CHECK(other.templates.import(s.dir / "no.json").error().code == ErrorCode::templateInvalid);
}

TEST_CASE("card places: their folder is one of the program's own and closed to other users") {
    Places s;
    REQUIRE(s.templates.save(s.plan()).ok());
    std::filesystem::permissions(s.office->dir(), std::filesystem::perms(0755));
    std::filesystem::permissions(s.office->dir() / "templates", std::filesystem::perms(0755));
    REQUIRE(closeToOthers(*s.office).ok());
    for (const auto& folder : {s.office->dir(), s.office->dir() / "templates"})
        CHECK((std::filesystem::status(folder).permissions() & std::filesystem::perms::others_all) ==
              std::filesystem::perms::none);
}

TEST_CASE("card places: the specimen has the school's data and no pupil") {
    Places s;
    s.addWithPhoto();
    const auto picture = s.templates.specimen(s.plan()).value();
    std::string words;
    for (const pdf::Op& op : picture.data)
        if (const auto* text = std::get_if<pdf::TextOp>(&op))
            words += text->text + " ";
    CHECK(words.find("Skłodowskiej") != std::string::npos);
    CHECK(words.find("Żółć") == std::string::npos);
}
