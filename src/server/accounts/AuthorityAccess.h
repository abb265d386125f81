#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "server/accounts/RevokedIds.h"
#include "server/store/Store.h"

#include <map>

namespace esek::server {

/// Somebody of the authority that runs the schools of this server: sees figures of all of them and nobody's
/// name. Empty text: none.
struct AuthorityRow {
    std::string id;
    std::string number; ///< the login: ten digits, so that it is never one of a family
    std::string name;   ///< for the list on the server
    std::string password;
    std::string oneTime;
    std::string secretsUntil;
    std::string issuedAt;
    std::string usedAt;
    std::string endedAt;
};

/// The accesses of the running authority, which only the server's command line gives, and the browsers that
/// are logged in with one; sessions are as Sessions. Thread-safe. Errors are thrown as Exception.
class AuthorityAccess {
  public:
    /// Without a place for revoked ids a restore knows only those of its backup.
    AuthorityAccess(Store& store, const Clock& clock, Rng& rng, const RevokedIds* revokedIds)
        : m_store(store), m_clock(clock), m_rng(rng), m_revokedIds(revokedIds) {}

    static constexpr std::chrono::hours kOneTimeLife{14 * 24};

    struct Issued {
        std::string number;
        std::string password; ///< one-time; told here once and kept nowhere
        std::string until;    ///< ISO time
    };
    /// valueInvalid for a name that cannot be shown.
    Issued issue(const std::string& name);
    /// A new one-time password; the password of before and all sessions end. valueInvalid for an unknown or
    /// ended login.
    Issued renew(const std::string& number);
    /// valueInvalid for an unknown or ended login.
    void end(const std::string& number);
    std::vector<AuthorityRow> list(); ///< without secrets

    bool knows(const std::string& number);
    /// Nothing when number and password do not belong together, whatever the reason.
    std::optional<AuthorityRow> byPassword(const std::string& number, std::string_view password);
    /// Ends the one-time password and every session; the caller begins a new one.
    void setPassword(const std::string& id, std::string_view password);

    std::string beginSession(const std::string& id, const std::string& agent);
    struct Found {
        SessionRow session;
        AuthorityRow access;
    };
    std::optional<Found> find(const std::string& token);
    void endSession(const std::string& id, const std::string& session);

    /// In the transaction of a restore, with all of RevokedIds: what was ended after the backup ends again.
    static void endAgain(Tx&, const std::map<std::string, std::string>& revoked);

  private:
    AuthorityRow open(Tx&, const std::string& number);
    Issued giveOneTime(AuthorityRow&);
    std::string now() const { return toIso(m_clock.now()); }

    Store& m_store;
    const Clock& m_clock;
    Rng& m_rng;
    const RevokedIds* m_revokedIds;
};

} // namespace esek::server
