#include "app/SchoolYearArchive.h"

#include "app/StudentList.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/SchoolYear.h"
#include "domain/ValidityMarks.h"
#include "storage/ReportQueries.h"

#include <algorithm>
#include <ranges>
#include <unordered_map>

namespace esek::app {

using namespace domain;

namespace {

/// The pupils of a change of the school year are moved in one step that takes less than this.
constexpr std::chrono::minutes kPromotionTakes{1};

std::string yearFrom(int start) {
    return format("{}/{}", start, start + 1);
}

Timestamp septemberOf(int year) {
    return Timestamp(std::chrono::sys_days(std::chrono::year(year) / std::chrono::September / 1));
}

/// What became of one pupil, the oldest first.
struct Life {
    std::vector<std::pair<Timestamp, Student>> states;

    const Student* before(Timestamp end) const {
        const Student* last = nullptr;
        for (const auto& [at, student] : states)
            if (at < end)
                last = &student;
        return last;
    }
    /// Since when the pupil has been away at that time; nothing for one who is there.
    std::optional<Timestamp> awaySince(Timestamp end) const {
        std::optional<Timestamp> since;
        for (const auto& [at, student] : states)
            if (at < end)
                since = !student.left ? std::nullopt : since ? since : std::optional(at);
        return since;
    }
};

/// The history of the school's pupils and of its years.
struct History {
    std::unordered_map<Uuid, Life> lives;
    std::vector<std::pair<Timestamp, std::string>> reached; ///< the year of the classes, the oldest first

    explicit History(Office& office) {
        storage::AuditSearch search;
        search.kinds = {"put_student", "put_school"};
        auto entries = storage::searchAudit(office.replica(), search).value();
        std::ranges::reverse(entries); // they come with the newest first
        for (const storage::AuditRow& entry : entries) {
            const Mutation& m = entry.mutation;
            if (const auto* put = std::get_if<PutStudent>(&m.change))
                lives[m.entityId].states.emplace_back(m.at, put->student);
            else if (const auto* school = std::get_if<PutSchool>(&m.change))
                reached.emplace_back(m.at, classesOf(school->school));
        }
    }

    /// When the classes went on to this year and stayed there; without such a change the first of September.
    Timestamp begin(int start) const {
        const std::string year = yearFrom(start);
        const Timestamp calendar = septemberOf(start);
        Timestamp begun = calendar;
        for (std::size_t i = 0; i < reached.size(); ++i) {
            const auto& [at, now] = reached[i];
            if (now < year)
                begun = calendar; // it was taken back
            else if (now == year && (i == 0 || reached[i - 1].second != year))
                begun = at;
        }
        return begun;
    }
};

bool issuedIn(const StudentCard& card, const std::string& year) {
    return schoolYear(card.issuedOn) == year;
}

/// The pupil of that year, as far as the history tells.
std::optional<YearPupil> pupilOf(const StudentId& id, const Life& life, Timestamp begin, Timestamp end) {
    const Student* then = life.before(end);
    if (!then)
        return std::nullopt;
    const auto away = life.awaySince(end);
    // Who left with the change to this year was a pupil of the year before.
    if (away && *away < begin + kPromotionTakes)
        return std::nullopt;
    return YearPupil{id, then->listName(), then->classUnit, then->registerNumber, away.has_value(), {}, {}};
}

} // namespace

Result<std::vector<std::string>> SchoolYearArchive::years() {
    return guarded([&] {
        const int last =
            std::max(schoolYearStart(schoolYear(m_office.clock().today())).value(),
                     schoolYearStart(classesOf(m_office.replica().school().value())).value_or(0));
        int first = last;
        const History history(m_office);
        const auto known = [&](Date day) {
            first = std::min(first, schoolYearStart(schoolYear(day)).value_or(first));
        };
        for (const auto& [id, life] : history.lives)
            known(Date(std::chrono::floor<std::chrono::days>(life.states.front().first)));
        for (const StudentCard& card : m_office.replica().cards().list().value())
            known(card.issuedOn);
        std::vector<std::string> years;
        for (int start = last; start >= first; --start)
            years.push_back(yearFrom(start));
        return years;
    });
}

Result<std::vector<YearPupil>> SchoolYearArchive::pupils(const std::string& year) {
    return guarded([&] {
        const auto start = schoolYearStart(year);
        if (!start)
            throw Exception(Error{ErrorCode::valueInvalid,
                                  "no school year",
                                  {{"field", tr("school year")}, {"reason", tr("type it as 2026/2027")}}});
        const History history(m_office);
        const Timestamp begin = history.begin(*start), end = history.begin(*start + 1);
        std::unordered_map<Uuid, YearPupil> found;
        for (const auto& [id, life] : history.lives)
            if (auto pupil = pupilOf({id}, life, begin, end))
                found.emplace(id, std::move(*pupil));
        auto cards = m_office.replica().cards().list().value();
        std::ranges::sort(cards, {}, &StudentCard::issuedOn);
        for (const StudentCard& card : cards) {
            if (!issuedIn(card, year))
                continue;
            // Whose history does not reach back stands on a card of that year.
            const CardContents& on = card.contents;
            auto& pupil = found
                              .try_emplace(card.student.uuid, YearPupil{card.student,
                                                                        on.surname + " " + on.givenNames,
                                                                        card.classUnit,
                                                                        {},
                                                                        false,
                                                                        {},
                                                                        {}})
                              .first->second;
            pupil.cards.push_back(card);
        }
        std::unordered_map<Uuid, Uuid> owners;
        for (const StudentCard& card : cards)
            owners.emplace(card.id.uuid, card.student.uuid);
        for (const ValidityMarks& held : m_office.replica().cardYear().allMarks().value())
            for (const ValidityMark& mark : held.marks)
                if (mark.counts() && mark.schoolYear == year && owners.contains(held.id.uuid))
                    if (const auto at = found.find(owners[held.id.uuid]); at != found.end())
                        at->second.marks.push_back(mark);
        std::vector<YearPupil> pupils;
        for (auto& [id, pupil] : found)
            pupils.push_back(std::move(pupil));
        std::ranges::sort(pupils, [](const YearPupil& a, const YearPupil& b) {
            if (a.classUnit != b.classUnit)
                return classLess(a.classUnit, b.classUnit);
            return std::pair(polishSortKey(a.name), a.student) < std::pair(polishSortKey(b.name), b.student);
        });
        return pupils;
    });
}

} // namespace esek::app
