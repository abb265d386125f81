#pragma once
#include "server/accounts/AuthorityAccess.h"
#include "server/store/Tx.h"

namespace esek::server {

/// The statements about the accesses of the running authority and their sessions within one transaction. In
/// the rows of sessions `login` is the access.
class AuthorityTable {
  public:
    explicit AuthorityTable(Tx& tx) : m_tx(tx), m_db(tx.database()) {}

    std::vector<AuthorityRow> all();
    std::optional<AuthorityRow> byNumber(Text number);
    std::optional<AuthorityRow> byId(Text id);
    /// Whoever changes the access reads it so: nobody else changes it until the transaction ends.
    std::optional<AuthorityRow> lockById(Text id);
    void put(const AuthorityRow&);

    void addSession(const SessionRow&);
    std::optional<SessionRow> session(Text tokenHash);
    void useSession(Text tokenHash, Text at); ///< one that was ended meanwhile stays ended
    void dropSession(Text access, Text id);
    void dropSessions(Text access);
    /// Those that were used last before the first time or began before the second.
    void dropOldSessions(Text usedBefore, Text begunBefore);

  private:
    Tx& m_tx;
    Database& m_db;
};

} // namespace esek::server
