#include "base/Text.h"
#include "server/central/Keys.h"
#include "server/central/Push.h"

#include <algorithm>

namespace esek::server {

using domain::CardBatch;
using domain::Mutation;
using domain::StudentCard;
using domain::Verdict;

namespace {

constexpr int kMaxBatch = 1'000'000'000;

} // namespace

Push::Outcome Push::settle(Of<StudentCard>, std::size_t, const Mutation& m, const Json& before) {
    if (const auto* issued = std::get_if<domain::IssueCard>(&std::get<domain::CardChange>(m.change)))
        return issue(m, *issued);
    const std::string id = m.entityId.toString();
    const auto now = stored<StudentCard>(id);
    const auto reconciled = meeting(now, m, madeOn<StudentCard>(before));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    const StudentCard& next = *reconciled.next;
    // A card comes back to life (a spoiled one was printed again) while another office gave the pupil a new
    // one.
    const auto living = m_tx.keys(m_school.id, keys::kValid, next.student.toString() + "/");
    if (next.valid() && !now->valid() && !living.empty()) {
        const auto other = stored<StudentCard>(living.front().second);
        Outcome out = rejected(ErrorCode::cardAlreadyIssued,
                               {{"student", next.contents.surname + " " + next.contents.givenNames},
                                {"number", other ? other->number : ""}});
        out.verdict = Verdict::conflict;
        return out;
    }
    if (next.valid())
        m_tx.setKey(m_school.id, keys::kValid, keys::ofValid(next), id);
    else
        m_tx.dropKey(m_school.id, keys::kValid, keys::ofValid(next), id);
    write(Kind::card, id, domain::toJson(next).dump(), m, before, {});
    return {Verdict::applied, std::nullopt, true};
}

Push::Outcome Push::issue(const Mutation& m, const domain::IssueCard& issue) {
    const std::string id = m.entityId.toString();
    const StudentCard& card = issue.card;
    if (card.id.uuid != m.entityId || card.number.empty())
        return rejected(ErrorCode::valueInvalid, {{"field", "card"}, {"reason", "id, number"}});
    const auto pupil = stored<domain::Student>(card.student.toString());
    if (!pupil)
        return rejected(ErrorCode::unknownStudent, {{"student", card.student.toString()}});
    if (!record(Kind::batch, card.batch.toString()))
        return rejected(ErrorCode::unknownBatch, {{"batch", card.batch.toString()}});
    const auto reconciled = meeting<StudentCard>(stored<StudentCard>(id), m, std::nullopt);
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    const StudentCard& next = *reconciled.next;
    if (const std::string other = m_tx.keyOwner(m_school.id, keys::kCard, card.number); !other.empty()) {
        Outcome out = rejected(ErrorCode::cardNumberTaken, {{"number", card.number}, {"other", other}});
        out.verdict = Verdict::conflict;
        return out;
    }
    Outcome out{Verdict::applied, std::nullopt, true};
    const auto valid = m_tx.keys(m_school.id, keys::kValid, card.student.toString() + "/");
    if (!valid.empty()) {
        // All of them: when one is marked as spoiled later, the others are still too many.
        std::vector<std::string> others;
        for (const auto& [key, owner] : valid)
            if (const auto other = stored<StudentCard>(owner))
                others.push_back(other->number);
        out.error =
            rejected(ErrorCode::secondValidCard,
                     {{"student", pupil->fullName()}, {"number", card.number}, {"other", join(others, ", ")}})
                .error;
    }
    m_tx.setKey(m_school.id, keys::kCard, card.number, id);
    m_tx.setKey(m_school.id, keys::kValid, keys::ofValid(next), id);
    write(Kind::card, id, domain::toJson(next).dump(), m, Json(), {});
    return out;
}

Push::Outcome Push::settle(Of<CardBatch>, std::size_t, const Mutation& m, const Json& before) {
    const std::string id = m.entityId.toString();
    const CardBatch& batch = std::get<domain::PutBatch>(m.change).batch;
    if (batch.id.uuid != m.entityId || batch.number < 1 || batch.number > kMaxBatch)
        return rejected(ErrorCode::valueInvalid, {{"field", "batch"}, {"reason", "id, number"}});
    const auto now = stored<CardBatch>(id);
    auto reconciled = meeting(now, m, madeOn<CardBatch>(before));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    CardBatch& next = *reconciled.next;
    Outcome out{Verdict::applied, std::nullopt, true};
    if (!now) {
        const std::string owner = m_tx.keyOwner(m_school.id, keys::kBatch, keys::ofBatch(next.number));
        if (!owner.empty()) {
            next.number = std::stoi(m_tx.lastKey(m_school.id, keys::kBatch)) + 1;
            out.error = rejected(ErrorCode::batchRenumbered, {{"number", std::to_string(batch.number)},
                                                              {"other", std::to_string(next.number)}})
                            .error;
        }
        m_tx.setKey(m_school.id, keys::kBatch, keys::ofBatch(next.number), id);
    }
    write(Kind::batch, id, domain::toJson(next).dump(), m, Json(), {});
    return out;
}

} // namespace esek::server
