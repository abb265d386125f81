#include "app/SchoolService.h"

#include "app/CardLetters.h"

namespace esek::app {

Result<void> SchoolService::save(const domain::School& school) {
    if (auto letters = checkLetters(school); !letters)
        return letters.error();
    const auto done = m_office.replica().commit(
        m_office.mutation(school.id.uuid, domain::PutSchool{school}, m_office.clerk(), school.version));
    if (!done)
        return done.error();
    return {};
}

} // namespace esek::app
