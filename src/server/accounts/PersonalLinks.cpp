#include "server/accounts/PersonalLinks.h"

#include "domain/Student.h"
#include "server/central/Audit.h"
#include "server/mail/MailTable.h"
#include "server/store/Readable.h"

namespace esek::server {

bool decidesAlone(const std::optional<Date>& birthDate, Date today) {
    if (!birthDate)
        return false;
    // Who was born on 29 February is 16 on the last day of that month where there is no such day.
    Date birthday = *birthDate + std::chrono::years(PersonalLinks::kOwnConsent);
    if (!birthday.ok())
        birthday = birthday.year() / birthday.month() / std::chrono::last;
    return birthday <= today;
}

bool PersonalLinks::isOpen(Tx& tx, const PersonalLinkRow& link, const LoginRow& login, Date today) {
    if (!link.confirmedAt.empty())
        return true;
    const auto row = tx.record(login.school, Kind::student, login.student);
    if (!row)
        return false;
    const auto student = readable(*row, &domain::studentFromJson);
    return student && decidesAlone(student->birthDate, today); // of an unreadable record no age is known
}

bool PersonalLinks::awaitsParent(Tx& tx, const LoginRow& login, const std::string& address, Date today) {
    for (const PersonalLinkRow& link : PersonalLinkTable(tx).ofLogin(login.id)) {
        const auto account = PersonalTable(tx).account(link.account);
        if (account && personalKey(account->address) == personalKey(address) &&
            !isOpen(tx, link, login, today))
            return true;
    }
    return false;
}

std::vector<PersonalLinks::Child> PersonalLinks::children(const std::string& id) {
    return m_store.read([&](Tx& tx) {
        std::vector<Child> out;
        const auto account = PersonalTable(tx).account(id);
        for (const PersonalLinkRow& link : PersonalLinkTable(tx).ofAccount(id)) {
            auto login = tx.login(link.login);
            if (!account || !login || !login->endedAt.empty())
                continue;
            if (login->name.empty())
                login->name = account->name;
            out.push_back({link, *login, isOpen(tx, link, *login, m_clock.today())});
        }
        return out;
    });
}

std::optional<LoginRow> PersonalLinks::loginFor(const PersonalRow& account, const std::string& student) {
    for (Child& child : children(account.id))
        if (child.open && child.login.student == student)
            return std::move(child.login);
    return std::nullopt;
}

void PersonalLinks::link(const std::string& id, const LoginRow& typed, bool mails) {
    m_store.write([&](Tx& tx) {
        const auto account = PersonalTable(tx).lockAccount(id); // before the school, as everywhere
        static_cast<void>(tx.lockSchool(typed.school));
        auto login = tx.login(typed.id);
        // A new slip, a revocation or another password may have come since the password was typed.
        if (!account || !login || !login->endedAt.empty() || login->issuedAt != typed.issuedAt ||
            login->password != typed.password || login->oneTime != typed.oneTime)
            return;
        PersonalLinkRow link{id, login->id, now(), {}};
        if (login->role != toString(domain::Role::student) || isOpen(tx, link, *login, m_clock.today()))
            link.confirmedAt = now();
        PersonalLinkTable(tx).put(link);
        if (login->password.empty()) { // the slip has done its work
            login->oneTime.clear();
            login->link.clear();
            tx.putLogin(*login);
        }
        auto contact = MailTable(tx).lockContact(login->id);
        if (mails && (!contact || contact->address.empty())) {
            MailContact fresh = contact.value_or(MailContact{});
            fresh.login = login->id;
            fresh.address = account->address;
            fresh.language = account->language;
            fresh.wanted = true;
            MailTable(tx).putContact(fresh);
        }
        addAudit(tx, login->school, now(), "account_linked", login->id + " to " + id);
    });
}

void PersonalLinks::unlink(const std::string& id, const std::string& login) {
    m_store.write([&](Tx& tx) {
        const auto account = PersonalTable(tx).lockAccount(id);
        for (const PersonalLinkRow& link : PersonalLinkTable(tx).ofAccount(id))
            if (account && link.login == login)
                m_ends.link(tx, *account, link, now());
    });
}

std::vector<PersonalLinks::Holder> PersonalLinks::holders(const LoginRow& login) {
    return m_store.read([&](Tx& tx) {
        std::vector<Holder> out;
        for (const PersonalLinkRow& link : PersonalLinkTable(tx).ofLogin(login.id))
            if (const auto account = PersonalTable(tx).account(link.account))
                out.push_back(
                    {account->id, account->name, link.linkedAt, isOpen(tx, link, login, m_clock.today())});
        return out;
    });
}

void PersonalLinks::end(const LoginRow& login, const std::string& account) {
    unlink(account, login.id);
}

std::vector<PersonalLinks::Waiting> PersonalLinks::waitingFor(const std::string& school,
                                                              const std::string& student) {
    return m_store.read([&](Tx& tx) {
        std::vector<Waiting> out;
        for (const LoginRow& login : tx.loginsOf(school, student)) {
            if (login.role != toString(domain::Role::student) || !login.endedAt.empty())
                continue;
            for (const PersonalLinkRow& link : PersonalLinkTable(tx).ofLogin(login.id))
                if (!isOpen(tx, link, login, m_clock.today()))
                    if (const auto account = PersonalTable(tx).account(link.account))
                        out.push_back({account->id, login.id, account->name});
        }
        return out;
    });
}

void PersonalLinks::decide(const LoginRow& parent, const std::string& id, bool confirmed) {
    if (parent.role == toString(domain::Role::student))
        throw Exception(ErrorCode::roleNotAllowed, "a pupil confirms no account");
    m_store.write([&](Tx& tx) {
        const auto account = PersonalTable(tx).lockAccount(id);
        static_cast<void>(tx.lockSchool(parent.school));
        for (const LoginRow& login : tx.loginsOf(parent.school, parent.student)) {
            if (login.role != toString(domain::Role::student) || !account)
                continue;
            for (PersonalLinkRow& link : PersonalLinkTable(tx).ofLogin(login.id)) {
                if (link.account != id || !link.confirmedAt.empty())
                    continue;
                if (!confirmed) {
                    m_ends.link(tx, *account, link, now());
                    continue;
                }
                link.confirmedAt = now();
                PersonalLinkTable(tx).put(link);
                addAudit(tx, login.school, now(), "account_confirmed",
                         login.id + " of " + id + " by " + parent.id);
            }
        }
    });
}

void PersonalLinks::forget(Tx& tx, const std::string& login) {
    PersonalLinkTable(tx).dropOf(login);
}

} // namespace esek::server
