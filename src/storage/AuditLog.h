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
    /// The kind in the entries that no mutation made (Rebase): what the server sent.
    static constexpr const char* kSync = "sync";

    /// Inside a write transaction: reads the end of the chain.
    explicit AuditLog(Connection&);

    /// Writes the entry and its outbox row. `before` is the JSON of what the mutation was made on: of a photo
    /// file its state, else the record; empty for a new one.
    void append(const domain::Mutation&, const std::string& before, std::int64_t baseRev);
    /// Writes an entry that no mutation made (Rebase): what came from the server.
    void appendSync(const domain::MutationId& id, const std::string& kind, const std::string& body);
    /// Whether the body of such an entry says this kind and, as bodies do since schema 11, this id.
    static bool namesSync(std::string_view body, const domain::MutationId& id, std::string_view kind);

    static Digest chainHash(Sha256&, const Digest& previous, std::int64_t seq, std::string_view body,
                            std::string_view before);

  private:
    void write(const domain::MutationId&, std::string_view entity, const Uuid& entityId,
               const std::string& kind, const std::string& body, const std::string& before);

    Connection& m_connection;
    Sha256 m_sha;
    std::int64_t m_seq = 0;
    Digest m_last{};
};

} // namespace esek::storage
