#include "app/PortalService.h"

#include "app/SyncService.h"
#include "portal/Slips.h"

#include <algorithm>
#include <map>

namespace esek::app {

Result<std::vector<PortalService::Issued>>
PortalService::issueSlips(const std::vector<domain::Student>& students, domain::Role role,
                          const std::filesystem::path& pdf) {
    return guarded([&] {
        if (students.empty())
            throw Exception(ErrorCode::nothingToDo, "no pupils");
        const auto options = SyncService::connection(m_office).value();
        static_cast<void>(SyncService::once(m_office, m_tokens, {}).value());
        const auto transport = sync::httpTransport(options).value();
        const std::string school = m_office.replica().school().value().name;
        std::map<std::string, const domain::Student*> byId;
        for (const auto& student : students)
            byId[student.id.toString()] = &student;
        std::vector<Issued> issued;
        std::vector<portal::Slip> slips;
        for (std::size_t at = 0; at < students.size(); at += sync::kLoginsPerRequest) {
            std::vector<domain::StudentId> ids;
            const std::size_t end = std::min(students.size(), at + sync::kLoginsPerRequest);
            for (std::size_t i = at; i < end; ++i)
                ids.push_back(students[i].id);
            const auto answer = sync::issueLogins(*transport, m_tokens, ids, role).value();
            for (const auto& login : answer.logins) {
                const auto found = byId.find(login.student.toString());
                if (found == byId.end())
                    throw Exception(ErrorCode::serverUnreachable, "a login of a pupil who was not asked for");
                const domain::Student& student = *found->second;
                const std::string& given = student.givenNames;
                slips.push_back({school, given.substr(0, given.find(' ')), student.classUnit, login.number,
                                 login.password, answer.address, login.link});
                issued.push_back({student, login.number});
            }
        }
        portal::writeSlips(pdf, slips).value();
        return issued;
    });
}

Result<std::vector<sync::ListedLogin>> PortalService::list() {
    return guarded([&] {
        const auto transport = sync::httpTransport(SyncService::connection(m_office).value()).value();
        return sync::listLogins(*transport, m_tokens).value();
    });
}

Result<void> PortalService::revoke(const std::string& loginId) {
    return guarded([&] {
        const auto transport = sync::httpTransport(SyncService::connection(m_office).value()).value();
        sync::revokeLogin(*transport, m_tokens, loginId).value();
    });
}

} // namespace esek::app
