#include "app/StudentService.h"

namespace esek::app {

Result<domain::StudentId> StudentService::save(domain::Student student, const domain::Student* seen) {
    if (student.id.isNil()) {
        student.id = {Uuid::v7(m_office.clock(), m_office.rng())};
    } else if (seen) {
        const auto now = m_office.replica().students().get(student.id);
        if (!now)
            return now.error();
        if (now->student != *seen)
            return Error{ErrorCode::versionChanged, "another record under this version", {}};
    }
    const auto done = m_office.replica().commit(
        m_office.mutation(student.id.uuid, domain::PutStudent{student}, m_office.clerk(), student.version));
    if (!done)
        return done.error();
    return student.id;
}

} // namespace esek::app
