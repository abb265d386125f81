#pragma once
#include "server/store/Tx.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::server {

/// A personal account: an e-mail address and a password, for any number of pupils at any schools. Empty text:
/// none.
struct PersonalRow {
    std::string id;
    std::string address;
    std::string pending; ///< another address that was typed and is not confirmed yet
    std::string name;    ///< of the person, as typed by them
    std::string password;
    std::string language;
    std::string createdAt;
    std::string activatedAt; ///< empty: the address was never confirmed
    std::string usedAt;
};

/// That an account may act where a login of a school may.
struct PersonalLinkRow {
    std::string account;
    std::string login;
    std::string linkedAt;    ///< with the person's consent
    std::string confirmedAt; ///< of a pupil's own account: when a parent confirmed it
};

/// What the link in a letter is good for.
enum class PersonalPurpose { setPassword, changeAddress };

/// Addresses are one whatever the case of their letters.
std::string personalKey(const std::string& address);
/// What stands for an address where tries and letters are counted: whose they were is nobody's business.
std::string personalCounter(const std::string& address);

/// The statements about personal accounts within one transaction. They belong to no school.
class PersonalTable {
  public:
    explicit PersonalTable(Tx& tx) : m_tx(tx) {}

    std::vector<PersonalRow> all();
    std::optional<PersonalRow> account(Text id);
    /// Others who want it wait until the end of the transaction.
    std::optional<PersonalRow> lockAccount(Text id);
    std::optional<PersonalRow> byAddress(const std::string& address);
    void put(const PersonalRow&);
    /// With its links and sessions.
    void drop(Text id);
    /// Accounts that nobody confirmed, and links of letters that are over.
    void dropOld(Text createdBefore, Text linksUntil);
    /// How many letters this counter has now, the one that is asked for included, since `windowBegan`.
    std::int64_t countLetter(const std::string& counter, Text now, Text windowBegan);
    /// An account for which a letter is to be sent now, locked until the end of the transaction; those that
    /// are locked elsewhere are left out.
    std::optional<std::string> dueAccount(Text now);

    struct MailLink {
        std::string account;
        PersonalPurpose purpose = PersonalPurpose::setPassword;
        std::string address, until;
    };
    void addMailLink(Text hash, const MailLink&);
    std::optional<MailLink> mailLink(Text hash);
    void dropMailLinks(Text account);

  private:
    Database& db() { return m_tx.database(); }
    Tx& m_tx;
};

/// The statements about which logins of schools accounts may act through, within one transaction.
class PersonalLinkTable {
  public:
    explicit PersonalLinkTable(Tx& tx) : m_tx(tx) {}

    void put(const PersonalLinkRow&);
    void drop(Text account, Text login);
    void dropOf(Text login);
    std::vector<PersonalLinkRow> ofAccount(Text account);
    std::vector<PersonalLinkRow> ofLogin(Text login);

  private:
    Database& db() { return m_tx.database(); }
    Tx& m_tx;
};

/// The statements about browsers that are logged in with a personal account, within one transaction. In the
/// rows `login` is the account's id.
class PersonalSessionTable {
  public:
    explicit PersonalSessionTable(Tx& tx) : m_tx(tx) {}

    void add(const SessionRow&);
    std::optional<SessionRow> find(Text tokenHash);
    std::vector<SessionRow> list(Text account);
    void use(Text tokenHash, Text at);
    void drop(Text account, Text id);
    void dropAll(Text account);

  private:
    Database& db() { return m_tx.database(); }
    Tx& m_tx;
};

} // namespace esek::server
