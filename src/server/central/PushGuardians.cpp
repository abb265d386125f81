#include "server/accounts/SchoolLogins.h"
#include "server/central/Push.h"

namespace esek::server {

using domain::Guardian;
using domain::Mutation;
using domain::Verdict;

Push::Outcome Push::settle(Of<Guardian>, std::size_t, const Mutation& m, const Json& before) {
    const std::string id = m.entityId.toString();
    const Guardian& guardian = std::get<domain::PutGuardian>(m.change).guardian;
    if (guardian.id.uuid != m.entityId)
        return rejected(ErrorCode::valueInvalid, {{"field", "guardian"}, {"reason", "id"}});
    const std::string student = guardian.student.toString();
    if (!record(Kind::student, student))
        return rejected(ErrorCode::unknownStudent, {{"student", student}});
    const auto reconciled = meeting(stored<Guardian>(id), m, madeOn<Guardian>(before));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    write(Kind::guardian, id, domain::toJson(*reconciled.next).dump(), m, before, {});
    if (reconciled.next->removed)
        SchoolLogins::endOfGuardian(m_tx, m_school.id, student, id, m_now);
    else
        SchoolLogins::renameGuardian(m_tx, m_school.id, student, id, reconciled.next->name);
    return {Verdict::applied, std::nullopt, true};
}

} // namespace esek::server
