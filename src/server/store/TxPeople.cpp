#include "server/store/Seal.h"
#include "server/store/Tx.h"

namespace esek::server {

namespace {

constexpr const char* kDevice =
    "SELECT id, school, account, role, name, token_hash, created_at, revoked_at FROM device";
constexpr std::size_t kDeviceColumns = 8;

DeviceRow deviceFrom(const Rows& r, std::size_t i) {
    return {r.text(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3),
            r.text(i, 4), r.text(i, 5), r.text(i, 6), r.text(i, 7)};
}

std::optional<DeviceRow> firstDevice(const Rows& rows) {
    return rows.empty() ? std::nullopt : std::optional(deviceFrom(rows, 0));
}

std::vector<AuditRow> auditFrom(const Rows& r) {
    std::vector<AuditRow> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back({r.integer(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3), r.text(i, 4)});
    return out;
}

} // namespace

void Tx::addAccount(const AccountRow& a) {
    seal::insert(m_db, "account", {a.school, a.id, a.name, a.role, a.createdAt});
}

std::vector<AccountRow> Tx::accounts(Text school) {
    Rows r = m_db.query(
        "SELECT school, id, name, role, created_at FROM account WHERE school = $1 ORDER BY id", 5, {school});
    std::vector<AccountRow> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back({r.text(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3), r.text(i, 4)});
    return out;
}

void Tx::addInvite(const InviteRow& v) {
    seal::insert(m_db, "invite", {v.codeHash, v.school, v.account, v.role, v.name, v.expiresAt, v.usedAt});
}

std::optional<InviteRow> Tx::invite(Text codeHash) {
    Rows r = m_db.query("SELECT code_hash, school, account, role, name, expires_at, used_at FROM invite "
                        "WHERE code_hash = $1" +
                            forUpdate(),
                        7, {codeHash});
    if (r.empty())
        return std::nullopt;
    return InviteRow{r.text(0, 0), r.text(0, 1), r.text(0, 2), r.text(0, 3),
                     r.text(0, 4), r.text(0, 5), r.text(0, 6)};
}

void Tx::useInvite(Text codeHash, Text at) {
    if (const auto v = invite(codeHash))
        seal::change(m_db, "invite",
                     {v->codeHash, v->school, v->account, v->role, v->name, v->expiresAt, at});
}

void Tx::addDevice(const DeviceRow& d) {
    seal::insert(m_db, "device",
                 {d.id, d.school, d.account, d.role, d.name, d.tokenHash, d.createdAt, d.revokedAt});
}

std::vector<DeviceRow> Tx::devices() {
    const Rows rows = m_db.query(std::string(kDevice) + " ORDER BY school, id", kDeviceColumns);
    std::vector<DeviceRow> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back(deviceFrom(rows, i));
    return out;
}

std::optional<DeviceRow> Tx::device(Text id) {
    static const std::string sql = std::string(kDevice) + " WHERE id = $1";
    return firstDevice(m_db.query(sql, kDeviceColumns, {id}));
}

std::optional<DeviceRow> Tx::deviceByToken(Text tokenHash) {
    static const std::string sql = std::string(kDevice) + " WHERE token_hash = $1";
    return firstDevice(m_db.query(sql, kDeviceColumns, {tokenHash}));
}

void Tx::revokeDevice(Text id, Text at) {
    if (const auto d = device(id))
        seal::change(m_db, "device",
                     {d->id, d->school, d->account, d->role, d->name, d->tokenHash, d->createdAt, at});
}

std::optional<ContactRow> Tx::contact(Text device) {
    const Rows r =
        m_db.query("SELECT device, version, at FROM device_contact WHERE device = $1", 3, {device});
    return r.empty() ? std::nullopt : std::optional(ContactRow{r.text(0, 0), r.text(0, 1), r.text(0, 2)});
}

void Tx::putContact(const ContactRow& c) {
    seal::put(m_db, "device_contact", {c.device, c.version, c.at});
}

std::vector<ContactRow> Tx::contacts(Text school) {
    const Rows r =
        m_db.query("SELECT c.device, c.version, c.at FROM device_contact c JOIN device d ON d.id = "
                   "c.device WHERE d.school = $1 ORDER BY c.device",
                   3, {school});
    std::vector<ContactRow> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back({r.text(i, 0), r.text(i, 1), r.text(i, 2)});
    return out;
}

void Tx::addAudit(Text school, const AuditRow& a) {
    m_db.run("INSERT INTO audit (school, seq, at, kind, subject, chain) VALUES ($1, $2, $3, $4, $5, $6)",
             {school, a.seq, a.at, a.kind, a.subject, a.chain});
}

std::optional<AuditRow> Tx::lastAudit(Text school) {
    auto rows = auditFrom(m_db.query("SELECT seq, at, kind, subject, chain FROM audit WHERE school = $1 "
                                     "ORDER BY seq DESC LIMIT 1",
                                     5, {school}));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<AuditRow> Tx::audit(Text school) {
    return auditFrom(m_db.query(
        "SELECT seq, at, kind, subject, chain FROM audit WHERE school = $1 ORDER BY seq", 5, {school}));
}

} // namespace esek::server
