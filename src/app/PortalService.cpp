#include "app/PortalService.h"

#include "app/SyncService.h"
#include "base/OutputFile.h"
#include "base/platform/Files.h"
#include "portal/Slips.h"

#include <algorithm>
#include <set>

namespace esek::app {

namespace {

/// Asks for the logins of these ids in parts that one request may hold. The error of a later part is given
/// back: the logins of the parts before it are made, and their passwords are told only once.
template <class Id, class Ask, class Use>
std::optional<Error> inParts(const std::vector<Id>& ids, Ask ask, Use use) {
    for (std::size_t at = 0; at < ids.size(); at += sync::kLoginsPerRequest) {
        const std::size_t end = std::min(ids.size(), at + sync::kLoginsPerRequest);
        const Result<sync::IssuedLogins> answer = ask(std::vector<Id>(
            ids.begin() + static_cast<std::ptrdiff_t>(at), ids.begin() + static_cast<std::ptrdiff_t>(end)));
        if (!answer && at > 0)
            return answer.error();
        for (const auto& login : answer.value().logins)
            use(login, answer->address);
    }
    return std::nullopt;
}

} // namespace

Result<PortalService::Slips> PortalService::issueSlips(Order order, const std::filesystem::path& pdf) {
    return guarded([&] {
        addClass(order);
        const auto file = outputFile(pdf, m_office.dir()).value();
        static_cast<void>(platform::AtomicFile::create(file).value()); // may be written there
        const auto options = SyncService::connection(m_office).value();
        if (order.sendFirst)
            static_cast<void>(SyncService::once(m_office, m_tokens, {}).value());
        const auto transport = sync::httpTransport(options).value();
        Slips slips;
        Takers takers = takersOf(order, slips);
        if (order.onlyMissing)
            slips.kept = leaveOut(takers, sync::listLogins(*transport, m_tokens).value());
        const std::string school = m_office.replica().school().value().name;
        std::vector<portal::Slip> papers;
        const auto use = [&](const sync::IssuedLogin& login, const std::string& address) {
            const auto pupil = takers.pupils.find(login.student);
            const auto name = takers.names.find(login.guardian);
            if (pupil == takers.pupils.end() || (name == takers.names.end() && !login.guardian.isNil()))
                throw Exception(ErrorCode::serverUnreachable, "a login of somebody who was not asked for");
            const domain::Student& student = *pupil->second;
            const std::string& given = student.givenNames;
            const std::string guardian = name == takers.names.end() ? std::string() : name->second;
            papers.push_back({school, given.substr(0, given.find(' ')), student.classUnit, login.number,
                              login.password, address, login.link, guardian});
            slips.issued.push_back({student, guardian, login.number});
        };
        if (order.who == Who::guardians)
            slips.stopped = inParts(
                takers.guardians,
                [&](const auto& part) { return sync::issueLogins(*transport, m_tokens, part); }, use);
        else
            slips.stopped = inParts(
                takers.students,
                [&](const auto& part) { return sync::issueLogins(*transport, m_tokens, part, takers.role); },
                use);
        if (!papers.empty())
            if (const auto written = portal::writeSlips(file, papers); !written)
                slips.lost = written.error();
        return slips;
    });
}

Result<PortalService::Plan> PortalService::plan(Order order, const std::vector<sync::ListedLogin>& logins) {
    return guarded([&] {
        addClass(order);
        Slips slips;
        Takers takers = takersOf(order, slips);
        Plan plan;
        plan.withoutPerson = static_cast<int>(slips.withoutPerson.size());
        Takers missing = takers;
        const int have = leaveOut(missing, logins);
        (order.onlyMissing ? plan.kept : plan.voided) = have;
        const Takers& asked = order.onlyMissing ? missing : takers;
        plan.issued = static_cast<int>(asked.students.size() + asked.guardians.size());
        return plan;
    });
}

void PortalService::addClass(Order& order) {
    if (!order.classUnit.empty()) {
        storage::StudentFilter filter;
        filter.classUnit = order.classUnit;
        for (auto& row : m_office.replica().students().list(filter).value())
            order.students.push_back(std::move(row.student));
    }
    if (order.students.empty())
        throw Exception(ErrorCode::nothingToDo, "no pupils");
}

PortalService::Takers PortalService::takersOf(const Order& order, Slips& slips) {
    Takers takers;
    takers.role = order.who == Who::pupils ? domain::Role::student : domain::Role::guardian;
    for (const auto& student : order.students) {
        if (!takers.pupils.emplace(student.id, &student).second)
            continue; // named and in the class: a second slip would void the first
        if (order.who != Who::guardians) {
            takers.students.push_back(student.id);
            continue;
        }
        bool any = false;
        for (const auto& guardian : m_office.replica().guardians().of(student.id).value()) {
            if (!order.guardian.isNil() && guardian.id != order.guardian)
                continue;
            any = true;
            takers.names[guardian.id] = guardian.name;
            takers.guardians.push_back(guardian.id);
        }
        if (!any)
            slips.withoutPerson.push_back(student);
    }
    return takers;
}

int PortalService::leaveOut(Takers& takers, const std::vector<sync::ListedLogin>& logins) {
    std::set<domain::StudentId> students;
    std::set<domain::GuardianId> guardians;
    for (const sync::ListedLogin& login : logins) {
        if (login.ended)
            continue;
        if (!login.guardian.isNil())
            guardians.insert(login.guardian);
        else if (login.role == takers.role)
            students.insert(login.student);
    }
    return static_cast<int>(
        std::erase_if(takers.students, [&](const auto& id) { return students.contains(id); }) +
        std::erase_if(takers.guardians, [&](const auto& id) { return guardians.contains(id); }));
}

Result<std::vector<sync::ListedLogin>> PortalService::list() {
    return guarded([&] {
        const auto transport = sync::httpTransport(SyncService::connection(m_office).value()).value();
        return sync::listLogins(*transport, m_tokens).value();
    });
}

Result<std::vector<sync::ListedDevice>> PortalService::devices() {
    return guarded([&] {
        const auto transport = sync::httpTransport(SyncService::connection(m_office).value()).value();
        return sync::listDevices(*transport, m_tokens).value();
    });
}

Result<void> PortalService::revoke(const std::string& loginId) {
    return guarded([&] {
        const auto transport = sync::httpTransport(SyncService::connection(m_office).value()).value();
        sync::revokeLogin(*transport, m_tokens, loginId).value();
    });
}

} // namespace esek::app
