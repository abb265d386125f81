#include "app/ImportUndo.h"

#include "domain/SchoolYear.h"

#include <algorithm>

namespace esek::app {

using namespace domain;

Result<ImportUndo::Outcome> ImportUndo::takeBack(const ImportMade& made) {
    return guarded([&] {
        Outcome outcome;
        std::vector<Mutation> mutations;
        const auto put = [&](Student student, std::int64_t version) {
            const Uuid id = student.id.uuid;
            mutations.push_back(
                m_office.mutation(id, PutStudent{std::move(student)}, m_office.clerk(), version));
        };
        // The photos first: a pupil whose photo goes back to none may leave as well.
        std::set<StudentId> photoTakenBack;
        for (const ImportMade::Submitted& photo : made.photos) {
            const auto undoable = m_office.replica().history().undoable(photo.decision);
            if (!undoable) {
                ++outcome.kept;
                continue;
            }
            mutations.push_back(m_office.mutation(
                photo.student.uuid, Change(PhotoChange(UndoDecision{photo.decision, undoable->before})),
                m_office.clerk()));
            photoTakenBack.insert(photo.student);
            ++outcome.photos;
        }
        for (const Student& added : made.added) {
            storage::StudentRow row = m_office.replica().students().get(added.id).value();
            const bool photo = row.photoStatus != PhotoStatus::none && !photoTakenBack.contains(added.id);
            if (row.student.version != added.version || row.card || photo) {
                ++outcome.kept;
                continue;
            }
            row.student.left = true;
            put(row.student, added.version);
            outcome.left.push_back(added.id);
        }
        for (const auto& [before, after] : made.changed) {
            const storage::StudentRow row = m_office.replica().students().get(after.id).value();
            if (row.student.version != after.version) {
                ++outcome.kept;
                continue;
            }
            put(before, after.version);
            ++outcome.restored;
        }
        for (const Guardian& added : made.guardians) {
            const auto there = m_office.replica().guardians().of(added.student).value();
            const auto now =
                std::find_if(there.begin(), there.end(), [&](const Guardian& g) { return g.id == added.id; });
            if (now == there.end() || now->version != 1) {
                ++outcome.kept;
                continue;
            }
            Guardian gone = *now;
            gone.removed = true;
            gone.name.clear();
            gone.email.clear();
            mutations.push_back(
                m_office.mutation(gone.id.uuid, PutGuardian{gone}, m_office.clerk(), now->version));
        }
        // The school's record last: an office that learns of a part of this still knows the later year.
        School school = m_office.replica().school().value();
        if (made.promotion && classesOf(school) == made.promotion->to) {
            setClassesOf(school, made.promotion->from);
            const std::int64_t version = school.version;
            mutations.push_back(
                m_office.mutation(school.id.uuid, PutSchool{school}, m_office.clerk(), version));
        }
        if (!mutations.empty())
            m_office.replica().commit(mutations).value();
        return outcome;
    });
}

void ImportUndo::bringBack(roster::ImportPlan& plan, const std::vector<Student>& existing,
                           const std::set<StudentId>& takenBack) {
    for (roster::Change& change : plan.update)
        if (takenBack.contains(change.after.id))
            change.before.left = true;
    for (std::size_t i = plan.unchanged.size(); i-- > 0;) {
        const StudentId id = plan.unchangedPupils[i];
        if (!takenBack.contains(id))
            continue;
        const auto at =
            std::find_if(existing.begin(), existing.end(), [&](const Student& s) { return s.id == id; });
        roster::Change change{plan.unchanged[i], *at, *at, {}, 0};
        change.before.left = true;
        plan.update.push_back(std::move(change));
        plan.unchanged.erase(plan.unchanged.begin() + static_cast<std::ptrdiff_t>(i));
        plan.unchangedPupils.erase(plan.unchangedPupils.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

} // namespace esek::app
