#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "base/Uuid.h"
#include "server/accounts/PersonalEnds.h"
#include "server/store/Store.h"

namespace esek::server {

/// Personal accounts of parents, guardians and pupils: one e-mail address and one password for the children
/// at all schools of this server. What an account may do it may do through the logins of schools that it is
/// linked to, as long as those exist. No answer tells whether an address is known: letters go through the
/// queue, and asking for one does the same work in either case. Thread-safe. Errors are thrown as Exception.
class PersonalAccounts {
  public:
    /// Without a place for revoked ids a restore knows only those of its backup.
    PersonalAccounts(Store& store, const Clock& clock, Rng& rng, const RevokedIds* revokedIds = nullptr)
        : m_store(store), m_clock(clock), m_rng(rng), m_ends(revokedIds) {}

    /// Letters with links in a day, to one address and for one account.
    static constexpr std::int64_t kLettersPerDay = 5;
    /// The mail of schools is slow: ten minutes (ASVS 5.0, 6.5.5) would be over before many letters arrive.
    static constexpr std::chrono::minutes kLinkLife{60};
    static constexpr std::chrono::hours kUnconfirmedLife{7 * 24};

    /// A letter with a link that sets a password: for a new account, or for one whose password is forgotten.
    /// `known`: asked by a browser that was logged in with this address before. It has a limit of its own, so
    /// that strangers cannot use up the letters of a day.
    void askLetter(const std::string& address, const std::string& language, bool known = false);
    /// What a link of a letter is good for now, and whether its account still needs a name.
    struct Offer {
        PersonalPurpose purpose = PersonalPurpose::setPassword;
        bool needsName = false;
        std::string address; ///< of the account
    };
    /// Uses nothing up.
    std::optional<Offer> look(const std::string& secret);
    /// Once. Ends all sessions. Nothing when the link is over.
    std::optional<PersonalRow> setPassword(const std::string& secret, std::string_view password,
                                           const std::string& name);
    /// By a person who is logged in and has typed the present one. Ends all sessions.
    void changePassword(const std::string& account, std::string_view password);

    /// Nothing when the two do not belong together, whatever the reason; each takes equally long.
    std::optional<PersonalRow> byPassword(const std::string& address, std::string_view password);

    /// A letter to the new address with the link that makes it the account's; nothing after too many.
    void askChange(const std::string& account, const std::string& address);
    /// Once; both addresses are told. False when the link is over or another account has the address.
    bool changeAddress(const std::string& secret);

    void close(const std::string& account);

  private:
    bool mayWrite(Tx&, const std::string& counter);
    std::optional<PersonalTable::MailLink> goodLink(Tx&, const std::string& secret);
    std::string now() const { return toIso(m_clock.now()); }
    std::string newId() { return Uuid::v7(m_clock, m_rng).toString(); }

    Store& m_store;
    const Clock& m_clock;
    Rng& m_rng;
    const PersonalEnds m_ends;
};

} // namespace esek::server
