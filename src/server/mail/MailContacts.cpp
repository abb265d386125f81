#include "server/mail/MailContacts.h"

#include "server/accounts/Secrets.h"
#include "server/central/Audit.h"
#include "server/mail/MailQueue.h"

namespace esek::server {

namespace {

/// Locked, with its school, so that the audit may be written; an empty one when there is none yet.
MailContact locked(Tx& tx, const LoginRow& login) {
    static_cast<void>(tx.lockSchool(login.school));
    MailContact none;
    none.login = login.id;
    return MailTable(tx).lockContact(login.id).value_or(none);
}

} // namespace

MailContacts::View MailContacts::view(const std::string& login) {
    return m_store.read([&](Tx& tx) {
        View v;
        v.contact.login = login;
        v.contact = MailTable(tx).contact(login).value_or(v.contact);
        v.lastUndelivered = MailTable(tx).lastFailed(login);
        return v;
    });
}

MailContacts::Asked MailContacts::ask(const std::string& id, const std::string& address,
                                      const std::string& language) {
    return m_store.write([&](Tx& tx) {
        const auto login = tx.login(id);
        MailContact contact = locked(tx, login.value());
        if (contact.address == address && contact.fault.empty())
            return Asked::sameAddress;
        const std::string anHourAgo = toIso(m_clock.now() - std::chrono::hours(1));
        if (tx.countGuess("mail " + id, now(), anHourAgo) > kTypedPerHour)
            return Asked::tooOften;
        contact.pending = address;
        contact.language = language;
        MailTable(tx).putContact(contact);
        MailTable(tx).dropLinks(id);
        MailQueue::addConfirm(tx, id, address, newId(), now());
        addAudit(tx, login->school, now(), "mail_address_typed", id);
        return Asked::sent;
    });
}

std::optional<MailTable::Link> MailContacts::goodLink(Tx& tx, const std::string& secret) {
    auto link = MailTable(tx).link(secretHash(secret));
    if (!link || link->until < now())
        return std::nullopt;
    const auto contact = MailTable(tx).contact(link->login);
    return contact && contact->pending == link->address ? link : std::nullopt;
}

bool MailContacts::linkIsGood(const std::string& secret) {
    return m_store.read([&](Tx& tx) { return goodLink(tx, secret).has_value(); });
}

bool MailContacts::confirm(const std::string& secret) {
    return m_store.write([&](Tx& tx) {
        const auto found = goodLink(tx, secret);
        const auto login = found ? tx.login(found->login) : std::nullopt;
        if (!login || !login->endedAt.empty())
            return false;
        MailContact contact = locked(tx, *login);
        if (!goodLink(tx, secret)) // the same button was pressed somewhere else a moment ago
            return false;
        if (!contact.address.empty() && contact.address != found->address)
            MailQueue::addOtherMail(tx, login->id, contact.address, newId(), now());
        contact.address = found->address;
        contact.pending.clear();
        contact.fault.clear();
        contact.wanted = true;
        MailTable(tx).putContact(contact);
        MailTable(tx).dropLinks(login->id);
        addAudit(tx, login->school, now(), "mail_address_confirmed", login->id);
        return true;
    });
}

void MailContacts::choose(const std::string& id, bool wanted, bool quiet, const std::string& language) {
    m_store.write([&](Tx& tx) {
        MailContact contact = locked(tx, tx.login(id).value());
        contact.wanted = wanted;
        contact.quiet = quiet;
        contact.language = language;
        MailTable(tx).putContact(contact);
    });
}

void MailContacts::remove(const std::string& id) {
    m_store.write([&](Tx& tx) {
        const auto login = tx.login(id);
        MailContact contact = locked(tx, login.value());
        if (contact.address.empty() && contact.pending.empty())
            return;
        MailTable(tx).dropLinks(id);
        MailTable(tx).dropOpen(id, now());
        MailTable(tx).dropAddresses(id);
        if (!contact.address.empty())
            MailQueue::addOtherMail(tx, id, contact.address, newId(), now());
        contact.address.clear();
        contact.pending.clear();
        contact.fault.clear();
        MailTable(tx).putContact(contact);
        addAudit(tx, login->school, now(), "mail_address_removed", id);
    });
}

} // namespace esek::server
