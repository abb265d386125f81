#include "storage/AuditLog.h"

#include "domain/MutationText.h"

#include <algorithm>

namespace esek::storage {

namespace {

void putBigEndian(std::uint64_t value, std::uint8_t* out) {
    for (int shift = 56; shift >= 0; shift -= 8)
        *out++ = static_cast<std::uint8_t>(value >> shift);
}

} // namespace

Digest AuditLog::chainHash(Sha256& sha, const Digest& previous, std::int64_t seq, std::string_view body,
                           std::string_view before) {
    std::array<std::uint8_t, 48> head{};
    std::copy(previous.begin(), previous.end(), head.begin());
    putBigEndian(static_cast<std::uint64_t>(seq), head.data() + 32);
    putBigEndian(body.size(), head.data() + 40);
    sha.update(head);
    sha.update(body);
    sha.update(before);
    return sha.finish();
}

AuditLog::AuditLog(Connection& c) : m_connection(c) {
    Query q = c.prepared("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1");
    if (q.step()) {
        m_seq = q.integer(0);
        m_last = q.digest(1);
    }
}

void AuditLog::write(const domain::MutationId& id, std::string_view entity, const Uuid& entityId,
                     const std::string& kind, const std::string& body, const std::string& before) {
    const Digest previous = m_last;
    ++m_seq;
    m_last = chainHash(m_sha, previous, m_seq, body, before);
    m_connection
        .prepared(
            "INSERT INTO audit_entry (seq, mutation_id, entity, entity_id, kind, body_json, before_json, "
            "prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(m_seq)
        .bind(id)
        .bindText(entity)
        .bind(entityId)
        .bind(kind)
        .bind(body)
        .bindOrNull(before)
        .bind(previous)
        .bind(m_last)
        .run();
}

void AuditLog::append(const domain::Mutation& m, const std::string& before, std::int64_t baseRev) {
    write(m.id, toString(m.entity()), m.entityId, std::string(m.kind()), domain::toJsonText(m), before);
    m_connection.prepared("INSERT INTO outbox (op_seq, base_rev, state) VALUES (?, ?, 'pending')")
        .bind(m_seq)
        .bind(baseRev)
        .run();
}

void AuditLog::appendSync(const domain::MutationId& id, const std::string& kind, const std::string& body) {
    write(id, kSync, Uuid(), kind, body, {});
}

bool AuditLog::namesSync(std::string_view body, const domain::MutationId& id, std::string_view kind) {
    const auto json = parseJson(body);
    return json && json->is_object() && json->contains("kind") && (*json)["kind"] == kind &&
           (!json->contains("id") || (*json)["id"] == id.toString());
}

} // namespace esek::storage
