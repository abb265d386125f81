#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "server/accounts/RevokedIds.h"
#include "server/central/Caller.h"
#include "server/store/Store.h"

#include <functional>

namespace esek::server {

/// What stands on a slip. Its secrets are told here once and kept nowhere.
struct IssuedLogin {
    std::string id;
    std::string student;
    std::string guardian; ///< empty: any parent's, or the pupil's own
    std::string number;
    std::string password; ///< one-time
    std::string link;     ///< secret of the link that logs in once
    std::string until;    ///< ISO time until which the two are good
};

/// The numeric logins that a school gives to families: one for the pupil, one for the parents together, and
/// one for each parent or guardian whom the school knows by name. Thread-safe. Errors are thrown as
/// Exception.
class SchoolLogins {
  public:
    /// Without a place for revoked ids a restore knows only those of its backup.
    SchoolLogins(Store& store, const Clock& clock, Rng& rng, const RevokedIds* revokedIds = nullptr)
        : m_store(store), m_clock(clock), m_rng(rng), m_revokedIds(revokedIds) {}

    static constexpr std::size_t kMostAtOnce = 40; ///< a class; each costs a password's work
    static constexpr std::chrono::hours kSlipLife{60 * 24};

    /// A new slip for each pupil. What an earlier slip gave ends: its secrets, the password that the family
    /// set, all sessions; the number stays. Errors: unknownStudent, valueInvalid, roleNotAllowed.
    std::vector<IssuedLogin> issue(const Caller&, const std::vector<std::string>& students, domain::Role);
    /// The same for these guardians, each for a login of their own that nobody shares. Errors besides:
    /// valueInvalid for one whom the server does not know or who was removed.
    std::vector<IssuedLogin> issueToGuardians(const Caller&, const std::vector<std::string>& guardians);
    /// Without secrets.
    std::vector<LoginRow> list(const Caller&);
    /// Ends a login and its sessions at once. False when the school has none of this id.
    bool revoke(const Caller&, const std::string& id);

    /// In the transaction that removes a guardian: what they had is over at the next request.
    static void endOfGuardian(Tx&, const std::string& school, const std::string& student,
                              const std::string& guardian, const std::string& at);

    /// In the transaction that changes a guardian's record: what they do from now on is under this name.
    static void renameGuardian(Tx&, const std::string& school, const std::string& student,
                               const std::string& guardian, const std::string& name);

    /// Nothing when number and password do not belong together, whatever the reason; each takes equally long.
    std::optional<LoginRow> byPassword(const std::string& number, std::string_view password);
    /// Whether byLink() would let in now; uses nothing up.
    bool linkIsGood(const std::string& secret);
    /// Once. Nothing when it was used, is too old, or there is a newer slip.
    std::optional<LoginRow> byLink(const std::string& secret);

    /// Ends the slip's secrets and every session; the caller begins a new one. `name` is not taken for the
    /// login of one guardian, whom the school's record names.
    void setPassword(const std::string& id, std::string_view password, const std::string& name);
    void markRead(const std::string& id, const std::string& message);

    /// Where what is ended is remembered for a restore; null: nowhere.
    const RevokedIds* revokedIds() const { return m_revokedIds; }

  private:
    struct Secrets;
    /// Whose a login is.
    struct Holder {
        std::string student, guardian, name;
    };
    using FindHolder = std::function<Holder(Tx&, const std::string& id)>;
    std::vector<IssuedLogin> issueTo(const Caller&, const std::vector<std::string>& ids, domain::Role,
                                     const FindHolder&);
    Secrets newSecrets();
    void used(Tx&, LoginRow&, const char* how);
    std::string freeNumber(Tx&);
    std::string now() const { return toIso(m_clock.now()); }

    Store& m_store;
    const Clock& m_clock;
    Rng& m_rng;
    const RevokedIds* m_revokedIds;
};

} // namespace esek::server
