#include "app/GuardianService.h"

#include "base/CleanText.h"
#include "base/Text.h"
namespace esek::app {

Result<std::vector<domain::Guardian>> GuardianService::of(const domain::StudentId& student) const {
    return m_office.replica().guardians().of(student);
}

Result<domain::GuardianId> GuardianService::save(domain::Guardian guardian) {
    guardian.name = normaliseText(guardian.name);
    guardian.email = trim(guardian.email);
    if (guardian.id.isNil())
        guardian.id = {Uuid::v7(m_office.clock(), m_office.rng())};
    const auto done = m_office.replica().commit(m_office.mutation(
        guardian.id.uuid, domain::PutGuardian{guardian}, m_office.clerk(), guardian.version));
    if (!done)
        return done.error();
    return guardian.id;
}

Result<void> GuardianService::remove(const domain::Guardian& guardian) {
    domain::Guardian gone = guardian;
    gone.removed = true;
    gone.name.clear();
    gone.email.clear();
    const auto saved = save(std::move(gone));
    return saved ? Result<void>() : saved.error();
}

} // namespace esek::app
