#include "app/CardMarks.h"

#include "app/CardRules.h"
#include "base/Text.h"
#include "base/Translate.h"

namespace esek::app {

using namespace domain;

bool CardMarks::wantsReason(CardState state) {
    return state == CardState::spoiled || state == CardState::lost || state == CardState::invalid;
}

std::optional<Error> CardMarks::obstacle(const StudentCard& card, const Mutation& mutation) {
    const auto next = apply(&card, mutation);
    if (!next)
        return next.error();
    storage::CardFilter ofPupil;
    ofPupil.student = card.student;
    const auto judged = checkSiblings(&card, *next, m_office.replica().cards().list(ofPupil).value());
    return judged ? std::nullopt : std::optional(judged.error());
}

CardMarks::Outcome CardMarks::judged(const std::vector<CardId>& cards, CardState state,
                                     const std::string& reason, std::vector<Mutation>& mutations) {
    const std::string why = squeeze(reason);
    if (wantsReason(state) && why.empty())
        throw Exception(Error{ErrorCode::valueRequired, "no reason", {{"field", tr("reason")}}});
    Outcome out;
    for (const CardId& id : cards) {
        const StudentCard card = m_office.replica().cards().get(id).value();
        if (card.state == state)
            continue;
        Mutation m = m_office.mutation(id.uuid, Change(CardChange(MarkCard{state, why})), m_office.clerk(),
                                       card.version);
        if (auto error = obstacle(card, m)) {
            out.refused.push_back({card.student, labelOf(card), std::move(*error)});
            continue;
        }
        out.allowed.push_back(id);
        out.made.push_back({id, card.state, card.stateReason, state, card.version + 1});
        mutations.push_back(std::move(m));
    }
    return out;
}

Result<CardMarks::Outcome> CardMarks::mark(const std::vector<CardId>& cards, CardState state,
                                           const std::string& reason) {
    return guarded([&] {
        std::vector<Mutation> mutations;
        Outcome out = judged(cards, state, reason, mutations);
        if (!out.refused.empty())
            out.made.clear();
        else if (!mutations.empty())
            m_office.replica().commit(mutations).value();
        return out;
    });
}

Result<std::optional<Error>> CardMarks::objection(const std::vector<CardId>& cards, CardState state,
                                                  const std::string& reason) {
    return guarded([&]() -> std::optional<Error> {
        std::vector<Mutation> mutations;
        const Outcome out = judged(cards, state, reason, mutations);
        return out.refused.empty() ? std::nullopt : std::optional(out.refused.front().error);
    });
}

Result<void> CardMarks::takeBack(const std::vector<Made>& marks) {
    return guarded([&] {
        std::vector<Mutation> mutations;
        for (const Made& mark : marks)
            mutations.push_back(m_office.mutation(
                mark.card.uuid, Change(CardChange(MarkCard{mark.was, mark.wasReason, mark.is})),
                m_office.clerk(), mark.version));
        if (!mutations.empty())
            m_office.replica().commit(mutations).value();
    });
}

} // namespace esek::app
