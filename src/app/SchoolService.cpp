#include "app/SchoolService.h"

#include "app/CardLetters.h"

namespace esek::app {

Result<void> SchoolService::save(const domain::School& school, const domain::School* seen) {
    if (auto letters = checkLetters(school); !letters)
        return letters.error();
    if (seen) {
        const auto now = m_office.replica().school();
        if (!now)
            return now.error();
        if (*now != *seen)
            return Error{ErrorCode::versionChanged, "other data under this version", {}};
    }
    const auto done = m_office.replica().commit(
        m_office.mutation(school.id.uuid, domain::PutSchool{school}, m_office.clerk(), school.version));
    if (!done)
        return done.error();
    return {};
}

} // namespace esek::app
