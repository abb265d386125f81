#include "app/PortalService.h"

#include "app/SyncService.h"
#include "portal/Slips.h"

#include <algorithm>
#include <map>

namespace esek::app {

namespace {

/// Asks for the logins of these ids in parts that one request may hold.
template <class Id, class Ask, class Use>
void inParts(const std::vector<Id>& ids, Ask ask, Use use) {
    for (std::size_t at = 0; at < ids.size(); at += sync::kLoginsPerRequest) {
        const std::size_t end = std::min(ids.size(), at + sync::kLoginsPerRequest);
        const sync::IssuedLogins answer = ask(std::vector<Id>(
            ids.begin() + static_cast<std::ptrdiff_t>(at), ids.begin() + static_cast<std::ptrdiff_t>(end)));
        for (const auto& login : answer.logins)
            use(login, answer.address);
    }
}

} // namespace

Result<std::vector<PortalService::Issued>>
PortalService::issueSlips(const std::vector<domain::Student>& students, Who who,
                          const std::filesystem::path& pdf) {
    return guarded([&] {
        if (students.empty())
            throw Exception(ErrorCode::nothingToDo, "no pupils");
        std::map<domain::StudentId, const domain::Student*> pupils;
        std::map<domain::GuardianId, std::string> names;
        std::vector<domain::StudentId> ids;
        std::vector<domain::GuardianId> guardians;
        for (const auto& student : students) {
            pupils[student.id] = &student;
            ids.push_back(student.id);
            if (who != Who::guardians)
                continue;
            for (const auto& guardian : m_office.replica().guardians().of(student.id).value()) {
                names[guardian.id] = guardian.name;
                guardians.push_back(guardian.id);
            }
        }
        if (who == Who::guardians && guardians.empty())
            throw Exception(ErrorCode::nothingToDo, "no guardians");
        const auto options = SyncService::connection(m_office).value();
        static_cast<void>(SyncService::once(m_office, m_tokens, {}).value());
        const auto transport = sync::httpTransport(options).value();
        const std::string school = m_office.replica().school().value().name;
        std::vector<Issued> issued;
        std::vector<portal::Slip> slips;
        const auto use = [&](const sync::IssuedLogin& login, const std::string& address) {
            const auto found = pupils.find(login.student);
            const auto name = names.find(login.guardian);
            if (found == pupils.end() || (name == names.end() && !login.guardian.isNil()))
                throw Exception(ErrorCode::serverUnreachable, "a login of somebody who was not asked for");
            const domain::Student& student = *found->second;
            const std::string& given = student.givenNames;
            const std::string guardian = name == names.end() ? std::string() : name->second;
            slips.push_back({school, given.substr(0, given.find(' ')), student.classUnit, login.number,
                             login.password, address, login.link, guardian});
            issued.push_back({student, guardian, login.number});
        };
        if (who == Who::guardians)
            inParts(
                guardians,
                [&](const auto& part) { return sync::issueLogins(*transport, m_tokens, part).value(); }, use);
        else
            inParts(
                ids,
                [&](const auto& part) {
                    const auto role = who == Who::pupils ? domain::Role::student : domain::Role::guardian;
                    return sync::issueLogins(*transport, m_tokens, part, role).value();
                },
                use);
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
