#include "domain/Card.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/JsonFields.h"

namespace esek::domain {

namespace {

constexpr auto kStates = enumTable<CardState>({{CardState::issued, "new"},
                                               {CardState::printed, "printed"},
                                               {CardState::spoiled, "spoiled"},
                                               {CardState::handedOver, "issued"},
                                               {CardState::lost, "lost"},
                                               {CardState::returned, "returned"},
                                               {CardState::invalid, "invalid"}});

} // namespace

std::string_view toString(CardState s) {
    return kStates.text(s);
}
std::optional<CardState> cardStateFromString(std::string_view s) {
    return kStates.value(s);
}

std::string label(CardState s) {
    switch (s) {
    case CardState::issued:
        return tr("to be printed");
    case CardState::printed:
        return tr("printed");
    case CardState::spoiled:
        return tr("spoiled");
    case CardState::handedOver:
        return tr("handed over");
    case CardState::lost:
        return tr("lost");
    case CardState::returned:
        return tr("returned");
    case CardState::invalid:
        return tr("invalid");
    }
    return {};
}

Json toJson(const StudentCard& c) {
    Json j;
    j["id"] = c.id.toString();
    j["student"] = c.student.toString();
    j["batch"] = c.batch.toString();
    j["number"] = c.number;
    j["cardType"] = c.cardType;
    fields::put(j, "class", c.classUnit);
    j["issuedOn"] = toIso(c.issuedOn);
    j["state"] = toString(c.state);
    fields::put(j, "stateReason", c.stateReason);
    if (c.duplicate != 0)
        j["duplicate"] = c.duplicate;
    Json& k = j["contents"] = Json::object();
    k["givenNames"] = c.contents.givenNames;
    k["surname"] = c.contents.surname;
    if (c.contents.birthDate)
        k["birthDate"] = toIso(*c.contents.birthDate);
    fields::put(k, "pesel", c.contents.pesel);
    if (c.contents.document)
        k["document"] = {{"kind", c.contents.document->kind}, {"number", c.contents.document->number}};
    k["schoolName"] = c.contents.schoolName;
    k["address"] = {{"street", c.contents.schoolAddress.street},
                    {"postcode", c.contents.schoolAddress.postcode},
                    {"city", c.contents.schoolAddress.city}};
    k["headteacher"] = c.contents.headteacher;
    k["photo"] = c.contents.photo.toString();
    if (c.contents.crop)
        k["crop"] = toJson(*c.contents.crop);
    j["version"] = c.version;
    return j;
}

Result<StudentCard> cardFromJson(const Json& j) {
    return guarded([&] {
        StudentCard c;
        c.id = fields::id<CardId>(j, "id");
        c.student = fields::id<StudentId>(j, "student");
        c.batch = fields::id<BatchId>(j, "batch");
        c.number = fields::text(j, "number");
        c.cardType = fields::text(j, "cardType");
        c.classUnit = fields::textOr(j, "class");
        const auto issued = dateFromIso(fields::text(j, "issuedOn"));
        const auto state = cardStateFromString(fields::text(j, "state"));
        if (!issued || !state)
            fields::bad("issuedOn/state");
        c.issuedOn = *issued;
        c.state = *state;
        c.stateReason = fields::textOr(j, "stateReason");
        c.duplicate = static_cast<int>(fields::integerOr(j, "duplicate", 0));
        const Json& k = fields::at(j, "contents");
        c.contents.givenNames = fields::text(k, "givenNames");
        c.contents.surname = fields::text(k, "surname");
        if (fields::has(k, "birthDate"))
            c.contents.birthDate = dateFromIso(fields::text(k, "birthDate"));
        c.contents.pesel = fields::textOr(k, "pesel");
        if (fields::has(k, "document")) {
            const Json& d = fields::at(k, "document");
            c.contents.document = IdentityDocument{fields::text(d, "kind"), fields::text(d, "number")};
        }
        c.contents.schoolName = fields::text(k, "schoolName");
        const Json& a = fields::at(k, "address");
        c.contents.schoolAddress = {fields::text(a, "street"), fields::text(a, "postcode"),
                                    fields::text(a, "city")};
        c.contents.headteacher = fields::text(k, "headteacher");
        c.contents.photo = fields::id<BlobId>(k, "photo");
        if (fields::has(k, "crop"))
            c.contents.crop = fields::take(cropFromJson(fields::at(k, "crop")));
        c.version = fields::integerOr(j, "version", 0);
        return c;
    });
}

Json toJson(const CardBatch& b) {
    return {{"id", b.id.toString()},           {"number", b.number},       {"issuedOn", toIso(b.issuedOn)},
            {"createdAt", toIso(b.createdAt)}, {"createdBy", b.createdBy}, {"cardCount", b.cardCount}};
}

Result<CardBatch> batchFromJson(const Json& j) {
    return guarded([&] {
        CardBatch b;
        b.id = fields::id<BatchId>(j, "id");
        b.number = static_cast<int>(fields::integer(j, "number"));
        const auto issued = dateFromIso(fields::text(j, "issuedOn"));
        if (!issued)
            fields::bad("issuedOn");
        b.issuedOn = *issued;
        b.createdAt = fields::time(j, "createdAt");
        b.createdBy = fields::textOr(j, "createdBy");
        b.cardCount = static_cast<int>(fields::integer(j, "cardCount"));
        return b;
    });
}

} // namespace esek::domain
