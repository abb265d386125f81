#include "server/accounts/PersonalAccounts.h"

#include "base/Uuid.h"
#include "server/accounts/Passwords.h"
#include "server/accounts/Secrets.h"
#include "server/mail/MailQueue.h"

namespace esek::server {

bool PersonalAccounts::mayWrite(Tx& tx, const std::string& counter) {
    const std::string dayAgo = toIso(m_clock.now() - std::chrono::hours(24));
    return PersonalTable(tx).countLetter(counter, now(), dayAgo) <= kLettersPerDay;
}

void PersonalAccounts::askLetter(const std::string& address, const std::string& language, bool known) {
    m_store.write([&](Tx& tx) {
        PersonalTable table(tx);
        if (!mayWrite(tx, (known ? "known " : "asked ") + personalCounter(address)))
            return;
        auto account = table.byAddress(address);
        if (account) // as it is when those who had it locked are done: it may have another address since
            account = table.lockAccount(account->id);
        if (account && personalKey(account->address) != personalKey(address))
            account.reset();
        if (!account) {
            account.emplace();
            account->id = newId();
            account->address = address;
            account->createdAt = now();
        }
        if (account->activatedAt.empty()) // whoever asks for a letter changes nothing of an account
            account->language = language;
        table.put(*account);
        MailQueue::addPersonal(tx, MailKind::personalStart, account->id, account->address, newId(), now());
    });
}

std::optional<PersonalTable::MailLink> PersonalAccounts::goodLink(Tx& tx, const std::string& secret) {
    auto link = PersonalTable(tx).mailLink(secretHash(secret));
    return link && link->until >= now() ? link : std::nullopt;
}

std::optional<PersonalAccounts::Offer> PersonalAccounts::look(const std::string& secret) {
    return m_store.read([&](Tx& tx) -> std::optional<Offer> {
        const auto link = goodLink(tx, secret);
        const auto account = link ? PersonalTable(tx).account(link->account) : std::nullopt;
        return account ? std::optional(Offer{link->purpose, account->name.empty(), account->address})
                       : std::nullopt;
    });
}

std::optional<PersonalRow> PersonalAccounts::setPassword(const std::string& secret, std::string_view password,
                                                         const std::string& name) {
    const std::string hash = passwordHash(password);
    return m_store.write([&](Tx& tx) -> std::optional<PersonalRow> {
        PersonalTable table(tx);
        auto link = goodLink(tx, secret);
        if (!link || link->purpose != PersonalPurpose::setPassword)
            return std::nullopt;
        auto account = table.lockAccount(link->account);
        link = goodLink(tx, secret); // the same button was pressed somewhere else a moment ago
        if (!account || !link || account->address != link->address)
            return std::nullopt;
        m_ends.password(*account, now());
        account->password = hash;
        if (!name.empty())
            account->name = name;
        if (account->activatedAt.empty())
            account->activatedAt = now();
        account->usedAt = now();
        table.put(*account);
        table.dropMailLinks(account->id);
        PersonalSessionTable(tx).dropAll(account->id);
        return account;
    });
}

void PersonalAccounts::changePassword(const std::string& id, std::string_view password) {
    const std::string hash = passwordHash(password);
    m_store.write([&](Tx& tx) {
        PersonalTable table(tx);
        auto account = table.lockAccount(id);
        if (!account)
            return;
        m_ends.password(*account, now());
        account->password = hash;
        table.put(*account);
        table.dropMailLinks(id);
        PersonalSessionTable(tx).dropAll(id);
    });
}

std::optional<PersonalRow> PersonalAccounts::byPassword(const std::string& address,
                                                        std::string_view password) {
    const auto found = m_store.single([&](Tx& tx) { return PersonalTable(tx).byAddress(address); });
    if (!passwordFits(found ? found->password : std::string(), password))
        return std::nullopt;
    return m_store.write([&](Tx& tx) -> std::optional<PersonalRow> {
        auto account = PersonalTable(tx).lockAccount(found->id);
        if (!account || account->password != found->password)
            return std::nullopt;
        account->usedAt = now();
        PersonalTable(tx).put(*account);
        return account;
    });
}

void PersonalAccounts::askChange(const std::string& id, const std::string& address) {
    m_store.write([&](Tx& tx) {
        auto account = PersonalTable(tx).lockAccount(id);
        const bool may = mayWrite(tx, "account " + id) && mayWrite(tx, "change " + personalCounter(address));
        if (!account || !may)
            return;
        account->pending = address;
        PersonalTable(tx).put(*account);
        MailQueue::addPersonal(tx, MailKind::personalChange, id, address, newId(), now());
    });
}

bool PersonalAccounts::changeAddress(const std::string& secret) {
    return m_store.write([&](Tx& tx) {
        PersonalTable table(tx);
        auto link = goodLink(tx, secret);
        auto account = link ? table.lockAccount(link->account) : std::nullopt;
        link = goodLink(tx, secret);
        if (!account || !link || link->purpose != PersonalPurpose::changeAddress ||
            account->pending != link->address)
            return false;
        auto other = table.byAddress(link->address);
        if (other && other->id != account->id) {
            other = table.lockAccount(other->id);
            if (other && personalKey(other->address) == personalKey(link->address)) {
                if (!other->activatedAt.empty())
                    return false;
                // Somebody asked for an account with this address and never showed that it is theirs.
                MailTable(tx).dropOpen(other->id, now());
                MailTable(tx).dropAddresses(other->id);
                table.drop(other->id);
            }
        }
        const std::string former = account->address;
        m_ends.address(*account, now());
        account->address = link->address;
        m_ends.taken(*account, now());
        account->pending.clear();
        table.put(*account);
        table.dropMailLinks(account->id);
        for (const PersonalLinkRow& one : PersonalLinkTable(tx).ofAccount(account->id)) {
            auto contact = MailTable(tx).lockContact(one.login);
            if (!contact || contact->address != former)
                continue;
            contact->address = account->address;
            contact->fault.clear();
            MailTable(tx).putContact(*contact);
        }
        for (const std::string& address : {former, account->address})
            MailQueue::addPersonal(tx, MailKind::personalChanged, account->id, address, newId(), now());
        return true;
    });
}

void PersonalAccounts::close(const std::string& id) {
    m_store.write([&](Tx& tx) {
        const auto account = PersonalTable(tx).lockAccount(id);
        if (!account)
            return;
        for (const PersonalLinkRow& link : PersonalLinkTable(tx).ofAccount(id))
            m_ends.link(tx, *account, link, now());
        m_ends.address(*account, now());
        MailTable(tx).dropOpen(id, now());
        MailTable(tx).dropAddresses(id);
        PersonalTable(tx).drop(id);
    });
}

} // namespace esek::server
