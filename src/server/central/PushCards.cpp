#include "server/central/Push.h"

#include <algorithm>

namespace esek::server {

using domain::CardBatch;
using domain::Mutation;
using domain::StudentCard;
using domain::Verdict;

namespace {

constexpr const char* kNumber = "card";
constexpr const char* kValid = "valid"; ///< "pupil/card" of every valid card
constexpr const char* kBatch = "batch";
constexpr int kMaxBatch = 1'000'000'000;

std::string validKey(const StudentCard& c) {
    return c.student.toString() + "/" + c.id.toString();
}

/// Sorts as the number does.
std::string batchKey(int number) {
    std::string digits = std::to_string(number);
    return std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits;
}

Error error(ErrorCode code, std::vector<std::pair<std::string, std::string>> context) {
    return Error{code, std::string(name(code)), std::move(context)};
}

bool hasControl(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

} // namespace

Push::Outcome Push::card(const Mutation& m, const Json& beforeJson) {
    if (const auto* issued = std::get_if<domain::IssueCard>(&std::get<domain::CardChange>(m.change)))
        return issue(m, *issued);
    const std::string id = m.entityId.toString();
    std::optional<StudentCard> now;
    if (const auto stored = record(Kind::card, id))
        now = domain::cardFromJson(parseJson(stored->body).value()).value();
    std::optional<StudentCard> before;
    if (!beforeJson.is_null())
        before = domain::cardFromJson(beforeJson).value();
    const auto met = reconcile(now ? &*now : nullptr, m, before ? &*before : nullptr);
    if (met.verdict != Verdict::applied)
        return {met.verdict, met.verdict == Verdict::same ? std::nullopt : std::optional(met.why), false};
    if (met.next->valid())
        m_tx.setKey(m_school.id, kValid, validKey(*met.next), id);
    else
        m_tx.dropKey(m_school.id, kValid, validKey(*met.next), id);
    write(Kind::card, id, domain::toJson(*met.next).dump(), m, beforeJson, {});
    return {Verdict::applied, std::nullopt, true};
}

Push::Outcome Push::issue(const Mutation& m, const domain::IssueCard& issue) {
    const std::string id = m.entityId.toString();
    const StudentCard& card = issue.card;
    if (card.id.uuid != m.entityId || card.number.empty() || hasControl(card.number))
        return {Verdict::rejected,
                error(ErrorCode::valueInvalid, {{"field", "card"}, {"reason", "id, number"}}), false};
    const auto pupil = record(Kind::student, card.student.toString());
    if (!pupil)
        return {Verdict::rejected, error(ErrorCode::unknownStudent, {{"student", card.student.toString()}}),
                false};
    if (!record(Kind::batch, card.batch.toString()))
        return {Verdict::rejected, error(ErrorCode::unknownBatch, {{"batch", card.batch.toString()}}), false};
    std::optional<StudentCard> now;
    if (const auto stored = record(Kind::card, id))
        now = domain::cardFromJson(parseJson(stored->body).value()).value();
    const auto met = reconcile(now ? &*now : nullptr, m, nullptr);
    if (met.verdict != Verdict::applied)
        return {met.verdict, met.verdict == Verdict::same ? std::nullopt : std::optional(met.why), false};
    const std::string other = m_tx.keyOwner(m_school.id, kNumber, card.number);
    if (!other.empty())
        return {Verdict::conflict,
                error(ErrorCode::cardNumberTaken, {{"number", card.number}, {"other", other}}), false};
    Outcome out{Verdict::applied, std::nullopt, true};
    const auto valid = m_tx.keys(m_school.id, kValid, card.student.toString() + "/");
    if (!valid.empty()) {
        const auto first = record(Kind::card, valid.front().second);
        const auto student = domain::studentFromJson(parseJson(pupil->body).value()).value();
        out.error = error(
            ErrorCode::secondValidCard,
            {{"student", student.fullName()},
             {"number", card.number},
             {"other", first ? domain::cardFromJson(parseJson(first->body).value()).value().number : ""}});
    }
    m_tx.setKey(m_school.id, kNumber, card.number, id);
    m_tx.setKey(m_school.id, kValid, validKey(*met.next), id);
    write(Kind::card, id, domain::toJson(*met.next).dump(), m, Json(), {});
    return out;
}

Push::Outcome Push::batch(const Mutation& m, const domain::PutBatch& put) {
    const std::string id = m.entityId.toString();
    CardBatch next = put.batch;
    if (next.id.uuid != m.entityId || next.number < 1 || next.number > kMaxBatch)
        return {Verdict::rejected,
                error(ErrorCode::valueInvalid, {{"field", "batch"}, {"reason", "id, number"}}), false};
    if (!(m.by.role == domain::Role::clerk || m.by.role == domain::Role::administrator))
        return {Verdict::rejected, error(ErrorCode::roleNotAllowed, {}), false};
    Outcome out{Verdict::applied, std::nullopt, true};
    if (const auto stored = record(Kind::batch, id)) {
        const CardBatch now = domain::batchFromJson(parseJson(stored->body).value()).value();
        next.number = now.number; // once given, it stays
        if (next == now)
            return {Verdict::same, std::nullopt, false};
    } else {
        const std::string owner = m_tx.keyOwner(m_school.id, kBatch, batchKey(next.number));
        if (!owner.empty()) {
            next.number = std::stoi(m_tx.lastKey(m_school.id, kBatch)) + 1;
            out.error = error(ErrorCode::batchRenumbered, {{"number", std::to_string(put.batch.number)},
                                                           {"other", std::to_string(next.number)}});
        }
        m_tx.setKey(m_school.id, kBatch, batchKey(next.number), id);
    }
    write(Kind::batch, id, domain::toJson(next).dump(), m, Json(), {});
    return out;
}

} // namespace esek::server
