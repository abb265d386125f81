#include "domain/Rebuild.h"

#include "domain/Apply.h"
#include "domain/OnBehalf.h"

namespace esek::domain {

namespace {

Mutation mutationOf(const Uuid& entity, Change change, const Actor& by, Timestamp at) {
    return {{}, at, by, entity, std::nullopt, std::move(change)};
}

/// The states between a new card and this one. A mark is only allowed from certain states (Apply.cpp).
std::vector<CardState> wayTo(CardState state) {
    switch (state) {
    case CardState::issued:
        return {};
    case CardState::printed:
    case CardState::spoiled:
    case CardState::invalid:
        return {state};
    case CardState::handedOver:
    case CardState::lost:
        return {CardState::printed, state};
    case CardState::returned:
        return {CardState::printed, CardState::handedOver, state};
    }
    return {};
}

/// Applies each change on the result of the one before.
class PhotoSteps {
  public:
    PhotoSteps(const StudentId& student, Actor by, Timestamp now)
        : m_file{student, NoPhoto{}, 0, {}}, m_by(std::move(by)), m_now(now) {}

    void add(PhotoChange change) { add(std::move(change), m_by, m_now); }
    void add(PhotoChange change, const Actor& by, Timestamp at) {
        const Mutation m = mutationOf(m_file.student.uuid, std::move(change), by, at);
        m_steps.push_back({m, toJson(m_file.state)});
        m_file = apply(m_file, m).value().file;
    }
    /// The photo as its sender sent it; an office's own one needs no decision.
    void send(const Photo& photo) {
        const bool family = speaksForFamily(photo.source.sender);
        add(SubmitPhoto{photo, false}, family ? entering(photo.source.sender) : m_by,
            family ? photo.source.sentAt : m_now);
    }
    void accepted(const Photo& photo) {
        send(photo);
        add(AcceptPhoto{});
    }
    std::vector<RebuildStep> take() { return std::move(m_steps); }

    /// Whoever of an office did it; for a family itself the office of now, on its behalf.
    Actor entering(const Actor& whose) const {
        if (!isFamily(whose.role))
            return whose;
        Actor by = m_by;
        by.onBehalfOf = enteredByOffice(whose).onBehalfOf;
        return by;
    }

  private:
    PhotoFile m_file;
    Actor m_by;
    Timestamp m_now;
    std::vector<RebuildStep> m_steps;
};

} // namespace

std::vector<RebuildStep> rebuild(const School& school, const Actor& by, Timestamp now) {
    return {{mutationOf(school.id.uuid, PutSchool{school}, by, now), Json()}};
}

std::vector<RebuildStep> rebuild(const Student& student, const Actor& by, Timestamp now) {
    return {{mutationOf(student.id.uuid, PutStudent{student}, by, now), Json()}};
}

std::vector<RebuildStep> rebuild(const Guardian& guardian, const Actor& by, Timestamp now) {
    return {{mutationOf(guardian.id.uuid, PutGuardian{guardian}, by, now), Json()}};
}

std::vector<RebuildStep> rebuild(const CardBatch& batch, const Actor& by, Timestamp now) {
    return {{mutationOf(batch.id.uuid, PutBatch{batch}, by, now), Json()}};
}

std::vector<RebuildStep> rebuild(const StudentCard& card, const Actor& by, Timestamp now) {
    StudentCard fresh = card;
    fresh.state = CardState::issued;
    fresh.stateReason.clear();
    std::vector<RebuildStep> steps{{mutationOf(card.id.uuid, CardChange{IssueCard{fresh}}, by, now), Json()}};
    const StudentCard* none = nullptr;
    StudentCard last = apply(none, steps.front().mutation).value();
    for (const CardState state : wayTo(card.state)) {
        const MarkCard mark{state, state == card.state ? card.stateReason : std::string()};
        steps.push_back({mutationOf(card.id.uuid, CardChange{mark}, by, now), toJson(last)});
        last = apply(&last, steps.back().mutation).value();
    }
    return steps;
}

std::vector<RebuildStep> rebuild(const PhotoFile& file, const Actor& by, Timestamp now) {
    PhotoSteps steps(file.student, by, now);
    if (const auto* awaiting = std::get_if<AwaitingPhoto>(&file.state)) {
        steps.send(awaiting->proposed);
    } else if (const auto* rejected = std::get_if<RejectedPhoto>(&file.state)) {
        steps.send(rejected->photo);
        steps.add(RejectPhoto{rejected->rejection.reasons, rejected->rejection.note}, rejected->rejection.by,
                  rejected->rejection.at);
    } else if (const auto* accepted = std::get_if<AcceptedPhoto>(&file.state)) {
        steps.accepted(accepted->photo);
        if (const auto* change = std::get_if<ChangeRequest>(&accepted->request)) {
            steps.send(change->proposed);
            if (change->printCurrent)
                steps.add(AllowPrinting{true});
        } else if (const auto* deletion = std::get_if<DeletionRequest>(&accepted->request)) {
            steps.add(RequestDeletion{deletion->reason}, steps.entering(deletion->by), deletion->at);
        }
    }
    return steps.take();
}

} // namespace esek::domain
