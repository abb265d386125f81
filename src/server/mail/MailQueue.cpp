#include "server/mail/MailQueue.h"

#include "base/Hex.h"
#include "base/Sha256.h"
#include "base/platform/LocalTime.h"
#include "domain/Record.h"
#include "server/accounts/Passwords.h"
#include "server/accounts/PersonalAccounts.h"
#include "server/accounts/PersonalLinks.h"
#include "server/accounts/Secrets.h"
#include "server/store/Readable.h"

#include <algorithm>
#include <array>

namespace esek::server {

namespace {

using namespace std::chrono;

constexpr const char* kNews = "news";
constexpr const char* kConfirm = "confirm";
constexpr const char* kOtherMail = "other_mail";
constexpr const char* kPersonalStart = "personal_start";
constexpr const char* kPersonalChange = "personal_change";
constexpr const char* kPersonalChanged = "personal_changed";

constexpr std::size_t kIdLetters = 32;
constexpr std::size_t kDayLetters = 10; ///< of an ISO time
constexpr std::size_t kMostNews = 20;   ///< in one letter; further ones go with the next
constexpr const char* kNoName = "…";    ///< instead of a name that cannot be read
constexpr int kQuietFrom = 22;          // o'clock
constexpr int kQuietUntil = 7;
/// Before the next attempt, then twelve hours each.
constexpr std::array<seconds, 5> kPauses{minutes(1), minutes(5), minutes(15), hours(1), hours(4)};
constexpr seconds kLongestPause = hours(12);
constexpr minutes kPauseWhenUnclear{15};
constexpr int kMostTurns = 200; ///< logins looked at in one call

std::string idOf(const std::string& cause) {
    return toHex(Sha256::of(cause)).substr(0, kIdLetters);
}

MailRow entry(const std::string& login, const char* kind, const std::string& cause, const std::string& now) {
    MailRow row;
    row.id = idOf(std::string(kind) + " " + cause + " " + login);
    row.login = login;
    row.kind = kind;
    row.nextAt = now;
    row.createdAt = now;
    return row;
}

const char* personalName(MailKind kind) {
    return kind == MailKind::personalStart    ? kPersonalStart
           : kind == MailKind::personalChange ? kPersonalChange
                                              : kPersonalChanged;
}

/// A letter that nobody is shown later, so its address need not stay.
bool isUntold(const std::string& kind) {
    return kind != kNews && kind != kConfirm;
}

bool isQuiet(const platform::LocalTime& t) {
    return t.hour >= kQuietFrom || t.hour < kQuietUntil;
}

} // namespace

void MailQueue::addNews(Tx& tx, const std::string& school, const std::string& student,
                        const std::string& message, const std::string& now) {
    MailTable table(tx);
    // The day in UTC begins at most two hours later than in Poland: nobody is taken for older than they are.
    const Date day = dateFromIso(std::string_view(now).substr(0, kDayLetters)).value();
    for (const LoginRow& login : tx.loginsOf(school, student)) {
        const auto contact = login.endedAt.empty() ? table.contact(login.id) : std::nullopt;
        if (!contact || !contact->isReached() ||
            PersonalLinks::awaitsParent(tx, login, contact->address, day))
            continue;
        MailRow row = entry(login.id, kNews, message, now);
        row.ref = message;
        table.add(row);
    }
}

void MailQueue::addConfirm(Tx& tx, const std::string& login, const std::string& address,
                           const std::string& id, const std::string& now) {
    MailRow row = entry(login, kConfirm, id, now);
    row.address = address;
    MailTable(tx).add(row);
}

void MailQueue::addOtherMail(Tx& tx, const std::string& login, const std::string& formerAddress,
                             const std::string& id, const std::string& now) {
    MailRow row = entry(login, kOtherMail, id, now);
    row.address = formerAddress;
    MailTable(tx).add(row);
}

void MailQueue::addPersonal(Tx& tx, MailKind kind, const std::string& account, const std::string& address,
                            const std::string& id, const std::string& now) {
    MailRow row = entry(account, personalName(kind), id, now);
    row.address = address;
    MailTable(tx).add(row);
}

void MailQueue::forget(Tx& tx, const std::string& login, const std::string& now) {
    MailTable table(tx);
    static_cast<void>(table.lockContact(login));
    table.dropOpen(login, now);
    table.dropLinks(login);
    table.dropAddresses(login);
    table.dropContact(login);
}

std::optional<Letter> MailQueue::take() {
    for (int turn = 0; turn < kMostTurns; ++turn) {
        bool found = false;
        auto letter = m_store.write([&](Tx& tx) -> std::optional<Letter> {
            const auto login = MailTable(tx).dueLogin(now());
            const auto account = login ? std::nullopt : PersonalTable(tx).dueAccount(now());
            found = login || account;
            if (account)
                return letterToAccount(tx, *account);
            return login ? letterTo(tx, *login) : std::nullopt;
        });
        if (letter || !found)
            return letter;
    }
    return std::nullopt;
}

std::optional<Letter> MailQueue::letterTo(Tx& tx, const std::string& id) {
    MailTable table(tx);
    auto contact = table.contact(id);
    const auto login = tx.login(id);
    auto open = table.open(id);
    if (!contact)
        return std::nullopt;
    if (!login || !login->endedAt.empty()) {
        table.dropOpen(id, now());
        return std::nullopt;
    }
    const auto next = due(tx, open);
    if (!next)
        return std::nullopt;
    return next->kind == kNews ? news(tx, *contact, *login, open, next->letter)
                               : single(tx, *contact, *login, *next);
}

std::optional<MailRow> MailQueue::due(Tx& tx, const std::vector<MailRow>& open) {
    // Read now that nobody else may take one: another process may just have had them.
    const auto next = std::find_if(open.begin(), open.end(), [&](const MailRow& m) {
        return m.nextAt <= now() && m.leaseUntil <= now();
    });
    if (next == open.end())
        return std::nullopt;
    if (next->createdAt >= toIso(m_clock.now() - kGiveUp))
        return *next;
    MailRow old = *next;
    old.state = MailState::failed;
    old.endedAt = now();
    if (old.reason.empty())
        old.reason = "too_late";
    if (isUntold(old.kind))
        old.address.clear();
    MailTable(tx).put(old);
    return std::nullopt;
}

std::optional<Letter> MailQueue::letterToAccount(Tx& tx, const std::string& id) {
    PersonalTable table(tx);
    const auto account = table.account(id);
    const auto next = account ? due(tx, MailTable(tx).open(id)) : std::nullopt;
    if (!next)
        return std::nullopt;
    std::vector<MailRow> rows{*next};
    Letter letter;
    letter.id = next->id;
    letter.kind = next->kind == kPersonalStart    ? MailKind::personalStart
                  : next->kind == kPersonalChange ? MailKind::personalChange
                                                  : MailKind::personalChanged;
    letter.login = id;
    letter.address = next->address;
    letter.language = account->language;
    letter.school = "e-Sekretariat";
    const bool isChange = letter.kind == MailKind::personalChange;
    if (isChange ? account->pending != next->address
                 : letter.kind == MailKind::personalStart && account->address != next->address) {
        drop(tx, rows); // another address was typed since
        return std::nullopt;
    }
    if (letter.kind != MailKind::personalChanged) {
        // Made here, as in single().
        letter.secret = newLinkSecret(m_rng);
        table.addMailLink(secretHash(letter.secret),
                          {id, isChange ? PersonalPurpose::changeAddress : PersonalPurpose::setPassword,
                           next->address, toIso(m_clock.now() + PersonalAccounts::kLinkLife)});
    }
    lease(tx, rows, next->id);
    return letter;
}

std::optional<Letter> MailQueue::news(Tx& tx, MailContact& contact, const LoginRow& login,
                                      std::vector<MailRow> open, const std::string& name) {
    std::erase_if(open, [&](const MailRow& m) { return m.kind != kNews || m.letter != name; });
    // By the ids of their messages, which grow with time.
    std::sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.ref < b.ref; });
    if (!contact.isReached()) {
        drop(tx, open);
        return std::nullopt;
    }
    if (const Timestamp at = earliest(contact); name.empty() && at > m_clock.now()) {
        for (MailRow& m : open) {
            m.nextAt = toIso(at);
            MailTable(tx).put(m);
        }
        return std::nullopt;
    }
    if (open.size() > kMostNews)
        open.resize(kMostNews);
    Letter letter;
    letter.id = name.empty() ? open.front().id : name;
    letter.kind = MailKind::news;
    letter.login = login.id;
    letter.address = contact.address;
    letter.language = contact.language;
    for (const MailRow& m : open)
        if (const auto row = tx.record(login.school, Kind::message, m.ref))
            if (auto message = readable(*row, &domain::messageFromJson))
                letter.news.push_back(*std::move(message));
    if (letter.news.empty()) { // their messages are gone, or cannot be read
        drop(tx, open);
        return std::nullopt;
    }
    if (name.empty()) {
        contact.lastAt = now();
        MailTable(tx).putContact(contact);
    }
    lease(tx, open, letter.id);
    describe(tx, login, letter);
    return letter;
}

std::optional<Letter> MailQueue::single(Tx& tx, const MailContact& contact, const LoginRow& login,
                                        MailRow due) {
    MailTable table(tx);
    Letter letter;
    letter.id = due.id;
    letter.kind = due.kind == kConfirm ? MailKind::confirm : MailKind::otherMail;
    letter.login = login.id;
    letter.address = due.address;
    letter.language = contact.language;
    if (letter.kind == MailKind::confirm) {
        if (contact.pending != due.address) { // another one was typed since
            std::vector<MailRow> old{due};
            drop(tx, old);
            return std::nullopt;
        }
        // Made here and not when the letter was put in: so the database never holds a link that works.
        letter.secret = newLinkSecret(m_rng);
        table.addLink(secretHash(letter.secret), login.id, due.address, toIso(m_clock.now() + kLinkLife));
    }
    std::vector<MailRow> rows{due};
    lease(tx, rows, due.id);
    describe(tx, login, letter);
    return letter;
}

void MailQueue::describe(Tx& tx, const LoginRow& login, Letter& letter) {
    if (const auto school = tx.school(login.school))
        letter.school = school->name;
    if (const auto row = tx.record(login.school, Kind::student, login.student)) {
        const auto student = readable(*row, &domain::studentFromJson);
        letter.firstName = student ? student->givenNames.substr(0, student->givenNames.find(' ')) : kNoName;
    }
}

void MailQueue::drop(Tx& tx, std::vector<MailRow>& rows) {
    for (MailRow& m : rows) {
        m.state = MailState::dropped;
        m.endedAt = now();
        m.address.clear();
        MailTable(tx).put(m);
    }
}

void MailQueue::lease(Tx& tx, std::vector<MailRow>& rows, const std::string& letter) {
    for (MailRow& m : rows) {
        m.letter = letter;
        m.state = MailState::sending;
        ++m.attempts;
        m.leaseUntil = toIso(m_clock.now() + kLease);
        m.leaseBy = m_worker;
        MailTable(tx).put(m);
    }
}

Timestamp MailQueue::earliest(const MailContact& contact) const {
    Timestamp at = m_clock.now();
    if (const auto last = timestampFromIso(contact.lastAt); last && *last <= at)
        at = std::max(at, *last + kBetween);
    if (!contact.quiet)
        return at;
    const auto local = platform::toLocal(at);
    if (!isQuiet(local))
        return at;
    // Where the clocks change in the night it is an hour more or less, and is looked at again then.
    const int until = (kQuietUntil - local.hour + 24) % 24;
    return at + hours(until) - minutes(local.minute) - seconds(local.second);
}

void MailQueue::end(const Letter& letter, MailEnd how, const std::string& code) {
    m_store.write([&](Tx& tx) {
        MailTable table(tx);
        static_cast<void>(PersonalTable(tx).lockAccount(letter.login)); // whoever has it has the letters, too
        auto contact = table.lockContact(letter.login);
        for (MailRow& m : table.letter(letter.id)) {
            if (m.leaseBy != m_worker || m.state != MailState::sending)
                continue; // somebody else has it since, or it was dropped
            endOne(m, how, code);
            table.put(m);
        }
        if (how == MailEnd::addressRefused && contact && contact->address == letter.address) {
            contact->fault = code;
            table.putContact(*contact);
        }
    });
}

void MailQueue::endOne(MailRow& m, MailEnd how, const std::string& code) {
    const auto closed = [&](MailState state) {
        m.state = state;
        m.endedAt = now();
        m.reason = code;
        if (state == MailState::sent || isUntold(m.kind))
            m.address.clear(); // nobody asks for it any more
    };
    const auto again = [&](seconds pause) {
        m.state = MailState::queued;
        m.nextAt = toIso(m_clock.now() + pause);
        m.reason = code;
    };
    m.leaseUntil.clear();
    m.leaseBy.clear();
    switch (how) {
    case MailEnd::sent:
        return closed(MailState::sent);
    case MailEnd::addressRefused:
    case MailEnd::letterRefused:
        return closed(MailState::failed);
    case MailEnd::later:
    case MailEnd::notAllowed:
        return again(pauseAfter(m.attempts));
    case MailEnd::unclear: // once more at most: it may have arrived each time
        return m.reason == kUnclear ? closed(MailState::failed) : again(kPauseWhenUnclear);
    case MailEnd::notTried:
        --m.attempts;
        return again(kPauses.front());
    }
}

seconds MailQueue::pauseAfter(std::int64_t attempts) {
    const auto n = static_cast<std::size_t>(std::max<std::int64_t>(attempts, 1)) - 1;
    const seconds pause = n < kPauses.size() ? kPauses.at(n) : kLongestPause;
    std::array<std::uint8_t, 1> byte{};
    m_rng.fill(byte);
    return pause * (230 + byte[0] / 5) / 256; // a tenth more or less: not all at the same moment
}

void MailQueue::sweep(Tx& tx, Timestamp now) {
    MailTable(tx).dropOld(toIso(now - kKept), toIso(now));
    PersonalTable(tx).dropOld(toIso(now - PersonalAccounts::kUnconfirmedLife), toIso(now));
}

} // namespace esek::server
