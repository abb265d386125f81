#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "domain/Apply.h"
#include "server/mail/MailTable.h"
#include "server/store/Store.h"

#include <vector>

namespace esek::server {

/// What a letter says.
enum class MailKind {
    news,            ///< the status of the photo changed, once or more often
    confirm,         ///< is this address yours? With a link
    otherMail,       ///< to the former address: news go elsewhere from now on, or nowhere
    personalStart,   ///< a link that sets the password of a personal account, new or not
    personalChange,  ///< is this address yours? With a link; it becomes the account's
    personalChanged, ///< to the former and to the new address of an account
};

/// One mail that is to be sent now. Whoever has it must say how it ended.
struct Letter {
    std::string id; ///< the same when it is sent again; the Message-ID is made from it
    MailKind kind = MailKind::news;
    std::string login; ///< or the personal account
    std::string address;
    std::string language;
    std::string school;    ///< its name, or that of the panel
    std::string firstName; ///< of the pupil
    std::vector<domain::SystemMessage> news;
    std::string secret; ///< of the link that confirms; known to this letter only
};

enum class MailEnd {
    sent,
    later,          ///< the relay asks to try again
    notAllowed,     ///< this address by some rule of the relay, or all of them: tried again like `later`
    unclear,        ///< it may have been sent: the connection was lost before the answer
    addressRefused, ///< for good; nothing goes there until the family says another one
    letterRefused,  ///< for good; others may still go there
    notTried,       ///< the relay was not ready for any letter
};

/// Letters to families. An entry is written in the transaction of what causes it and lies in the database
/// until it was sent, so that neither a crash nor a relay that is down loses one; its id comes from its
/// cause, so that the same cause never makes two. Several processes may send: whoever takes a letter has it
/// for kLease, and a letter whose sender died is sent again with the same id.
///
/// A first message goes out at once, further ones together half an hour after the one before; with `quiet`
/// not between 22 and 7 o'clock of the server's time zone. Letters about the address itself never wait.
///
/// Times are those of the process's clock, as everywhere in this server; the clocks of several machines must
/// not differ by as much as a lease.
class MailQueue {
  public:
    /// `worker`: what this process calls itself.
    MailQueue(Store& store, const Clock& clock, Rng& rng, std::string worker)
        : m_store(store), m_clock(clock), m_rng(rng), m_worker(std::move(worker)) {}

    static constexpr std::chrono::minutes kLease{15}; ///< far longer than all time limits of one letter
    static constexpr std::chrono::minutes kBetween{30};
    static constexpr std::chrono::hours kGiveUp{3 * 24};
    static constexpr std::chrono::hours kKept{30 * 24}; ///< entries that ended
    /// A mail may wait for a while at some relay; the link opens nothing but the question it came from.
    static constexpr std::chrono::hours kLinkLife{24};

    /// To every login of the pupil that asked for mails. Belongs into the transaction of the message.
    static void addNews(Tx&, const std::string& school, const std::string& student,
                        const std::string& message, const std::string& now);
    static void addConfirm(Tx&, const std::string& login, const std::string& address, const std::string& id,
                           const std::string& now);
    static void addOtherMail(Tx&, const std::string& login, const std::string& formerAddress,
                             const std::string& id, const std::string& now);
    /// About a personal account itself; `kind` is one of the three.
    static void addPersonal(Tx&, MailKind kind, const std::string& account, const std::string& address,
                            const std::string& id, const std::string& now);
    /// Nothing is left of what was known about the mails of this login.
    static void forget(Tx&, const std::string& login, const std::string& now);

    /// Drops what ended long ago, and links that are over.
    static void sweep(Tx&, Timestamp now);

    /// The next letter that is to be sent now, once for all processes.
    std::optional<Letter> take();
    static constexpr const char* kUnclear = "unclear";
    /// `code`: three digits of the relay's answer, or why there was none; kUnclear for MailEnd::unclear.
    void end(const Letter&, MailEnd, const std::string& code);

  private:
    std::optional<Letter> letterTo(Tx&, const std::string& login);
    std::optional<Letter> letterToAccount(Tx&, const std::string& account);
    std::optional<Letter> news(Tx&, MailContact&, const LoginRow&, std::vector<MailRow> open,
                               const std::string& name);
    std::optional<Letter> single(Tx&, const MailContact&, const LoginRow&, MailRow due);
    static void describe(Tx&, const LoginRow&, Letter&);
    /// The entry that is to be sent now; nothing when there is none, or when it is given up.
    std::optional<MailRow> due(Tx&, const std::vector<MailRow>& open);
    void drop(Tx&, std::vector<MailRow>&);
    void lease(Tx&, std::vector<MailRow>&, const std::string& letter);
    void endOne(MailRow&, MailEnd, const std::string& code);
    Timestamp earliest(const MailContact&) const;
    std::chrono::seconds pauseAfter(std::int64_t attempts);
    std::string now() const { return toIso(m_clock.now()); }

    Store& m_store;
    const Clock& m_clock;
    Rng& m_rng;
    const std::string m_worker;
};

} // namespace esek::server
