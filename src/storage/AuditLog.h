#pragma once
#include "base/Sha256.h"
#include "domain/Mutation.h"
#include "storage/Connection.h"

namespace esek::storage {

/// The chain: every entry carries the hash of the one before, so that a changed, removed or inserted row
/// shows. hash = SHA-256(prev_hash, seq as 8 bytes, length of body as 8 bytes, body, before), big endian;
/// prev_hash of the first is 32 zero bytes.
class AuditLog {
  public:
    /// Inside a write transaction: reads the end of the chain.
    explicit AuditLog(Connection&);

    /// Writes the entry and its outbox row. `before` is the photo file's state before, empty for other
    /// records.
    void append(const domain::Mutation&, const std::string& before, std::int64_t baseRev);

    static Digest chainHash(Sha256&, const Digest& previous, std::int64_t seq, std::string_view body,
                            std::string_view before);

  private:
    Connection& m_connection;
    Sha256 m_sha;
    std::int64_t m_seq = 0;
    Digest m_last{};
};

} // namespace esek::storage
