#pragma once
#include "server/accounts/PersonalTable.h"
#include "server/accounts/RevokedIds.h"

#include <map>
#include <string>

namespace esek::server {

/// What of personal accounts ended: links, addresses and passwords that a backup may still hold and a restore
/// must not bring back. Each is remembered as an id that names the very address, password or link, so that a
/// later one is none of it. A value; any thread. Throws what RevokedIds::add() throws.
class PersonalEnds {
  public:
    /// Null: a restore knows only those of its backup.
    explicit PersonalEnds(const RevokedIds* revokedIds) : m_revokedIds(revokedIds) {}

    /// The account is closed, or this address is another person's from now on.
    void address(const PersonalRow&, const std::string& at) const;
    /// The account has this address from now on. It may have had it before, and given it up since.
    void taken(const PersonalRow&, const std::string& at) const;
    /// The present password is replaced.
    void password(const PersonalRow&, const std::string& at) const;
    /// Takes the link away, with the mails about this pupil to the account's address. Writes the audit.
    void link(Tx&, const PersonalRow&, const PersonalLinkRow&, const std::string& at) const;

    /// In the transaction of a restore, with all of RevokedIds: what is named there ends again.
    static void endAgain(Tx&, const std::map<std::string, std::string>& revoked);

  private:
    void remember(const std::string& id, const std::string& at) const;
    const RevokedIds* m_revokedIds;
};

} // namespace esek::server
