#include "app/CardIssuer.h"

#include "app/CardRules.h"
#include "app/EntryDay.h"
#include "app/Parallel.h"
#include "app/PrintPictures.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "storage/SyncStore.h"

#include <set>

namespace esek::app {

using namespace domain;

CardIssuer::CardIssuer(Office& office, Date issuedOn)
    : m_office(office), m_issuedOn(issuedOn), m_school(office.replica().school().value()),
      m_pattern(NumberPattern::parse(m_school.numberPattern).value()), m_running(m_school.nextNumber),
      m_templates(office) {
    // Offices of one server take their numbers from blocks of their own, so that two of them without a
    // network never issue the same one (sync/README.md, leases).
    storage::SyncStore sync(office.replica());
    m_leased = sync.state().value().has_value();
    if (!m_leased)
        return;
    m_leases = sync.freeNumbers().value();
    m_running = m_leases.empty() ? 0 : static_cast<int>(m_leases.front().first);
}

void CardIssuer::requireLease() {
    while (!m_leases.empty() && m_running > m_leases.front().second) {
        m_leases.erase(m_leases.begin());
        if (!m_leases.empty())
            m_running = static_cast<int>(m_leases.front().first);
    }
    if (m_leases.empty())
        throw Exception(ErrorCode::numbersExhausted, "no leased number is left");
}

void CardIssuer::refuse(const Student& student, Error error) {
    m_result.refused.push_back({student.id, labelOf(student), std::move(error)});
}

std::optional<CardIssuer::Candidate> CardIssuer::candidate(const StudentId& id,
                                                           const storage::StudentRow& row) {
    const Student& student = row.student;
    const PhotoFile file = m_office.replica().photos().file(id).value();
    if (auto obstacle = photoObstacle(file, labelOf(student))) {
        refuse(student, std::move(*obstacle));
        return std::nullopt;
    }
    auto card = draftCard(student, m_school, *file.accepted(), m_issuedOn);
    if (!card) {
        refuse(student, card.error());
        return std::nullopt;
    }
    Candidate c;
    c.student = student;
    c.card = std::move(*card);
    c.card.id = {Uuid::v7(m_office.clock(), m_office.rng())};
    return c;
}

void CardIssuer::add(const StudentId& id) {
    const storage::StudentRow row = m_office.replica().students().get(id).value();
    const std::string label = labelOf(row.student);
    if (row.student.needsNoCard || row.student.left)
        return refuse(row.student, Error{ErrorCode::cardNotNeeded, "needs no card", {{"student", label}}});
    if (row.card)
        return refuse(row.student, Error{ErrorCode::cardAlreadyIssued,
                                         "has a valid card",
                                         {{"student", label}, {"number", row.cardNumber}}});
    if (auto c = candidate(id, row))
        m_candidates.push_back(std::move(*c));
}

void CardIssuer::addDuplicate(const StudentId& id, const DuplicateService::Ask& ask) {
    const storage::StudentRow row = m_office.replica().students().get(id).value();
    DuplicateService service(m_office);
    const StudentCard old = service.cardToReplace(id).value();
    auto c = candidate(id, row);
    if (!c)
        return;
    storage::CardFilter filter;
    filter.student = id;
    for (const StudentCard& card : m_office.replica().cards().list(filter).value())
        c->card.duplicate = std::max(c->card.duplicate, card.duplicate + 1);
    c->replaces = old;
    const auto there = m_office.replica().cardYear().request(old.id).value();
    c->asked = there && there->open();
    // Where the clock is wrong a person has given the date of the card, which is the day of the request too.
    const auto today = entryDay(m_office);
    c->request = c->asked ? *there : service.requestFor(old, ask, today ? *today : m_issuedOn).value();
    m_candidates.push_back(std::move(*c));
}

/// The old card becomes invalid with the reason; one that came back to the school stays as it is.
void CardIssuer::replaceCard(const Candidate& c, std::vector<Mutation>& mutations) {
    const Uuid old = c.replaces->id.uuid;
    if (!c.asked)
        mutations.push_back(m_office.mutation(old, Change(DuplicateChange(AskDuplicate{c.request}))));
    if (c.replaces->valid() || c.replaces->state == CardState::lost)
        mutations.push_back(m_office.mutation(
            old, Change(CardChange(MarkCard{CardState::invalid, DuplicateService::reasonText(c.request)})),
            m_office.clerk(), c.replaces->version));
}

void CardIssuer::renderPictures(Progress* progress) {
    for (const Candidate& c : m_candidates)
        m_templates.get(c.card.cardType); // loaded here: the threads below only read
    const bool finished = parallelFor(m_candidates.size(), progress, [&](std::size_t i) {
        Candidate& c = m_candidates[i];
        const cards::RectMm& window = m_templates.get(c.card.cardType).card.photoWindow();
        auto picture = m_office.pictures().get(c.card.contents.photo, c.card.contents.crop,
                                               {window.width, window.height, CardService::kDefaultDpi});
        if (!picture)
            c.error = picture.error();
    });
    if (!finished)
        throw Exception(ErrorCode::cancelled, "cancelled");
}

std::string CardIssuer::nextNumber(const Candidate& c) {
    if (auto obstacle = numberObstacle(m_pattern, c.student))
        throw Exception(std::move(*obstacle));
    if (!m_pattern.usesRunningNumber()) {
        std::string number = m_pattern.number(0, m_issuedOn, c.student);
        // The pattern gives a pupil always the same number; a duplicate must still differ in the register.
        return c.card.duplicate > 0 ? format("{}-D{}", number, c.card.duplicate) : number;
    }
    for (;;) { // numbers that came from an imported list are stepped over
        if (m_leased)
            requireLease();
        std::string number = m_pattern.number(m_running, m_issuedOn, c.student);
        if (!m_office.replica().cards().numberTaken(number).value())
            return number;
        ++m_running;
    }
}

void CardIssuer::giveNumbers() {
    std::set<std::string> given;
    for (Candidate& c : m_candidates) {
        if (c.error)
            continue;
        try {
            c.card.number = nextNumber(c);
            if (given.contains(c.card.number))
                throw Exception(
                    Error{ErrorCode::cardNumberTaken, "twice in a run", {{"number", c.card.number}}});
            if (auto obstacle = layoutObstacle(m_templates, c.card))
                throw Exception(std::move(*obstacle));
            given.insert(c.card.number);
            if (m_pattern.usesRunningNumber())
                ++m_running;
        } catch (const Exception& e) {
            c.error = e.error();
        }
    }
}

CardService::Issued CardIssuer::commit(Progress* progress) {
    // A card type without a template concerns its own pupils only.
    for (Candidate& c : m_candidates) {
        try {
            m_templates.get(c.card.cardType);
        } catch (const Exception& e) {
            c.error = e.error();
        }
    }
    const auto moveOut = [&] {
        std::vector<Candidate> good;
        for (Candidate& c : m_candidates) {
            if (c.error)
                refuse(c.student, std::move(*c.error));
            else
                good.push_back(std::move(c));
        }
        m_candidates = std::move(good);
    };
    moveOut();
    renderPictures(progress);
    giveNumbers();
    moveOut();
    if (m_candidates.empty())
        return std::move(m_result);

    std::vector<Mutation> mutations;
    std::map<std::string, CardBatch> batches; // by card type
    int batchNumber = m_office.replica().cards().nextBatchNumber().value();
    for (const Candidate& c : m_candidates) {
        auto [batch, fresh] = batches.try_emplace(c.card.cardType);
        if (fresh) {
            batch->second.id = {Uuid::v7(m_office.clock(), m_office.rng())};
            batch->second.number = batchNumber++;
            batch->second.issuedOn = m_issuedOn;
            batch->second.createdAt = m_office.clock().now();
            batch->second.createdBy = m_office.clerk().name;
        }
        ++batch->second.cardCount;
    }
    for (const auto& [type, batch] : batches)
        mutations.push_back(m_office.mutation(batch.id.uuid, PutBatch{batch}));
    for (Candidate& c : m_candidates) {
        if (c.replaces)
            replaceCard(c, mutations);
        c.card.batch = batches.at(c.card.cardType).id;
        mutations.push_back(m_office.mutation(c.card.id.uuid, Change(CardChange(IssueCard{c.card}))));
        if (c.replaces)
            mutations.push_back(
                m_office.mutation(c.replaces->id.uuid, Change(DuplicateChange(FulfilDuplicate{c.card.id}))));
    }
    if (!m_leased && m_running != m_school.nextNumber) {
        School school = m_school;
        school.nextNumber = m_running;
        mutations.push_back(
            m_office.mutation(school.id.uuid, PutSchool{school}, m_office.clerk(), m_school.version));
    }
    m_office.replica().commit(mutations).value();
    if (m_leased && m_pattern.usesRunningNumber()) // killed before this, the taken numbers are stepped over
        storage::SyncStore(m_office.replica()).numbersUsed(m_running - 1).value();
    for (const auto& [type, batch] : batches)
        m_result.batches.push_back(batch);
    for (Candidate& c : m_candidates)
        m_result.cards.push_back(std::move(c.card));
    return std::move(m_result);
}

} // namespace esek::app
