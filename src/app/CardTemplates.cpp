#include "app/CardTemplates.h"

#include "app/CardRules.h"
#include "base/Format.h"
#include "base/Json.h"
#include "base/OutputFile.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cards/CardLayout.h"

#include <algorithm>
#include <cmath>

namespace esek::app {

namespace {

constexpr double kShapeTolerance = 0.01; ///< of the photo: it is cropped before it comes to the card
constexpr const char* kPhoto = "photo";

/// The name by which a bundled template extends to the office's places.
std::string bundledName(const std::string& nameOrCardType) {
    return cards::CardTemplate::load(nameOrCardType).value().name();
}

CardLayoutPlan planOf(const cards::CardTemplate& card, const std::string& name) {
    CardLayoutPlan plan{name, card.title(), card.widthMm(), card.heightMm(), {}};
    const cards::RectMm& photo = card.photoWindow();
    plan.places.push_back({kPhoto, tr("photo"), photo.x, photo.y, photo.width, photo.height, 0, 0});
    for (const cards::TextField& field : card.fields())
        plan.places.push_back({field.id, field.label, field.box.x, field.box.y, field.box.width,
                               field.box.height, field.baseline, field.sizePt});
    return plan;
}

Json toJson(const CardLayoutPlan& plan) {
    Json json{{"extends", plan.name}, {"fields", Json::object()}};
    for (const CardPlace& place : plan.places) {
        Json box{{"x", place.x}, {"y", place.y}, {"width", place.width}, {"height", place.height}};
        if (place.isPhoto()) {
            json[kPhoto] = std::move(box);
            continue;
        }
        box["baseline"] = place.baseline;
        box["sizePt"] = place.sizePt;
        json["fields"][place.id] = std::move(box);
    }
    return json;
}

} // namespace

std::filesystem::path CardTemplates::ownFile(const std::string& name) const {
    return m_office.dir() / "templates" / platform::pathFromUtf8(name + ".own.json");
}

bool CardTemplates::changed(const std::string& name) const {
    std::error_code ec;
    return std::filesystem::exists(ownFile(name), ec);
}

Result<cards::CardTemplate> CardTemplates::load(const std::string& nameOrCardType) const {
    auto bundled = cards::CardTemplate::load(nameOrCardType);
    if (!bundled || !changed(bundled->name()))
        return bundled;
    return cards::CardTemplate::loadFile(ownFile(bundled->name()));
}

Result<std::vector<std::pair<std::string, std::string>>> CardTemplates::names() const {
    return guarded([&] {
        std::vector<std::pair<std::string, std::string>> list;
        for (const std::string& name : cards::CardTemplate::available())
            list.emplace_back(name, cards::CardTemplate::load(name).value().title());
        return list;
    });
}

Result<CardLayoutPlan> CardTemplates::plan(const std::string& nameOrCardType) const {
    return guarded([&] { return planOf(load(nameOrCardType).value(), bundledName(nameOrCardType)); });
}

Result<CardLayoutPlan> CardTemplates::bundledPlan(const std::string& nameOrCardType) const {
    return guarded([&] {
        const auto card = cards::CardTemplate::load(nameOrCardType).value();
        return planOf(card, card.name());
    });
}

Result<void> CardTemplates::check(const CardLayoutPlan& plan) const {
    return guarded([&] {
        const CardLayoutPlan bundled = bundledPlan(plan.name).value();
        const auto refuse = [&](const std::string& label, const std::string& rule) {
            throw Exception(Error{ErrorCode::templateInvalid,
                                  "places of a card",
                                  {{"template", plan.title}, {"reason", label + ": " + rule}}});
        };
        for (const CardPlace& place : plan.places) {
            if (place.x < 0 || place.y < 0 || place.x + place.width > plan.widthMm + 1e-6 ||
                place.y + place.height > plan.heightMm + 1e-6)
                refuse(place.label, tr("it reaches beyond the card"));
            if (place.isPhoto()) {
                const CardPlace& usual = bundled.places.front();
                const double shape = place.width / place.height / (usual.width / usual.height);
                if (!(std::abs(shape - 1) <= kShapeTolerance))
                    refuse(place.label, tr("its width and height must keep their proportion"));
            } else if (place.baseline < place.y || place.baseline > place.y + place.height) {
                refuse(place.label, tr("the line of the text lies outside of its box"));
            }
        }
        static_cast<void>(cards::CardTemplate::fromJson(toJson(plan), plan.title).value());
    });
}

Result<void> CardTemplates::save(const CardLayoutPlan& plan) {
    return guarded([&] {
        check(plan).value();
        const auto file = ownFile(plan.name);
        platform::ensureFolder(file.parent_path()).value();
        platform::writeFileAtomically(file, dumpJson(toJson(plan), 2) + "\n").value();
    });
}

Result<void> CardTemplates::reset(const std::string& name) {
    return platform::removeFile(ownFile(name));
}

Result<void> CardTemplates::exportTo(const CardLayoutPlan& plan, const std::filesystem::path& asked) const {
    return guarded([&] {
        check(plan).value();
        const auto out = outputFile(asked, m_office.dir()).value();
        platform::writeFileAtomically(out, dumpJson(toJson(plan), 2) + "\n").value();
    });
}

Result<CardLayoutPlan> CardTemplates::import(const std::filesystem::path& file) const {
    return guarded([&] {
        const auto card = cards::CardTemplate::loadFile(file).value();
        CardLayoutPlan plan = bundledPlan(card.cardType()).value();
        const CardLayoutPlan theirs = planOf(card, plan.name);
        for (CardPlace& place : plan.places) {
            const auto found = std::ranges::find(theirs.places, place.id, &CardPlace::id);
            if (found == theirs.places.end())
                continue;
            const std::string label = place.label;
            place = *found;
            place.label = label;
        }
        check(plan).value();
        return plan;
    });
}

Result<CardPicture> CardTemplates::specimen(const CardLayoutPlan& plan) const {
    return guarded([&] {
        check(plan).value();
        const auto card = cards::CardTemplate::fromJson(toJson(plan), plan.title).value();
        const auto metrics = card.fonts().value();
        CardPicture out;
        out.widthMm = card.widthMm();
        out.heightMm = card.heightMm();
        out.regularFont = metrics.file(pdf::FontStyle::regular);
        out.boldFont = metrics.file(pdf::FontStyle::bold);
        out.blank = cards::previewBackground(card, metrics);
        constexpr int kGreyPixelsPerMm = 10;
        constexpr std::uint8_t kGrey = 0xC8;
        out.photo.width = static_cast<int>(card.photoWindow().width * kGreyPixelsPerMm);
        out.photo.height = static_cast<int>(card.photoWindow().height * kGreyPixelsPerMm);
        out.photo.rgb.assign(3 * static_cast<std::size_t>(out.photo.width) *
                                 static_cast<std::size_t>(out.photo.height),
                             kGrey);
        out.data = cards::layoutCard(card, textsOf(specimenCard(m_office)), metrics).value();
        return out;
    });
}

domain::StudentCard specimenCard(Office& office) {
    const domain::School school = office.replica().school().value();
    domain::StudentCard card;
    card.cardType = school.defaultCardType;
    card.number = tr("SPECIMEN");
    card.issuedOn = office.clock().today();
    card.contents.givenNames = tr("Sample");
    card.contents.surname = tr("Specimen");
    card.contents.birthDate = card.issuedOn;
    card.contents.pesel = "00000000000";
    card.contents.schoolName = school.name;
    card.contents.schoolAddress = school.address;
    card.contents.headteacher = school.headteacher;
    return card;
}

} // namespace esek::app
