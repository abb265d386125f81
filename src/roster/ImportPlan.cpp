#include "roster/ImportPlan.h"

#include "base/MatchKey.h"
#include "base/Text.h"
#include "roster/FileDuplicates.h"
#include "roster/SimilarClasses.h"
#include "roster/StudentIndex.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace esek::roster {

namespace {

using domain::Student;

bool allCapitals(const std::string& s) {
    return toUpper(s) == s && toLower(s) != s;
}

// "Bak" for "Bąk": a list from a program without Polish letters says less than the school knows.
bool withoutAccents(const std::string& present, const std::string& given) {
    return matchKey(present) == matchKey(given) && characterCount(given) == given.size() &&
           characterCount(present) != present.size();
}

// The file's name, or the present one where the file only says less: capitals, no accents, or the first of
// several names.
std::string mergedName(const std::string& present, const std::string& given, bool mayBePart) {
    if (present == given)
        return present;
    if (withoutAccents(present, given))
        return present;
    if (toLower(present) == toLower(given))
        return allCapitals(given) && !allCapitals(present) ? present : given;
    if (mayBePart && startsWith(toLower(present), toLower(given) + " "))
        return present;
    return given;
}

Student merged(const Student& present, const ParsedRow& row, std::vector<Field>& changed) {
    Student s = present;
    const Student& file = row.student;
    s.surname = mergedName(present.surname, file.surname, false);
    s.givenNames = mergedName(present.givenNames, file.givenNames, !row.givenNamesComplete);
    if (!file.registerNumber.empty())
        s.registerNumber = file.registerNumber;
    if (file.birthDate)
        s.birthDate = file.birthDate;
    if (file.pesel)
        s.pesel = file.pesel;
    if (file.document)
        s.document = file.document;
    if (!file.classUnit.empty() && normalizeClass(present.classUnit) != file.classUnit)
        s.classUnit = file.classUnit;
    if (!file.cardType.empty())
        s.cardType = file.cardType;
    const auto note = [&](bool differs, Field f) {
        if (differs)
            changed.push_back(f);
    };
    note(s.surname != present.surname, Field::surname);
    note(s.givenNames != present.givenNames, Field::givenNames);
    note(s.registerNumber != present.registerNumber, Field::registerNumber);
    note(s.birthDate != present.birthDate, Field::birthDate);
    note(s.pesel != present.pesel, Field::pesel);
    note(s.document != present.document, Field::documentNumber);
    note(s.classUnit != present.classUnit, Field::classUnit);
    note(s.cardType != present.cardType, Field::cardType);
    return s;
}

// A register number may be mistyped or given anew: is its pupil this one? The PESEL agrees, or the first
// given name (twins share all the rest) with the surname or the birth date.
bool clearlyAnother(const Student& present, const Student& file) {
    if (present.pesel && file.pesel && *present.pesel == *file.pesel)
        return false;
    return firstGivenName(present) != firstGivenName(file) ||
           (matchKey(present.surname) != matchKey(file.surname) &&
            (!file.birthDate || present.birthDate != file.birthDate));
}

class Planner {
  public:
    Planner(const ParseResult& parsed, const std::vector<Student>& existing)
        : m_rows(parsed.good), m_students(&existing), m_takenBy(existing.size(), 0) {
        m_plan.refused = parsed.refused;
        m_plan.refusedRows = parsed.refusedRows;
        m_plan.remarks = parsed.remarks;
        m_hasClasses = parsed.hasClasses;
    }

    ImportPlan run() {
        const FileDuplicates duplicates(m_rows);
        std::vector<std::size_t> waiting;
        waiting.reserve(m_rows.size());
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (const Issue* issue = duplicates.issue(i))
                refuse(*issue);
            else
                waiting.push_back(i);
        }
        // A row may wait for another one to give a number free; what is decided here must not change when the
        // same file is read again, so the refused are tried until nothing moves.
        std::vector<Issue> refused;
        while (!waiting.empty()) {
            refused.clear();
            const std::size_t before = waiting.size();
            waiting = pass(waiting, refused);
            if (waiting.size() == before || !m_numbersMoved)
                break;
        }
        for (const Issue& issue : refused)
            refuse(issue);
        finish();
        return std::move(m_plan);
    }

  private:
    struct Verdict {
        std::size_t student = StudentIndex::kNone; ///< none: a new pupil
        std::optional<Issue> problem;
    };

    void refuse(const Issue& issue) {
        ++m_plan.refusedRows;
        if (m_plan.refused.size() < kMaxRefusals)
            m_plan.refused.push_back(issue);
    }

    std::vector<std::size_t> pass(const std::vector<std::size_t>& rows, std::vector<Issue>& refused) {
        m_numbersMoved = false;
        const StudentIndex index(*m_students);
        std::vector<Verdict> verdicts;
        verdicts.reserve(rows.size());
        std::unordered_map<std::size_t, std::size_t> claims; // pupil -> row that wants it
        for (const std::size_t r : rows) {
            verdicts.push_back(judge(index, m_rows[r]));
            const Verdict& v = verdicts.back();
            if (v.problem || v.student == StudentIndex::kNone)
                continue;
            const auto [at, fresh] = claims.emplace(v.student, verdicts.size() - 1);
            if (!fresh) { // two rows, one pupil
                Verdict& other = verdicts[at->second];
                const ParsedRow& row = m_rows[r];
                const ParsedRow& otherRow = m_rows[rows[at->second]];
                verdicts.back().problem = twinIssue(row, Field::ignore, "duplicate.student", otherRow);
                other.problem = twinIssue(otherRow, Field::ignore, "duplicate.student", row);
            }
        }
        m_plan.add.reserve(m_plan.add.size() +
                           static_cast<std::size_t>(std::ranges::count_if(verdicts, [](const Verdict& v) {
                               return !v.problem && v.student == StudentIndex::kNone;
                           })));
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (verdicts[i].problem) {
                refused.push_back(*verdicts[i].problem);
                left.push_back(rows[i]);
            } else {
                accept(rows[i], verdicts[i].student, index);
            }
        }
        if (!left.empty() && m_numbersMoved)
            moveOn();
        return left;
    }

    // The school as it is after this pass, for the next one; most imports need only one.
    void moveOn() {
        if (m_students != &m_state)
            m_state = *m_students;
        m_students = &m_state;
        for (; m_movedUpdates < m_plan.update.size(); ++m_movedUpdates) {
            const Change& change = m_plan.update[m_movedUpdates];
            m_state[m_updated[m_movedUpdates]] = change.after;
        }
        for (; m_movedAdditions < m_plan.add.size(); ++m_movedAdditions)
            m_state.push_back(m_plan.add[m_movedAdditions].student);
    }

    Verdict judge(const StudentIndex& index, const ParsedRow& row) const {
        const Student& s = row.student;
        const std::size_t byNumber = index.byRegisterNumber(s.registerNumber);
        const std::size_t byPesel = s.pesel ? index.byPesel(s.pesel->text()) : StudentIndex::kNone;
        const auto problem = [&](Field f, const char* kind) {
            return Verdict{{}, rowIssue(row, f, kind, true)};
        };
        std::size_t found = byNumber != StudentIndex::kNone ? byNumber : byPesel;
        if (byNumber != StudentIndex::kNone && byPesel != StudentIndex::kNone && byNumber != byPesel)
            return problem(Field::registerNumber, "conflict.registerNumberPesel");
        if (byNumber != StudentIndex::kNone && byPesel == StudentIndex::kNone &&
            clearlyAnother((*m_students)[byNumber], s))
            return problem(Field::registerNumber, "conflict.registerNumberOther");
        if (found == StudentIndex::kNone && s.birthDate) {
            auto persons = index.byPerson(s);
            if (persons.size() > 1) {
                std::erase_if(persons, [&](std::size_t i) {
                    return normalizeClass((*m_students)[i].classUnit) != s.classUnit;
                });
                if (persons.size() != 1)
                    return problem(Field::ignore, "conflict.severalStudents");
            }
            if (!persons.empty()) {
                found = persons.front();
                const std::string& number = (*m_students)[found].registerNumber;
                if (!s.registerNumber.empty() && !number.empty())
                    return problem(Field::registerNumber, "conflict.registerNumberDiffers");
            }
        }
        if (found != StudentIndex::kNone && m_takenBy.at(found) != 0)
            return {found, twinIssue(row, Field::ignore, "duplicate.student", m_rows[m_takenBy[found] - 1])};
        return {found, std::nullopt};
    }

    void accept(std::size_t rowIndex, std::size_t at, const StudentIndex& index) {
        const ParsedRow& row = m_rows[rowIndex];
        m_plan.flags.insert(m_plan.flags.end(), row.flags.begin(), row.flags.end());
        const auto flag = [&](Field f, const char* kind) {
            m_plan.flags.push_back(rowIssue(row, f, kind, false));
        };
        if (!row.cardNumber.empty())
            m_plan.presentCards.push_back(
                {row.line, row.row, at == StudentIndex::kNone ? domain::StudentId{} : (*m_students)[at].id,
                 row.cardNumber});
        for (const ListedGuardian& listed : row.guardians) {
            domain::Guardian guardian;
            guardian.name = listed.name;
            guardian.email = listed.email;
            guardian.relation = listed.relation;
            m_plan.guardians.push_back(
                {row.line, row.row, at == StudentIndex::kNone ? domain::StudentId{} : (*m_students)[at].id,
                 std::move(guardian)});
        }
        if (at == StudentIndex::kNone) {
            if (index.hasName(row.student))
                flag(Field::ignore, "student.sameName");
            if (row.student.classUnit.empty())
                withoutClass(row);
            m_plan.add.push_back({row.line, row.student, row.row});
            m_takenBy.push_back(rowIndex + 1);
            return;
        }
        m_takenBy[at] = rowIndex + 1;
        const Student& before = (*m_students)[at];
        std::vector<Field> changed;
        Student after = merged(before, row, changed);
        if (withoutAccents(before.surname, row.student.surname) ||
            withoutAccents(before.givenNames, row.student.givenNames))
            flag(Field::surname, "name.withoutAccents");
        if (before.left)
            flag(Field::ignore, "student.left");
        if (changed.empty()) {
            m_plan.unchanged.push_back(row.line);
            m_plan.unchangedPupils.push_back(before.id);
            return;
        }
        if (!before.registerNumber.empty() && before.registerNumber != after.registerNumber)
            flag(Field::registerNumber, "registerNumber.changed");
        if (before.pesel && before.pesel != after.pesel)
            flag(Field::pesel, "pesel.changed");
        m_numbersMoved = true;
        m_updated.push_back(at);
        m_plan.update.push_back({row.line, before, std::move(after), std::move(changed), row.row});
    }

    // Said once where the whole list tells no classes, of each pupil where it tells those of others.
    void withoutClass(const ParsedRow& row) {
        const bool said = std::any_of(row.flags.begin(), row.flags.end(),
                                      [](const Issue& i) { return i.field == Field::classUnit; });
        if (!m_hasClasses)
            ++m_withoutClass;
        else if (!said)
            m_plan.flags.push_back(rowIssue(row, Field::classUnit, "class.missing", false));
    }

    void finish() {
        for (Issue& issue : similarClasses(m_rows, *m_students))
            m_plan.flags.push_back(std::move(issue));
        if (m_withoutClass > 0)
            m_plan.remarks.push_back(listRemark("class.noneInList", Field::classUnit,
                                                {{"count", std::to_string(m_withoutClass)}}));
        std::set<std::size_t> listed;
        for (const Issue& issue : m_plan.refused)
            listed.insert(issue.row);
        if (listed.size() < m_plan.refusedRows)
            m_plan.remarks.push_back(listRemark(
                "rows.more", Field::ignore, {{"count", std::to_string(m_plan.refusedRows - listed.size())}}));
        const auto byRow = [](const auto& a, const auto& b) { return a.row < b.row; };
        if (!std::is_sorted(m_plan.add.begin(), m_plan.add.end(), byRow)) // several passes only
            std::stable_sort(m_plan.add.begin(), m_plan.add.end(), byRow);
        std::stable_sort(m_plan.refused.begin(), m_plan.refused.end(), byRow);
        std::stable_sort(m_plan.flags.begin(), m_plan.flags.end(), byRow);
        std::stable_sort(m_plan.presentCards.begin(), m_plan.presentCards.end(), byRow);
        std::stable_sort(m_plan.guardians.begin(), m_plan.guardians.end(), byRow);
        std::sort(m_plan.unchanged.begin(), m_plan.unchanged.end());
    }

    const std::vector<ParsedRow>& m_rows;
    const std::vector<Student>* m_students; ///< the school as it was, or m_state
    std::vector<Student> m_state;           ///< as it will be; new pupils at the end
    std::vector<std::size_t> m_takenBy;     ///< 1 + index of the row that a pupil belongs to, 0: none yet
    std::vector<std::size_t> m_updated;     ///< pupil of each update of the plan
    std::size_t m_movedUpdates = 0;         ///< how many of the plan's are in m_state
    std::size_t m_movedAdditions = 0;
    bool m_numbersMoved = false;
    bool m_hasClasses = false;
    std::size_t m_withoutClass = 0;
    ImportPlan m_plan;
};

} // namespace

ImportPlan plan(const ParseResult& parsed, const std::vector<Student>& existing) {
    return Planner(parsed, existing).run();
}

} // namespace esek::roster
