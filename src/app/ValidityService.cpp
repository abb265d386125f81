#include "app/ValidityService.h"

#include "app/CardRules.h"
#include "app/EntryDay.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <unordered_map>

namespace esek::app {

using namespace domain;

namespace {

using MarksByCard = std::unordered_map<CardId, ValidityMarks>;

MarksByCard marksByCard(Office& office) {
    MarksByCard marks;
    for (ValidityMarks& m : office.replica().cardYear().allMarks().value())
        marks.emplace(m.id, std::move(m));
    return marks;
}

void requireYear(const std::string& schoolYear) {
    if (!schoolYearStart(schoolYear))
        throw Exception(
            Error{ErrorCode::valueInvalid,
                  "school year",
                  {{"field", tr("school year")}, {"reason", tr("a school year looks like 2026/2027")}}});
}

/// Of the days until which marks of the year hold: the first that is still to come, else the last.
Date nextEnd(const std::vector<Date>& ends, Date today) {
    for (const Date& end : ends)
        if (end >= today)
            return end;
    return ends.back();
}

} // namespace

std::string ValidityService::currentYear() const {
    const Date today = m_office.clock().today();
    return schoolYear(today.month() == std::chrono::August ? today.year() / std::chrono::September / 1
                                                           : today);
}

Result<std::vector<ValidityService::Row>> ValidityService::list(const std::string& year,
                                                                const std::string& classUnit) {
    return guarded([&] {
        requireYear(year);
        const School school = m_office.replica().school().value();
        const MarksByCard marks = marksByCard(m_office);
        std::unordered_map<CardId, StudentCard> cards;
        for (const CardState state : {CardState::issued, CardState::printed, CardState::handedOver}) {
            storage::CardFilter filter;
            filter.state = state;
            for (StudentCard& card : m_office.replica().cards().list(filter).value())
                cards.emplace(card.id, std::move(card));
        }
        storage::StudentFilter filter;
        filter.classUnit = classUnit;
        std::vector<Row> rows;
        for (const storage::StudentRow& student : m_office.replica().students().list(filter).value()) {
            const auto card = student.card ? cards.find(*student.card) : cards.end();
            if (card == cards.end() || student.student.left)
                continue;
            Row row;
            row.card = card->second;
            row.name = student.student.listName();
            row.classUnit = student.student.classUnit;
            row.inUse = checkMarkedCard(&row.card).ok();
            row.until = nextEnd(validityEnds(school, row.card.cardType, year), m_office.clock().today());
            ValidityMarks none;
            const auto found = marks.find(row.card.id);
            const ValidityMarks& ofCard = found == marks.end() ? none : found->second;
            if (const ValidityMark* mark = ofCard.until(row.until))
                row.mark = *mark;
            for (const ValidityMark& mark : ofCard.marks)
                if (mark.counts() && (!row.lastUntil || *row.lastUntil < mark.validUntil))
                    row.lastUntil = mark.validUntil;
            row.places = ofCard.places();
            row.nextPlace = ofCard.nextPlace();
            rows.push_back(std::move(row));
        }
        return rows;
    });
}

Result<ValidityService::Outcome> ValidityService::place(const std::vector<CardId>& ids,
                                                        const Choice& choice) {
    return guarded([&] {
        requireYear(choice.schoolYear);
        const School school = m_office.replica().school().value();
        const Date today = choice.placedOn ? m_office.clock().today() : entryDay(m_office).value();
        const MarksByCard marks = marksByCard(m_office);
        Outcome out;
        std::vector<Mutation> mutations;
        for (const CardId& id : ids) {
            const StudentCard card = m_office.replica().cards().get(id).value();
            const std::string label = labelOf(card);
            const auto refuse = [&](const Error& error) {
                out.refused.push_back({card.student, label, error.with("student", label)});
            };
            ValidityMarks none;
            none.id = id;
            const auto found = marks.find(id);
            const ValidityMarks& ofCard = found == marks.end() ? none : found->second;
            ValidityMark mark;
            mark.schoolYear = choice.schoolYear;
            mark.validUntil =
                choice.until.value_or(nextEnd(validityEnds(school, card.cardType, choice.schoolYear), today));
            mark.place = choice.place.value_or(ofCard.nextPlace().value_or(kMarkPlaces));
            mark.placedOn = choice.placedOn.value_or(today);
            mark.placedBy = m_office.clerk().name;
            const ValidityMark* there = ofCard.until(mark.validUntil);
            if (there && (!choice.place || there->place == *choice.place)) {
                ++out.already;
                continue;
            }
            if (const auto fit = checkMarkedCard(&card); !fit) {
                refuse(fit.error());
                continue;
            }
            Mutation m = m_office.mutation(id.uuid, Change(MarkChange(PlaceMark{mark})), m_office.clerk(),
                                           ofCard.version);
            const auto next = apply(&ofCard, m);
            if (!next) {
                refuse(next.error());
                continue;
            }
            if (!next->nextPlace())
                out.lastPlace.push_back(label);
            out.made.push_back({id, mark.validUntil});
            mutations.push_back(std::move(m));
        }
        if (!mutations.empty())
            m_office.replica().commit(mutations).value();
        return out;
    });
}

Result<void> ValidityService::takeBack(const std::vector<Made>& made, const std::string& reason) {
    return guarded([&] {
        std::vector<Mutation> mutations;
        for (const Made& mark : made)
            mutations.push_back(
                m_office.mutation(mark.card.uuid, Change(MarkChange(VoidMark{mark.until, squeeze(reason)}))));
        if (!mutations.empty())
            m_office.replica().commit(mutations).value();
    });
}

} // namespace esek::app
