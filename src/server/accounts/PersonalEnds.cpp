#include "server/accounts/PersonalEnds.h"

#include "base/Hex.h"
#include "base/Uuid.h"
#include "server/accounts/Secrets.h"
#include "server/central/Audit.h"
#include "server/mail/MailQueue.h"

#include <array>

namespace esek::server {

namespace {

std::string idOf(const std::string& text) {
    const std::string hash = secretHash(text);
    std::array<std::uint8_t, 16> bytes{};
    fromHex(std::string_view(hash).substr(0, 2 * bytes.size()), bytes);
    return Uuid::fromBytes(bytes).toString();
}

std::string addressId(const PersonalRow& a) {
    return idOf("address " + a.id + " " + personalKey(a.address));
}
std::string takenId(const PersonalRow& a) {
    return idOf("address taken " + a.id + " " + personalKey(a.address));
}
std::string passwordId(const PersonalRow& a) {
    return idOf("password " + a.id + " " + a.password);
}
std::string linkId(const PersonalLinkRow& l) {
    return idOf("link " + l.account + " " + l.login + " " + l.linkedAt);
}

void forgetMails(Tx& tx, const PersonalRow& account, const PersonalLinkRow& link, const std::string& at) {
    const auto contact = MailTable(tx).lockContact(link.login);
    if (contact && contact->address == account.address)
        MailQueue::forget(tx, link.login, at);
}

} // namespace

void PersonalEnds::remember(const std::string& id, const std::string& at) const {
    if (m_revokedIds)
        m_revokedIds->add({id}, at);
}

void PersonalEnds::address(const PersonalRow& account, const std::string& at) const {
    remember(addressId(account), at);
}

void PersonalEnds::taken(const PersonalRow& account, const std::string& at) const {
    remember(takenId(account), at);
}

void PersonalEnds::password(const PersonalRow& account, const std::string& at) const {
    if (!account.password.empty())
        remember(passwordId(account), at);
}

void PersonalEnds::link(Tx& tx, const PersonalRow& account, const PersonalLinkRow& link,
                        const std::string& at) const {
    const auto login = tx.login(link.login);
    if (login)
        static_cast<void>(tx.lockSchool(login->school));
    PersonalLinkTable(tx).drop(link.account, link.login);
    remember(linkId(link), at);
    if (!login)
        return;
    forgetMails(tx, account, link, at);
    addAudit(tx, login->school, at, "account_unlinked", login->id + " from " + account.id);
}

void PersonalEnds::endAgain(Tx& tx, const std::map<std::string, std::string>& revoked) {
    PersonalTable accounts(tx);
    PersonalLinkTable links(tx);
    for (PersonalRow& account : accounts.all()) {
        auto closed = revoked.find(addressId(account));
        const auto taken = revoked.find(takenId(account));
        if (closed != revoked.end() && taken != revoked.end() && taken->second > closed->second)
            closed = revoked.end(); // given up once, and the account's again since
        for (const PersonalLinkRow& link : links.ofAccount(account.id)) {
            const auto undone = revoked.find(linkId(link));
            if (closed == revoked.end() && undone == revoked.end())
                continue;
            forgetMails(tx, account, link, (closed == revoked.end() ? undone : closed)->second);
            links.drop(link.account, link.login);
        }
        if (closed != revoked.end()) {
            accounts.drop(account.id);
        } else if (revoked.count(passwordId(account)) > 0) {
            account.password.clear(); // a letter sets another one
            accounts.put(account);
        }
    }
}

} // namespace esek::server
