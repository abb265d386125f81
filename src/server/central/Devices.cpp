#include "base/Log.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "server/accounts/Secrets.h"
#include "server/central/Audit.h"
#include "server/central/Central.h"
#include "server/central/Chain.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::chrono::hours kCodeLife{7 * 24};

Error unknownSchool(const domain::SchoolId& id) {
    return Error{ErrorCode::unknownSchool, "unknown school", {{"school", id.toString()}}};
}

void requireOfficeRole(domain::Role role) {
    if (role != domain::Role::clerk && role != domain::Role::headteacher &&
        role != domain::Role::administrator)
        throw Exception(Error{
            ErrorCode::valueInvalid, "role", {{"field", "role"}, {"reason", "clerk, headteacher, admin"}}});
}

/// A name that an administrator typed goes into answers, logs and both databases.
void requireName(const std::string& name) {
    static constexpr std::size_t kBytes = 200;
    const auto refuse = [](const std::string& reason) {
        throw Exception(Error{ErrorCode::valueInvalid, "name", {{"field", "--name"}, {"reason", reason}}});
    };
    if (!isValidUtf8(name))
        refuse(tr("its bytes are no UTF-8 text"));
    if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        refuse(tr("it holds control characters"));
    if (name.size() > kBytes)
        refuse(tr("it is too long"));
}

} // namespace

void Central::audit(Tx& tx, const std::string& school, std::string kind, std::string subject) {
    addAudit(tx, school, now(), std::move(kind), std::move(subject));
}

Result<domain::SchoolId> Central::addSchool(domain::School school) {
    return guarded([&]() -> Result<domain::SchoolId> {
        if (school.id.isNil())
            school.id = {*Uuid::parse(newId())};
        school.version = 1;
        const std::string id = school.id.toString();
        m_store.write([&](Tx& tx) {
            if (tx.school(id))
                throw Exception(Error{ErrorCode::schoolExists, "school exists", {{"school", school.name}}});
            SchoolRow row{id, school.name, 1, 0, school.nextNumber, {}};
            ChangeRow change{1,  Kind::school, id, dumpJson(domain::toJson(school)), "", "null", "[]",
                             "", now(),        ""};
            change.chain = chainOf({}, change);
            row.chain = change.chain;
            tx.addSchool(row);
            tx.putRecord(id, Kind::school, {id, change.body, 1});
            tx.addChange(id, change);
            audit(tx, id, "school_added", id);
        });
        log::info("school " + id + " added");
        return school.id;
    });
}

Result<std::vector<SchoolRow>> Central::schools() {
    return guarded([&] { return m_store.read([](Tx& tx) { return tx.schools(); }); });
}

Result<std::string> Central::addUser(const domain::SchoolId& school, domain::Role role,
                                     const std::string& name) {
    return guarded([&] {
        requireOfficeRole(role);
        requireName(name);
        const std::string account = newId();
        const std::string id = school.toString();
        m_store.write([&](Tx& tx) {
            if (!tx.lockSchool(id))
                throw Exception(unknownSchool(school));
            tx.addAccount({id, account, name, std::string(toString(role)), now()});
            audit(tx, id, "user_added", account);
        });
        return account;
    });
}

Result<std::string> Central::inviteDevice(const domain::SchoolId& school, domain::Role role,
                                          const std::string& name, const std::string& account) {
    return guarded([&] {
        requireOfficeRole(role);
        requireName(name);
        const std::string id = school.toString();
        std::string code;
        {
            const std::lock_guard lock(m_rngMutex);
            code = newCode(m_rng);
        }
        const std::string expires = toIso(m_clock.now() + kCodeLife);
        m_store.write([&](Tx& tx) {
            if (!tx.lockSchool(id))
                throw Exception(unknownSchool(school));
            tx.addInvite(
                {secretHash(normalCode(code)), id, account, std::string(toString(role)), name, expires, ""});
            audit(tx, id, "device_invited", std::string(toString(role)));
        });
        return code;
    });
}

Result<std::string> Central::inviteDeviceOf(const domain::SchoolId& school, const std::string& account,
                                            const std::string& name) {
    return guarded([&] {
        const auto accounts = m_store.read([&](Tx& tx) { return tx.accounts(school.toString()); });
        for (const AccountRow& a : accounts)
            if (a.id == account || a.name == account)
                return inviteDevice(school, domain::roleFromString(a.role).value_or(domain::Role::clerk),
                                    name.empty() ? a.name : name, a.id);
        throw Exception(Error{ErrorCode::valueInvalid, "user", {{"field", "--user"}, {"reason", account}}});
    });
}

Result<std::vector<DeviceRow>> Central::devices() {
    return guarded([&] { return m_store.read([](Tx& tx) { return tx.devices(); }); });
}

Result<void> Central::revokeDevice(const std::string& device) {
    return guarded([&] {
        m_store.write([&](Tx& tx) {
            const auto found = tx.device(device);
            if (!found)
                throw Exception(Error{ErrorCode::unknownDevice, "device", {{"device", device}}});
            if (!found->revokedAt.empty())
                return;
            static_cast<void>(tx.lockSchool(found->school));
            if (m_revokedIds)
                m_revokedIds->add({device}, now());
            tx.revokeDevice(device, now());
            tx.setState("revocations", newId());
            audit(tx, found->school, "device_revoked", device);
        });
        ++m_revocationCount;
        m_heads.wakeAll(); // what waits looks again who it is
        log::info("device " + device + " revoked");
    });
}

} // namespace esek::server
