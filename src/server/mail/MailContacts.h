#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "base/Uuid.h"
#include "server/mail/MailTable.h"
#include "server/store/Store.h"

namespace esek::server {

/// Where and when a login gets mails. An address counts once somebody has opened the link in a mail to it;
/// until then the one before it stays. Thread-safe. Errors are thrown as Exception.
class MailContacts {
  public:
    MailContacts(Store& store, const Clock& clock, Rng& rng) : m_store(store), m_clock(clock), m_rng(rng) {}

    /// So many addresses may be typed by one login in an hour: strangers must not get a heap of mails.
    static constexpr std::int64_t kTypedPerHour = 5;

    struct View {
        MailContact contact;                    ///< of a login that never chose: empty
        std::optional<MailRow> lastUndelivered; ///< the last letter that was given up
    };
    View view(const std::string& login);

    enum class Asked { sent, sameAddress, tooOften };
    /// A mail with a link goes to the address, which is normalMailAddress().
    Asked ask(const std::string& login, const std::string& address, const std::string& language);
    bool linkIsGood(const std::string& secret);
    /// Whoever has the mail has the address. The one before it is told. False: used, too old, or another
    /// address was typed since.
    bool confirm(const std::string& secret);
    void choose(const std::string& login, bool wanted, bool quiet, const std::string& language);
    /// Also one that is not confirmed yet.
    void remove(const std::string& login);

  private:
    std::optional<MailTable::Link> goodLink(Tx&, const std::string& secret);
    std::string newId() { return Uuid::v7(m_clock, m_rng).toString(); }
    std::string now() const { return toIso(m_clock.now()); }
    Store& m_store;
    const Clock& m_clock;
    Rng& m_rng;
};

} // namespace esek::server
