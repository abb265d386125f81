// The victim: works on a replica without end and says each mutation's id once it is reported as done.
//   durability_worker FOLDER import|review|export SEED
#include "storage/Replica.h"

#include <cstdio>
#include <string>
#include <unistd.h>

using namespace esek;

namespace {

class Worker {
  public:
    Worker(storage::Replica& replica, std::uint64_t seed) : m_replica(replica), m_rng(seed) {}

    /// A class list of some pupils in one commit, then their photos.
    void import() {
        std::vector<domain::Mutation> students;
        for (std::size_t n = 1 + pick(30); n > 0; --n) {
            domain::Student s;
            s.id = domain::StudentId{newId()};
            s.surname = "Żółkowski";
            s.givenNames = "Jan";
            s.classUnit = std::to_string(1 + pick(8)) + "A";
            students.push_back(mutation(s.id.uuid, domain::PutStudent{s}));
        }
        commit(students);
        std::vector<domain::Mutation> photos;
        for (std::size_t i = 0; i < students.size() && i < 6; ++i)
            photos.push_back(
                mutation(students[i].entityId, domain::PhotoChange{domain::SubmitPhoto{photo(), false}}));
        commit(photos);
    }

    /// Decisions one by one; sometimes taken back, sometimes the family asks for something.
    void review() {
        const auto rows = m_replica.photos().list().value();
        if (rows.empty())
            return import();
        for (int i = 0; i < 10; ++i) {
            const auto& row = rows[pick(rows.size())];
            commit({mutation(row.student.uuid, decision(row.student))});
        }
    }

    /// A batch of cards, then each of them printed.
    void exportCards() {
        storage::StudentFilter ready;
        ready.hasPhoto = true;
        ready.hasCard = false;
        const auto rows = m_replica.students().list(ready).value();
        if (rows.empty())
            return review();
        domain::CardBatch batch;
        batch.id = domain::BatchId{newId()};
        batch.number = m_replica.cards().nextBatchNumber().value();
        batch.issuedOn = m_clock.today();
        std::vector<domain::Mutation> issue{mutation(batch.id.uuid, domain::PutBatch{batch})};
        std::vector<domain::Mutation> printed;
        for (std::size_t i = 0; i < rows.size() && i < 20; ++i) {
            domain::StudentCard card;
            card.id = domain::CardId{newId()};
            card.student = rows[i].student.id;
            card.batch = batch.id;
            card.number = std::to_string(batch.number) + "/" + std::to_string(i);
            card.cardType = "MEiN-I/1";
            card.issuedOn = batch.issuedOn;
            issue.push_back(mutation(card.id.uuid, domain::CardChange{domain::IssueCard{card}}));
            printed.push_back(
                mutation(card.id.uuid, domain::CardChange{domain::MarkCard{domain::CardState::printed, {}}}));
        }
        commit(issue);
        for (auto& m : printed)
            commit({m});
    }

  private:
    std::size_t pick(std::size_t n) { return static_cast<std::size_t>(m_rng.next() % n); }
    Uuid newId() { return Uuid::v7(m_clock, m_random); }
    domain::Mutation mutation(const Uuid& entity, domain::Change change) {
        domain::Mutation m;
        m.id = domain::MutationId{newId()};
        m.at = m_clock.now();
        m.entityId = entity;
        m.change = std::move(change);
        return m;
    }
    domain::Photo photo() {
        std::vector<std::uint8_t> bytes(2000 + pick(30000));
        m_rng.fill(bytes);
        domain::Photo p;
        p.id = domain::PhotoId{newId()};
        p.blob = m_replica.blobs().put(bytes).value();
        p.byteCount = static_cast<std::int64_t>(bytes.size());
        p.source.sentAt = m_clock.now();
        return p;
    }
    domain::PhotoChange decision(const domain::StudentId& id) {
        if (pick(6) == 0)
            if (const auto undo = m_replica.history().undoable().value();
                undo && undo->decision.entityId == id.uuid)
                return domain::UndoDecision{undo->decision.id, undo->before};
        switch (m_replica.photos().file(id)->status()) {
        case domain::PhotoStatus::pending:
            if (pick(4) == 0)
                return domain::RejectPhoto{{domain::RejectionReason::blurred}, {}};
            return domain::AcceptPhoto{};
        case domain::PhotoStatus::accepted:
            if (pick(2) == 0)
                return domain::RequestDeletion{"proszę usunąć"};
            break;
        case domain::PhotoStatus::changeRequested:
            if (pick(2) == 0)
                return domain::KeepCurrent{};
            return domain::TakeNew{};
        case domain::PhotoStatus::deletionRequested:
            if (pick(3) == 0)
                return domain::RefuseDeletion{};
            return domain::ApproveDeletion{};
        default:
            break;
        }
        return domain::SubmitPhoto{photo(), false};
    }
    void commit(const std::vector<domain::Mutation>& mutations) {
        const auto done = m_replica.commit(mutations);
        if (!done) {
            std::fprintf(stderr, "%s\n", done.error().message.c_str());
            std::_Exit(static_cast<int>(done.error().code == ErrorCode::diskFull ? 3 : 1));
        }
        std::string text;
        for (const auto& m : mutations)
            text += m.id.toString() + "\n";
        if (::write(STDOUT_FILENO, text.data(), text.size()) < 0)
            std::_Exit(1);
    }

    storage::Replica& m_replica;
    SystemClock m_clock;
    SystemRng m_random;
    SeededRng m_rng;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 4)
        return 2;
    const std::string mode = argv[2];
    SystemClock clock;
    SystemRng random;
    try {
        auto replica = storage::Replica::open(argv[1], clock, random);
        if (!replica) {
            std::fprintf(stderr, "%s\n", replica.error().message.c_str());
            return replica.error().code == ErrorCode::diskFull ? 3 : 1;
        }
        Worker worker(**replica, std::stoull(argv[3]));
        for (;;) {
            if (mode == "import")
                worker.import();
            else if (mode == "review")
                worker.review();
            else
                worker.exportCards();
        }
    } catch (const Exception& e) { // a full disk also meets the photo store
        std::fprintf(stderr, "%s\n", e.what());
        return e.error().code == ErrorCode::diskFull ? 3 : 1;
    }
}
