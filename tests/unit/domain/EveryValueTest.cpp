#include "domain/Check.h"
#include "domain/Entities.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

#include <set>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

constexpr Date kToday{std::chrono::year{2026}, std::chrono::November, std::chrono::day{27}};
constexpr Date kDay{std::chrono::year{2026}, std::chrono::September, std::chrono::day{1}};
const Timestamp kAt = *timestampFromIso("2026-09-01T08:00:00.000Z");

/// Every field of a record is written, so that no text of it is forgotten below.
template <class Record>
void requireEveryField(const Json& written) {
    visitFields<Record>([&](const auto& field) {
        if (!field.json)
            return; // what a later program knows is not read here
        CAPTURE(field.json);
        CHECK(written.contains(field.json));
    });
}

Student pupil() {
    Student s;
    s.id = {countedUuid(1)};
    s.registerNumber = "12";
    s.surname = "Kowalska";
    s.givenNames = "Ewa";
    s.pesel = makePesel(kDay - std::chrono::years(14), 123);
    s.birthDate = s.pesel->birthDate();
    s.document = IdentityDocument{"paszport", "AB 12"};
    s.classUnit = "1A";
    s.cardType = "MEiN-I/1";
    s.needsNoCard = true;
    s.left = true;
    s.photoExceptions = {{PhotoExceptionKind::glasses, "wada wzroku"}};
    requireEveryField<Student>(toJson(s));
    return s;
}

School school() {
    School s;
    s.id = {countedUuid(2)};
    s.name = "Szkoła";
    s.address = {"Polna 1", "00-001", "Warszawa"};
    s.rspo = "1234";
    s.headteacher = "Jan Nowak";
    s.duplicateFees = {{kDay, 900, {}}};
    s.validityEnds = {{"MEiN-I/1", 9, 30, {}}};
    requireEveryField<School>(toJson(s));
    return s;
}

StudentCard card() {
    StudentCard c;
    c.id = {countedUuid(3)};
    c.student = pupil().id;
    c.batch = {countedUuid(4)};
    c.number = "1/2026";
    c.cardType = "MEiN-I/1";
    c.classUnit = "1A";
    c.issuedOn = kDay;
    c.stateReason = "powód";
    c.duplicate = 1;
    c.contents.givenNames = "Ewa";
    c.contents.surname = "Kowalska";
    c.contents.birthDate = kDay;
    c.contents.pesel = pupil().pesel->text();
    c.contents.document = pupil().document;
    c.contents.schoolName = school().name;
    c.contents.schoolAddress = school().address;
    c.contents.headteacher = school().headteacher;
    c.contents.photo = photo(1).blob;
    c.contents.crop = CropParams{};
    requireEveryField<StudentCard>(toJson(c));
    requireEveryField<CardContents>(toJson(c)["contents"]);
    return c;
}

CardBatch batch() {
    CardBatch b{card().batch, 1, kDay, kAt, "Anna", 1, {}};
    requireEveryField<CardBatch>(toJson(b));
    return b;
}

Guardian guardian(bool removed) {
    Guardian g;
    g.id = {countedUuid(5)};
    g.student = pupil().id;
    g.name = "Beata Kowalska";
    g.email = "beata@example.pl";
    g.relation = GuardianRelation::mother;
    g.removed = removed;
    if (removed)
        requireEveryField<Guardian>(toJson(g));
    return g;
}

ValidityMark mark() {
    return {kDay + std::chrono::years(1), "2026/2027", 1, kDay, "Anna", {}, {}};
}

DuplicateRequest request() {
    DuplicateRequest r;
    r.id = card().id;
    r.student = pupil().id;
    r.note = "zgubiona";
    r.askedOn = kDay;
    r.fee = 900;
    r.payment = "przelew";
    r.paidOn = kDay;
    return r;
}

BlankDelivery delivery() {
    BlankDelivery d;
    d.series = "AB";
    d.first = 1;
    d.last = 300;
    d.digits = 4;
    d.id = deliveryIdOf(d.series, d.first, d.last);
    d.cardType = "MEiN-I/1";
    d.deliveredOn = kDay;
    d.document = "WZ 1";
    return d;
}

Blank blank() {
    Blank b;
    b.series = "AB";
    b.number = 17;
    b.digits = 4;
    b.id = blankIdOf(b.series, b.number);
    b.delivery = delivery().id;
    b.cardType = "MEiN-I/1";
    b.state = BlankState::spoiled;
    b.card = card().id;
    b.bookedOn = kDay;
    b.reason = "zacięcie karty";
    b.protocol = "1/2026";
    requireEveryField<Blank>(toJson(b));
    return b;
}

Photo fullPhoto() {
    Photo p = photo(1);
    p.source.sender.workstation = "SEKRETARIAT-1";
    p.crop = CropParams{};
    return p;
}

/// One of every kind of change, with all its texts.
std::vector<Change> everyChange() {
    const Actor parent{Role::guardian, "Adam Kowalski", "panel"};
    const std::vector reasons{RejectionReason::other};
    return {
        PhotoChange(SubmitPhoto{fullPhoto(), true}),
        PhotoChange(WithdrawRequest{}),
        PhotoChange(RequestDeletion{"prośba"}),
        PhotoChange(AcceptPhoto{}),
        PhotoChange(RejectPhoto{reasons, "notatka"}),
        PhotoChange(KeepCurrent{reasons, "notatka"}),
        PhotoChange(TakeNew{}),
        PhotoChange(ApproveDeletion{"notatka"}),
        PhotoChange(RefuseDeletion{"notatka"}),
        PhotoChange(AllowPrinting{true}),
        PhotoChange(SetCrop{photo(1).id, {}}),
        PhotoChange(UndoDecision{{countedUuid(9)}, AwaitingPhoto{fullPhoto()}}),
        PhotoChange(
            UndoDecision{{countedUuid(9)}, RejectedPhoto{fullPhoto(), {reasons, "notatka", parent, kAt}}}),
        PhotoChange(
            UndoDecision{{countedUuid(9)}, AcceptedPhoto{fullPhoto(), ChangeRequest{fullPhoto(), true}}}),
        PhotoChange(UndoDecision{{countedUuid(9)},
                                 AcceptedPhoto{fullPhoto(), DeletionRequest{parent, kAt, "prośba"}}}),
        CardChange(IssueCard{card()}),
        CardChange(MarkCard{CardState::lost, "zgubiona", CardState::invalid}),
        MarkChange(PlaceMark{mark()}),
        MarkChange(VoidMark{kDay, "pomyłka"}),
        DuplicateChange(AskDuplicate{request()}),
        DuplicateChange(NotePayment{"przelew", kDay}),
        DuplicateChange(FulfilDuplicate{{countedUuid(6)}}),
        DuplicateChange(WithdrawDuplicate{"pomyłka"}),
        DeliveryChange(ReceiveBlanks{delivery()}),
        DeliveryChange(VoidDelivery{"pomyłka"}),
        PutStudent{pupil()},
        PutSchool{school()},
        PutBatch{batch()},
        PutGuardian{guardian(false)},
        PutGuardian{guardian(true)},
        BookBlank{blank(), BlankState::inStock},
    };
}

template <class Variant>
constexpr std::size_t countOf() {
    return std::variant_size_v<Variant>;
}
constexpr std::size_t kKinds = countOf<PhotoChange>() + countOf<CardChange>() + countOf<MarkChange>() +
                               countOf<DuplicateChange>() + countOf<DeliveryChange>() + countOf<Change>() - 5;

Uuid recordOf(const Change& change) {
    if (const auto* put = std::get_if<PutStudent>(&change))
        return put->student.id.uuid;
    if (const auto* book = std::get_if<BookBlank>(&change))
        return book->blank.id.uuid;
    if (std::holds_alternative<DeliveryChange>(change))
        return delivery().id.uuid;
    return card().id.uuid;
}

Json written(const Change& change) {
    Mutation m = mutation(100, AcceptPhoto{});
    m.change = change;
    m.entityId = recordOf(change);
    return toJson(m);
}

/// At the doors: reading, the texts, and the rules of a record that is not there yet.
bool isLetIn(const Json& json, bool rules) {
    const auto m = mutationFromJson(json);
    if (!m || !admit(*m, nullptr, kToday))
        return false;
    if (!rules)
        return true;
    return withEntity(m->entity(), [&](auto type) {
        using T = typename decltype(type)::type;
        if constexpr (std::is_same_v<T, PhotoFile>) {
            return true;
        } else {
            const T* none = nullptr;
            return static_cast<bool>(apply(none, *m));
        }
    });
}

/// Calls f(value, path) for every value in it that is neither a list nor an object.
template <class F>
void forEachValue(Json& json, const std::string& path, F&& f) {
    if (json.is_structured())
        for (auto& [key, value] : json.items())
            forEachValue(value, path + "/" + key, f);
    else
        f(json, path);
}

} // namespace

TEST_CASE("the changes of these tests are of every kind") {
    std::set<std::string> kinds;
    for (const Change& change : everyChange()) {
        Json json = written(change);
        CAPTURE(json.dump());
        CHECK(isLetIn(json, false));
        kinds.insert(json["kind"]);
    }
    CHECK(kinds.size() == kKinds);
}

TEST_CASE("no text of any change brings in signs that lead astray or is longer than a text may be") {
    for (const Change& change : everyChange()) {
        Json json = written(change);
        const bool rules = isLetIn(json, true);
        forEachValue(json, "", [&](Json& value, const std::string& path) {
            if (!value.is_string())
                return;
            CAPTURE(json["kind"].dump(), path);
            const Json good = value;
            for (const std::string& bad : {good.get<std::string>() + "\u202E",
                                           "\x1B[31m" + good.get<std::string>(), std::string(60'000, 'x')}) {
                value = bad;
                CHECK_FALSE(isLetIn(json, rules));
            }
            value = good;
        });
    }
}

TEST_CASE("a name of a file keeps the form that its computer gave it") {
    Photo p = fullPhoto();
    p.source.fileName = "Zdje\u0328cie Ewy.jpg"; // macOS writes letters in parts
    CHECK(isLetIn(written(PhotoChange(SubmitPhoto{p, false})), false));
}

TEST_CASE("numbers of blanks that no printer gives are not read") {
    for (const auto& [key, value] :
         std::initializer_list<std::pair<const char*, std::int64_t>>{{"digits", -1},
                                                                     {"digits", 13},
                                                                     {"digits", 2'000'000'000},
                                                                     {"first", -1},
                                                                     {"last", 0},
                                                                     {"last", 100'001},
                                                                     {"last", INT64_MAX}}) {
        CAPTURE(key, value);
        Json json = toJson(delivery());
        json[key] = value;
        CHECK_FALSE(blankDeliveryFromJson(json));
    }
    for (const auto& [key, value] :
         std::initializer_list<std::pair<const char*, std::int64_t>>{{"digits", -1},
                                                                     {"digits", 2'000'000'000},
                                                                     {"number", -1},
                                                                     {"number", 1'000'000'000'000},
                                                                     {"number", INT64_MIN}}) {
        CAPTURE(key, value);
        Json json = toJson(blank());
        json[key] = value;
        CHECK_FALSE(blankFromJson(json));
    }
    CHECK(blankDeliveryFromJson(toJson(delivery())));
    CHECK(blankFromJson(toJson(blank())));
}
