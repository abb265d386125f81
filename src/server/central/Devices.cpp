#include "server/central/Devices.h"

#include "base/Log.h"
#include "base/Version.h"
#include "server/accounts/Secrets.h"
#include "server/central/Schools.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::chrono::minutes kContactEvery{10};
constexpr std::string_view kAgent = "e-Sekretariat/";
constexpr std::size_t kVersionLetters = 40;

/// Empty for what is no version of our program.
std::string versionOf(const std::string& agent) {
    if (!agent.starts_with(kAgent) || agent.size() > kAgent.size() + kVersionLetters)
        return {};
    const std::string said = agent.substr(kAgent.size());
    const bool isPlain = std::all_of(said.begin(), said.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
               c == '-' || c == '+';
    });
    return isPlain ? said : std::string();
}

constexpr std::size_t kNameBytes = 200;
constexpr std::chrono::hours kCodeLife{7 * 24};

/// What people typed, made fit for both databases and for terminals.
std::string plain(std::string text) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (text.size() > kNameBytes)
        text.clear();
    return text;
}

} // namespace

Result<std::string> Devices::invite(const domain::SchoolId& school, domain::Role role,
                                    const std::string& name, const std::string& account) {
    return guarded([&] {
        requireOfficeRole(role);
        requireName(name);
        const std::string id = school.toString();
        const std::string code = m_core.newCode();
        const std::string expires = toIso(m_core.clock.now() + kCodeLife);
        m_core.store.write([&](Tx& tx) {
            if (!tx.lockSchool(id))
                throw Exception(unknownSchool(school));
            tx.addInvite(
                {secretHash(normalCode(code)), id, account, std::string(toString(role)), name, expires, ""});
            m_core.audit(tx, id, "device_invited", std::string(toString(role)));
        });
        return code;
    });
}

Result<std::string> Devices::inviteOf(const domain::SchoolId& school, const std::string& account,
                                      const std::string& name) {
    return guarded([&] {
        const auto accounts = m_core.store.read([&](Tx& tx) { return tx.accounts(school.toString()); });
        for (const AccountRow& a : accounts)
            if (a.id == account || a.name == account)
                return invite(school, domain::roleFromString(a.role).value_or(domain::Role::clerk),
                              name.empty() ? a.name : name, a.id);
        throw Exception(Error{ErrorCode::valueInvalid, "user", {{"field", "--user"}, {"reason", account}}});
    });
}

Result<std::vector<DeviceRow>> Devices::list() {
    return guarded([&] { return m_core.store.read([](Tx& tx) { return tx.devices(); }); });
}

std::vector<Devices::Seen> Devices::ofSchool(const Caller& caller) {
    return m_core.store.read([&](Tx& tx) {
        std::vector<Seen> out;
        for (DeviceRow& device : tx.devices())
            if (device.school == caller.school) {
                auto contact = tx.contact(device.id);
                out.push_back({std::move(device), std::move(contact)});
            }
        return out;
    });
}

Result<void> Devices::revoke(const std::string& device) {
    return guarded([&] {
        m_core.store.write([&](Tx& tx) {
            const auto found = tx.device(device);
            if (!found)
                throw Exception(Error{ErrorCode::unknownDevice, "device", {{"device", device}}});
            if (!found->revokedAt.empty())
                return;
            static_cast<void>(tx.lockSchool(found->school));
            if (m_core.revokedIds)
                m_core.revokedIds->add({device}, m_core.now());
            tx.revokeDevice(device, m_core.now());
            tx.setState("revocations", m_core.newId());
            m_core.audit(tx, found->school, "device_revoked", device);
        });
        m_core.noteRevocation();
        log::info("device " + device + " revoked");
    });
}

Caller Devices::authenticate(const std::string& token) {
    const auto device = token.size() == 64
                            ? m_core.store.single([&](Tx& tx) { return tx.deviceByToken(secretHash(token)); })
                            : std::nullopt;
    const auto role = device ? domain::roleFromString(device->role) : std::nullopt;
    if (!role || !device->revokedAt.empty())
        throw Exception(ErrorCode::serverUnauthorized, "token");
    return {device->school, device->id, device->name, *role};
}

void Devices::noteContact(const Caller& caller, const std::string& agent) {
    const Timestamp at = m_core.clock.now();
    const std::string version = versionOf(agent);
    const auto before = m_core.store.single([&](Tx& tx) { return tx.contact(caller.device); });
    if (before && before->version == version &&
        timestampFromIso(before->at).value_or(Timestamp{}) + kContactEvery > at)
        return;
    m_core.store.writeLightly([&](Tx& tx) { tx.putContact({caller.device, version, toIso(at)}); });
}

sync::Enrolled Devices::enrol(const std::string& code, const std::string& deviceName) {
    const Timestamp at = m_core.clock.now();
    const std::string normal = normalCode(code);
    const std::string hash = secretHash(normal);
    const std::string token = m_core.newToken();
    const std::string id = m_core.newId();
    auto enrolled = m_core.store.write([&](Tx& tx) -> sync::Enrolled {
        const auto invite = normal.empty() ? std::nullopt : tx.invite(hash);
        if (!invite || !invite->usedAt.empty() || invite->expiresAt < toIso(at))
            throw Exception(ErrorCode::enrolCodeInvalid, "code");
        const SchoolRow school = existing(tx.lockSchool(invite->school));
        tx.useInvite(hash, toIso(at));
        // The name that the administrator gave is the one that is looked for in the list of computers.
        std::string name = invite->name;
        if (name.empty())
            name = plain(deviceName);
        tx.addDevice(
            {id, invite->school, invite->account, invite->role, name, secretHash(token), toIso(at), ""});
        m_core.audit(tx, invite->school, "device_enrolled", id);
        sync::Enrolled e;
        e.token = token;
        e.meta = {sync::kProtocols.lowest,
                  version(),
                  tx.state("epoch"),
                  school.epochStart,
                  school.head,
                  {*Uuid::parse(invite->school)},
                  id,
                  domain::roleFromString(invite->role).value_or(domain::Role::clerk),
                  sync::kProtocols};
        return e;
    });
    log::info("device " + id + " enrolled");
    return enrolled;
}

} // namespace esek::server
