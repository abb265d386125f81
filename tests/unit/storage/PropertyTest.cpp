#include "Office.h"

#include <catch2/catch.hpp>

#include <map>

using namespace esek;
using namespace esek::test;

namespace {

/// Makes mutations of every kind, allowed and not, on a handful of pupils.
class Chaos {
  public:
    Chaos(Office& o, std::uint64_t seed) : m_office(o), m_rng(seed) {
        for (int i = 0; i < 12; ++i) {
            m_students.push_back(
                o.student("Nowak", "Jan", std::to_string(1 + i % 3) + "A", std::to_string(i)));
            o.commit(o.put(m_students.back()));
        }
        for (int i = 0; i < 8; ++i)
            m_pictures.push_back("picture " + std::to_string(i));
    }

    /// Mostly what the rules allow after those that came before in the batch, so that whole batches go in.
    domain::Mutation next() {
        for (;;) {
            auto m = any();
            if (m.entity() != domain::Entity::photoFile)
                return m;
            auto& file = m_files[m.entityId];
            const auto outcome = domain::apply(file, m);
            if (outcome)
                file = outcome->file;
            if (outcome || pick(400) == 0)
                return m;
        }
    }
    /// What is in the replica now: a refused batch has changed nothing.
    void start() {
        for (const auto& s : m_students)
            m_files[s.id.uuid] = m_office.replica->photos().file(s.id).value();
    }
    std::size_t pick(std::size_t n) { return static_cast<std::size_t>(m_rng.next() % n); }

  private:
    domain::Mutation any() {
        const auto& s = m_students[pick(m_students.size())];
        if (pick(200) == 0)
            return changedStudent();
        auto m = m_office.photoChange(s.id, photoChange(s.id));
        if (pick(3) == 0)
            m = m_office.byParent(m);
        if (pick(9) == 0)
            m.expected = static_cast<std::int64_t>(pick(5));
        return m;
    }
    domain::Mutation changedStudent() {
        auto& s = m_students[pick(m_students.size())];
        s.classUnit = std::to_string(1 + pick(8)) + "B";
        s.surname = pick(2) == 0 ? "Żółkiewska" : "Ćwik-Łoś";
        s.registerNumber = std::to_string(pick(20)); // often taken
        return m_office.put(s);
    }
    domain::PhotoChange photoChange(const domain::StudentId& id) {
        switch (pick(13)) {
        case 0:
        case 1:
            return domain::SubmitPhoto{m_office.photo(m_pictures[pick(m_pictures.size())]), pick(2) == 0};
        case 2:
            return domain::WithdrawRequest{};
        case 3:
            return domain::RequestDeletion{"bo tak"};
        case 4:
        case 5:
            return domain::AcceptPhoto{};
        case 6:
            return domain::RejectPhoto{{domain::RejectionReason::blurred}, "Proszę jeszcze raz."};
        case 7:
            return domain::KeepCurrent{};
        case 8:
            return domain::TakeNew{};
        case 9:
            return domain::ApproveDeletion{"na prośbę"};
        case 10:
            return domain::RefuseDeletion{};
        case 11:
            return domain::AllowPrinting{pick(2) == 0};
        default:
            break;
        }
        const auto undo = m_office.replica->history().undoable().value();
        if (undo && undo->decision.entityId == id.uuid)
            return domain::UndoDecision{undo->decision.id, undo->before};
        const auto& file = m_files[id.uuid];
        return domain::SetCrop{file.photos().empty() ? domain::PhotoId{} : file.photos().front()->id,
                               {0.1, 0.1, 0.5, 0.5, 0, 1.5}};
    }

    Office& m_office;
    SeededRng m_rng;
    std::vector<domain::Student> m_students;
    std::map<Uuid, domain::PhotoFile> m_files;
    std::vector<std::string> m_pictures;
};

} // namespace

TEST_CASE("after 3000 random mutations the audit still explains everything") {
    const std::uint64_t seed = 20261121;
    CAPTURE(seed);
    Office o;
    Chaos chaos(o, seed);
    int done = 0;
    for (int i = 0; i < 3000;) {
        std::vector<domain::Mutation> batch;
        chaos.start();
        for (std::size_t n = 1 + chaos.pick(20); n > 0; --n, ++i)
            batch.push_back(chaos.next());
        const auto before = o.replica->history().audit({std::nullopt, 1}).value();
        if (o.replica->commit(batch)) {
            done += static_cast<int>(batch.size());
            continue;
        }
        // All or none.
        REQUIRE(o.replica->history().audit({std::nullopt, 1})->front().seq == before.front().seq);
    }
    CHECK(done > 1000);
    CHECK(problems(*o.replica).empty());
    o.reopen();
    CHECK(problems(*o.replica).empty());
    CHECK(o.replica->history().outboxPending().value() == o.replica->care().verify()->auditEntries);
}
