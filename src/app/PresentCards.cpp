#include "app/PresentCards.h"

#include "base/Translate.h"

#include <set>

namespace esek::app {

using namespace domain;

void PresentCards::check(roster::ImportPlan& plan) {
    std::set<std::string> numbers;
    std::erase_if(plan.presentCards, [&](const roster::PresentCard& present) {
        const auto drop = [&](const char* kind, const std::string& number) {
            roster::Issue issue;
            issue.line = present.line;
            issue.row = present.row;
            issue.field = roster::Field::cardNumber;
            issue.kind = kind;
            issue.context = {{"number", number}};
            plan.flags.push_back(std::move(issue));
            return true;
        };
        const auto row = present.student.isNil()
                             ? std::nullopt
                             : std::optional(m_office.replica().students().get(present.student).value());
        if (row && row->card)
            return row->cardNumber == present.number || drop("card.another", row->cardNumber);
        if (m_office.replica().cards().numberTaken(present.number).value() ||
            !numbers.insert(present.number).second)
            return drop("card.numberTaken", present.number);
        return false;
    });
}

std::vector<Mutation> PresentCards::mutations(const roster::ImportPlan& plan,
                                              const std::map<std::size_t, Student>& added) {
    std::vector<Mutation> mutations;
    if (plan.presentCards.empty())
        return mutations;
    const School school = m_office.replica().school().value();
    CardBatch batch;
    batch.id = {Uuid::v7(m_office.clock(), m_office.rng())};
    batch.number = m_office.replica().cards().nextBatchNumber().value();
    batch.issuedOn = m_office.clock().today();
    batch.createdAt = m_office.clock().now();
    batch.createdBy = m_office.clerk().name;
    batch.cardCount = static_cast<int>(plan.presentCards.size());
    mutations.push_back(m_office.mutation(batch.id.uuid, PutBatch{batch}));
    for (const roster::PresentCard& present : plan.presentCards) {
        const Student pupil = present.student.isNil()
                                  ? added.at(present.row)
                                  : m_office.replica().students().get(present.student).value().student;
        StudentCard card;
        card.id = {Uuid::v7(m_office.clock(), m_office.rng())};
        card.student = pupil.id;
        card.batch = batch.id;
        card.number = present.number;
        card.cardType = pupil.cardType.empty() ? school.defaultCardType : pupil.cardType;
        card.classUnit = pupil.classUnit;
        card.issuedOn = batch.issuedOn;
        card.contents.givenNames = pupil.givenNames;
        card.contents.surname = pupil.surname;
        card.contents.birthDate = pupil.birthDate;
        card.contents.pesel = pupil.pesel ? pupil.pesel->text() : std::string();
        card.contents.document = pupil.pesel ? std::nullopt : pupil.document;
        card.contents.schoolName = school.name;
        card.contents.schoolAddress = school.address;
        card.contents.headteacher = school.headteacher;
        mutations.push_back(m_office.mutation(card.id.uuid, Change(CardChange(IssueCard{card}))));
        std::int64_t version = 1;
        for (const CardState state : {CardState::printed, CardState::handedOver})
            mutations.push_back(m_office.mutation(
                card.id.uuid,
                Change(CardChange(MarkCard{state, tr("issued before; the number is from a list")})),
                m_office.clerk(), version++));
    }
    return mutations;
}

} // namespace esek::app
