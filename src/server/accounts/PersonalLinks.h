#pragma once
#include "base/Clock.h"
#include "server/accounts/PersonalEnds.h"
#include "server/store/Store.h"

namespace esek::server {

/// Through which logins of schools a personal account may act: links that its owner made and may undo. What
/// ends a login ends its links. The link of a pupil who is under 16 by the school's record waits for the word
/// of a parent of that pupil. Thread-safe. Errors are thrown as Exception.
class PersonalLinks {
  public:
    PersonalLinks(Store& store, const Clock& clock, const RevokedIds* revokedIds = nullptr)
        : m_store(store), m_clock(clock), m_ends(revokedIds) {}

    /// RODO art. 8: Polish law names no lower age.
    static constexpr int kOwnConsent = 16; // years

    struct Child {
        PersonalLinkRow link;
        LoginRow login;    ///< with the account's name where the login has none
        bool open = false; ///< false: a parent must confirm first
    };
    std::vector<Child> children(const std::string& account);
    /// The open one for this pupil.
    std::optional<LoginRow> loginFor(const PersonalRow&, const std::string& student);
    /// With the consent of the person. `mails`: news about this pupil go to the account's address.
    void link(const std::string& account, const LoginRow&, bool mails);
    void unlink(const std::string& account, const std::string& login);

    /// Accounts of a pupil who is under 16 that wait for a parent's word.
    struct Waiting {
        std::string account, login, name;
    };
    std::vector<Waiting> waitingFor(const std::string& school, const std::string& student);
    /// By a parent of this pupil. `confirmed` false: the link ends.
    void decide(const LoginRow& parent, const std::string& account, bool confirmed);

    /// Accounts that act through this login, or will when a parent agrees.
    struct Holder {
        std::string account, name, since; ///< `since` is an ISO time
        bool open = false;
    };
    std::vector<Holder> holders(const LoginRow&);
    /// By whoever has the login of the school: the account loses this pupil, and nothing else.
    void end(const LoginRow&, const std::string& account);

    /// In the transaction that ends what a login gave: a new slip may be for somebody else.
    static void forget(Tx&, const std::string& login);
    /// Whether this address of a login is known from a pupil's own account that waits for a parent's word, so
    /// that no news may go there yet.
    static bool awaitsParent(Tx&, const LoginRow&, const std::string& address, Date today);

  private:
    static bool isOpen(Tx&, const PersonalLinkRow&, const LoginRow&, Date today);
    std::string now() const { return toIso(m_clock.now()); }

    Store& m_store;
    const Clock& m_clock;
    const PersonalEnds m_ends;
};

/// Whether a pupil decides alone about an account (RODO art. 8), by the school's record; one without a birth
/// date does not.
bool decidesAlone(const std::optional<Date>& birthDate, Date today);

} // namespace esek::server
