#include "FakeSchool.h"

#include "base/Format.h"
#include "domain/OnBehalf.h"
#include "sync/client/Join.h"

#include <catch2/catch.hpp>

namespace esek::test {

using namespace domain;

namespace {

/// The process dies here.
struct Killed : std::runtime_error {
    Killed() : std::runtime_error("killed") {}
};

constexpr CardState kMarks[] = {CardState::printed, CardState::handedOver, CardState::lost,
                                CardState::spoiled, CardState::returned,   CardState::invalid};

} // namespace

FakeOffice::FakeOffice(FakeSchool& school, std::string name, std::chrono::milliseconds wrongBy, bool older)
    : m_school(school), m_name(std::move(name)), m_clock(school.clock, wrongBy), m_tokens(m_dir.path()),
      m_transport([&school, older](const server::Request& r) { return school.serve(r, older); }, school.dice,
                  school.faults),
      m_older(older) {
    m_replica = storage::Replica::create(m_dir.path(), schoolOfOffices(), m_clock, school.rng).value();
    const std::string code = school.central().devices().invite(school.school(), Role::clerk, m_name).value();
    const auto joined = sync::join(m_transport, code, m_name).value();
    sync::enrol(*m_replica, m_tokens, joined, {"http://127.0.0.1", ""}).value();
}

void FakeOffice::restart() {
    m_replica.reset();
    m_replica = storage::Replica::open(m_dir.path(), m_clock, m_school.rng).value();
}

Result<sync::CycleReport> FakeOffice::sync(sync::Consent consent) {
    sync::EngineOptions options;
    options.pageRows = 1 + below(m_school.dice, 40);
    options.pushItems = 1 + below(m_school.dice, 30);
    options.uploadChunk = static_cast<std::int64_t>(16 + below(m_school.dice, 64));
    options.snapshotFrom = chance(m_school.dice, 0.5) ? 5 : 100000;
    options.pushPhotoBytes = static_cast<std::int64_t>(below(m_school.dice, 400));
    options.leaseSize = 20;
    options.leaseRefill = 8;
    options.historyPages = 1000;
    options.beside = false;
    options.firstPack = static_cast<std::int64_t>(1 + below(m_school.dice, 200));
    options.consent = std::move(consent);
    options.consent.changes = m_school.agreeToChanges;
    if (m_older)
        options.protocols = {1, sync::kProtocols.highest - 1};
    sync::Engine engine(*m_replica, m_transport, m_tokens, m_clock, options);
    const bool mayDie = m_school.faults.requestLost > 0;
    auto result = engine.cycle(nullptr, [&](sync::Phase, std::size_t, std::size_t) {
        if (mayDie && chance(m_school.dice, 0.03))
            throw Killed();
    });
    if (!result && result.error().message == "killed")
        restart();
    return result;
}

Mutation FakeOffice::mutation(Uuid entity, Change change, Role role) {
    Mutation m;
    m.id = MutationId{Uuid::v7(m_clock, m_school.rng)};
    m.at = m_clock.now();
    m.by = {role, "Osoba", m_name};
    m.entityId = entity;
    m.change = std::move(change);
    return m_older ? m : enteredByOffice(std::move(m)); // an older program writes the family itself
}

Result<storage::Committed> FakeOffice::commit(Uuid entity, Change change, Role role) {
    const Mutation m = mutation(entity, std::move(change), role);
    auto done = m_replica->commit(m);
    if (done)
        m_done.insert(m.id);
    return done;
}

std::vector<StudentId> FakeOffice::students() {
    storage::StudentFilter all;
    all.includeLeft = true;
    std::vector<StudentId> ids;
    for (const auto& row : m_replica->students().list(all).value())
        ids.push_back(row.student.id);
    return ids;
}

Photo FakeOffice::newPhoto(Role sender) {
    std::vector<std::uint8_t> bytes(40 + below(m_school.dice, 200));
    m_school.rng.fill(bytes);
    Photo p;
    p.id = PhotoId{Uuid::v7(m_clock, m_school.rng)};
    p.blob = m_replica->blobs().put(bytes).value();
    p.byteCount = static_cast<std::int64_t>(bytes.size());
    p.width = 600;
    p.height = 800;
    p.source = {PhotoChannel::office, {sender, "Nadawca", {}}, "zdjecie.jpg", m_clock.now()};
    return p;
}

StudentId FakeOffice::addStudent(const std::string& registerNumber) {
    Student s;
    s.id = StudentId{Uuid::v7(m_clock, m_school.rng)};
    s.registerNumber = registerNumber;
    s.surname = "Nowak";
    s.givenNames = "Zofia";
    s.classUnit = format("{}A", 1 + below(m_school.dice, 8));
    static_cast<void>(commit(s.id.uuid, PutStudent{s})); // the number may be taken
    return s.id;
}

void FakeOffice::submit(const StudentId& student, Role sender, bool accepted) {
    const Photo photo = newPhoto(sender);
    if (!commit(student.uuid, Change(PhotoChange(SubmitPhoto{photo, accepted})), sender))
        m_refusedBytes.insert(photo.blob);
}

void FakeOffice::actOnPhoto(const StudentId& student) {
    Dice& dice = m_school.dice;
    const PhotoFile file = m_replica->photos().file(student).value();
    const auto change = [&](PhotoChange c, Role role = Role::clerk) {
        static_cast<void>(commit(student.uuid, Change(std::move(c)), role));
    };
    switch (below(dice, 12)) {
    case 0:
    case 1:
    case 2:
        return submit(student, Role::guardian, false);
    case 3:
        return submit(student, Role::clerk, chance(dice, 0.5));
    case 4:
        return change(RequestDeletion{"proszę"}, Role::guardian);
    case 5:
        return change(WithdrawRequest{}, Role::guardian);
    case 6:
        if (const Photo* p = file.proposed() ? file.proposed() : file.accepted())
            change(SetCrop{p->id, CropParams{}});
        return;
    case 7:
        return change(AllowPrinting{chance(dice, 0.5)});
    default:
        break;
    }
    switch (file.status()) { // what a clerk is asked
    case PhotoStatus::pending:
        return chance(dice, 0.6) ? change(AcceptPhoto{})
                                 : change(RejectPhoto{{RejectionReason::blurred}, "nieostre"});
    case PhotoStatus::changeRequested:
        return chance(dice, 0.5) ? change(TakeNew{}) : change(KeepCurrent{{}, ""});
    case PhotoStatus::deletionRequested:
        return chance(dice, 0.6) ? change(ApproveDeletion{"usunięto"}) : change(RefuseDeletion{"zostaje"});
    case PhotoStatus::accepted:
        return change(RejectPhoto{{RejectionReason::outdated}, ""});
    default:
        return;
    }
}

void FakeOffice::issueCard(const StudentId& student) {
    const auto free = store().freeNumbers().value();
    const PhotoFile file = m_replica->photos().file(student).value();
    if (free.empty() || printObstacle(file) != PrintObstacle::none)
        return;
    CardBatch batch;
    batch.id = BatchId{Uuid::v7(m_clock, m_school.rng)};
    batch.number = m_replica->cards().nextBatchNumber().value();
    batch.issuedOn = m_clock.today();
    batch.createdAt = m_clock.now();
    batch.cardCount = 1;
    StudentCard card;
    card.id = CardId{Uuid::v7(m_clock, m_school.rng)};
    card.student = student;
    card.batch = batch.id;
    card.number = std::to_string(free.front().first) + "/2026";
    card.cardType = "MEiN-I/1";
    card.issuedOn = m_clock.today();
    card.contents.photo = file.accepted()->blob;
    const std::vector<Mutation> both{
        mutation(batch.id.uuid, PutBatch{batch}, Role::clerk),
        mutation(card.id.uuid, Change(CardChange(IssueCard{card})), Role::clerk)};
    if (!m_replica->commit(both))
        return;
    for (const Mutation& m : both)
        m_done.insert(m.id);
    store().numbersUsed(free.front().first).value();
}

void FakeOffice::markCard() {
    const auto cards = m_replica->cards().list().value();
    if (cards.empty())
        return;
    const StudentCard& card = cards[below(m_school.dice, cards.size())];
    const CardState state = kMarks[below(m_school.dice, std::size(kMarks))];
    // Where a mark is not allowed, the one that is there may perhaps be taken back to that state.
    if (!commit(card.id.uuid, Change(CardChange(MarkCard{state, "powód"}))))
        static_cast<void>(commit(card.id.uuid, Change(CardChange(MarkCard{state, "powód", card.state}))));
}

void FakeOffice::cardYear() {
    Dice& dice = m_cardYearDice;
    const auto cards = m_replica->cards().list().value();
    if (cards.empty())
        return;
    const StudentCard& card = cards[below(dice, cards.size())];
    const StudentCard& other = cards[below(dice, cards.size())];
    const auto year = static_cast<int>(2026 + below(dice, 3));
    const Date end(std::chrono::year(year + 1), std::chrono::September, std::chrono::day(30));
    const auto act = [&](const Uuid& id, Change change) { static_cast<void>(commit(id, std::move(change))); };
    switch (below(dice, 9)) {
    case 0:
    case 1: {
        ValidityMark mark{end,
                          format("{}/{}", year, year + 1),
                          static_cast<int>(1 + below(dice, 3)),
                          m_clock.today(),
                          m_name,
                          {},
                          {}};
        return act(card.id.uuid, MarkChange(PlaceMark{mark}));
    }
    case 2:
        return act(card.id.uuid, MarkChange(VoidMark{end, "pomyłka"}));
    case 3: {
        DuplicateRequest request;
        request.id = card.id;
        request.student = card.student;
        request.reason = chance(dice, 0.5) ? DuplicateReason::lost : DuplicateReason::damaged;
        request.askedOn = m_clock.today();
        request.fee = kUsualDuplicateFee;
        return act(card.id.uuid, DuplicateChange(AskDuplicate{request}));
    }
    case 4:
        return act(card.id.uuid, chance(dice, 0.5) ? DuplicateChange(NotePayment{m_name, m_clock.today()})
                                                   : DuplicateChange(WithdrawDuplicate{"znalazła się"}));
    case 5:
        return act(card.id.uuid, DuplicateChange(FulfilDuplicate{other.id}));
    case 6: {
        const auto first = static_cast<std::int64_t>(1 + 10 * below(dice, 2));
        BlankDelivery delivery;
        delivery.id = deliveryIdOf("AB", first, first + 10);
        delivery.series = "AB";
        delivery.first = first;
        delivery.last = first + 10;
        delivery.cardType = chance(dice, 0.8) ? "MEiN-I/1" : "MEiN-I/2";
        delivery.deliveredOn = m_clock.today();
        return act(delivery.id.uuid, chance(dice, 0.8) ? DeliveryChange(ReceiveBlanks{delivery})
                                                       : DeliveryChange(VoidDelivery{"pomyłka"}));
    }
    default: {
        static constexpr BlankState kStates[] = {BlankState::used, BlankState::used, BlankState::spoiled,
                                                 BlankState::returned, BlankState::destroyed};
        Blank blank;
        blank.series = "AB";
        blank.number = static_cast<std::int64_t>(1 + below(dice, 5));
        blank.id = blankIdOf(blank.series, blank.number);
        blank.delivery = deliveryIdOf("AB", 1, 11);
        blank.cardType = "MEiN-I/1";
        blank.state = kStates[below(dice, std::size(kStates))];
        blank.bookedOn = m_clock.today();
        blank.reason = "zacięcie";
        blank.protocol = "1/2026";
        if (blank.state == BlankState::used)
            blank.card = card.id;
        return act(blank.id.uuid, BookBlank{blank});
    }
    }
}

void FakeOffice::editStudent(const StudentId& id) {
    Student s = m_replica->students().get(id).value().student;
    switch (below(m_school.dice, 4)) {
    case 0:
        s.classUnit = format("{}B", 1 + below(m_school.dice, 8));
        break;
    case 1:
        s.surname = format("Nowak{}", below(m_school.dice, 5));
        break;
    case 2:
        s.registerNumber = std::to_string(below(m_school.dice, 40)); // may be taken, here or elsewhere
        break;
    default:
        s.left = !s.left;
    }
    if (!m_older && chance(m_school.dice, 0.3)) // a field that only a later program knows
        s.laterFields.json = format("{{\"nickname\":\"Zosia {}\"}}", below(m_school.dice, 5));
    static_cast<void>(commit(id.uuid, PutStudent{s}));
}

void FakeOffice::undo() {
    const auto last = m_replica->history().undoable().value();
    if (!last)
        return;
    const Mutation m =
        mutation(last->decision.entityId, Change(PhotoChange(UndoDecision{last->decision.id, last->before})),
                 Role::clerk);
    if (m_replica->commit(m))
        m_done.erase(last->decision.id);
}

void FakeOffice::act() {
    Dice& dice = m_school.dice;
    const auto all = students();
    const std::size_t what = below(dice, 100);
    if (all.empty() || what < 5) {
        // Two offices may type the same new pupil in.
        addStudent(chance(dice, 0.5) ? std::to_string(below(dice, 40)) : std::string());
        return;
    }
    // A few pupils whom everybody works on, so that decisions meet.
    const StudentId student = all[below(dice, std::min<std::size_t>(all.size(), 6))];
    if (what < 70)
        actOnPhoto(student);
    else if (what < 84) {
        if (m_older) // it has no cards
            return;
        what < 78 ? issueCard(student) : markCard();
        if (chance(m_cardYearDice, 0.3))
            cardYear();
    } else if (what < 92)
        editStudent(student);
    else if (what < 97)
        undo();
    else {
        School school = m_replica->school().value();
        school.headteacher = format("Dyrektor {}", below(dice, 3));
        static_cast<void>(commit(school.id.uuid, PutSchool{school}));
    }
}

} // namespace esek::test
