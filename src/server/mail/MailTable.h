#pragma once
#include "server/store/Tx.h"

namespace esek::server {

/// How a login wants to be written to. Empty text: none.
struct MailContact {
    std::string login;
    std::string address; ///< confirmed
    std::string pending; ///< typed, and not confirmed yet
    std::string language;
    bool wanted = true;
    bool quiet = false; ///< nothing between 22 and 7 o'clock
    std::string fault;  ///< answer of the mail server that refused the address, e.g. "550"
    std::string lastAt; ///< when the last message went out

    bool isReached() const { return !address.empty() && wanted && fault.empty(); }
};

enum class MailState { queued, sending, sent, failed, dropped };
const char* toString(MailState);

/// One entry of the queue. Entries that went out together have the same `letter`.
struct MailRow {
    std::string id; ///< derived from its cause: the same cause makes one entry
    std::string login;
    std::string kind;
    std::string ref;     ///< of a message its id
    std::string address; ///< for letters that go to one address only
    std::string letter;  ///< empty: not put into a letter yet
    MailState state = MailState::queued;
    std::int64_t attempts = 0;
    std::string nextAt;
    std::string leaseUntil; ///< until then nobody else takes it
    std::string leaseBy;
    std::string createdAt;
    std::string endedAt;
    std::string reason; ///< why it was not delivered: a code, never what a server wrote
};

struct MailCount {
    MailState state = MailState::queued;
    std::int64_t count = 0;
    std::string oldest; ///< when the oldest of them was put in
};

/// The statements about mails within one transaction. Logins belong to one school each, so no statement
/// reaches another school's.
class MailTable {
  public:
    explicit MailTable(Tx& tx) : m_tx(tx) {}

    std::optional<MailContact> contact(Text login);
    /// Others who want it wait until the end of the transaction.
    std::optional<MailContact> lockContact(Text login);
    void putContact(const MailContact&);
    void dropContact(Text login);

    /// A link that confirms this address for this login; kept as its hash.
    void addLink(Text hash, Text login, Text address, Text until);
    struct Link {
        std::string login, address, until;
    };
    std::optional<Link> link(Text hash);
    void dropLinks(Text login);

    /// Does nothing when there is an entry of this id already.
    void add(const MailRow&);
    void put(const MailRow&); ///< of an entry that is there
    /// A login for which something is to be sent now, whose contact is locked until the end of the
    /// transaction; those that are locked elsewhere are left out.
    std::optional<std::string> dueLogin(Text now);
    std::vector<MailRow> open(Text login);    ///< queued or being sent, the one that is due first at first
    std::vector<MailRow> letter(Text letter); ///< all entries that went into it
    std::optional<MailRow> lastFailed(Text login);
    /// What is still queued or being sent will not be sent.
    void dropOpen(Text login, Text at);
    /// Addresses in entries that ended are personal data like the others.
    void dropAddresses(Text login);
    std::vector<MailCount> counts();
    void dropOld(Text endedBefore, Text linksUntil);

  private:
    Database& db() { return m_tx.database(); }
    Tx& m_tx;
};

} // namespace esek::server
