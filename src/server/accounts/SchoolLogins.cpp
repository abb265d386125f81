#include "server/accounts/SchoolLogins.h"

#include "base/Error.h"
#include "base/Uuid.h"
#include "domain/Guardian.h"
#include "server/accounts/Passwords.h"
#include "server/accounts/PersonalLinks.h"
#include "server/accounts/Secrets.h"
#include "server/central/Audit.h"
#include "server/mail/MailQueue.h"

#include <algorithm>

namespace esek::server {

struct SchoolLogins::Secrets {
    std::string password, passwordHash, link;
};

SchoolLogins::Secrets SchoolLogins::newSecrets() {
    Secrets s;
    s.password = newOneTimePassword(m_rng);
    s.passwordHash = passwordHash(normalOneTimePassword(s.password));
    s.link = newLinkSecret(m_rng);
    return s;
}

std::string SchoolLogins::freeNumber(Tx& tx) {
    for (;;) {
        const std::string number = newLoginNumber(m_rng);
        if (!tx.loginByNumber(number))
            return number;
    }
}

std::vector<IssuedLogin> SchoolLogins::issue(const Caller& caller, const std::vector<std::string>& students,
                                             domain::Role role) {
    return issueTo(caller, students, role, [&](Tx& tx, const std::string& id) {
        if (!tx.record(caller.school, Kind::student, id))
            throw Exception(Error{ErrorCode::unknownStudent, "login", {{"student", id}}});
        return Holder{id, {}, {}};
    });
}

std::vector<IssuedLogin> SchoolLogins::issueToGuardians(const Caller& caller,
                                                        const std::vector<std::string>& guardians) {
    return issueTo(caller, guardians, domain::Role::guardian, [&](Tx& tx, const std::string& id) {
        const auto row = tx.record(caller.school, Kind::guardian, id);
        const auto guardian =
            row ? domain::guardianFromJson(parseJson(row->body).value()).value() : domain::Guardian{};
        if (!row || guardian.removed)
            throw Exception(Error{
                ErrorCode::valueInvalid, "login of a guardian", {{"field", "guardians"}, {"reason", id}}});
        return Holder{guardian.student.toString(), id, guardian.name};
    });
}

std::vector<IssuedLogin> SchoolLogins::issueTo(const Caller& caller, const std::vector<std::string>& ids,
                                               domain::Role role, const FindHolder& find) {
    if (!caller.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "logins");
    if (!domain::isFamily(role) || ids.empty() || ids.size() > kMostAtOnce)
        throw Exception(Error{ErrorCode::jsonInvalid, "logins", {{"field", "students"}}});
    std::vector<Secrets> secrets; // outside the transaction: a second of work for a class
    for (std::size_t i = 0; i < ids.size(); ++i)
        secrets.push_back(newSecrets());
    const std::string until = toIso(m_clock.now() + kSlipLife);
    const std::string roleText(toString(role));
    const std::string issued = now();
    return m_store.write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(caller.school));
        std::vector<IssuedLogin> out;
        std::vector<std::string> replaced; // secrets of earlier slips, which a backup may still hold
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const Holder holder = find(tx, ids[i]);
            const auto known = tx.loginsOf(caller.school, holder.student);
            const auto same = std::find_if(known.begin(), known.end(), [&](const LoginRow& l) {
                return l.role == roleText && l.guardian == holder.guardian;
            });
            LoginRow login;
            if (same != known.end()) {
                login = *same;
                replaced.push_back(login.id);
                MailQueue::forget(tx, login.id, issued); // the slip may be for somebody else
                PersonalLinks::forget(tx, login.id);
            } else {
                login.id = Uuid::v7(m_clock, m_rng).toString();
                login.school = caller.school;
                login.student = holder.student;
                login.guardian = holder.guardian;
                login.role = roleText;
                login.number = freeNumber(tx);
            }
            if (!holder.name.empty())
                login.name = holder.name;
            login.password.clear();
            login.oneTime = secrets[i].passwordHash;
            login.link = secretHash(secrets[i].link);
            login.secretsUntil = until;
            login.issuedAt = issued;
            login.issuedBy = caller.device;
            login.endedAt.clear();
            tx.putLogin(login);
            tx.dropSessions(login.id);
            addAudit(tx, caller.school, now(), "login_issued",
                     login.id + " " + login.student + " by " + caller.device);
            out.push_back({login.id, login.student, login.guardian, login.number, secrets[i].password,
                           secrets[i].link, until});
        }
        if (m_revokedIds)
            m_revokedIds->add(replaced, issued);
        return out;
    });
}

std::vector<LoginRow> SchoolLogins::list(const Caller& caller) {
    auto logins = m_store.read([&](Tx& tx) { return tx.logins(caller.school); });
    for (LoginRow& login : logins)
        login.password = login.oneTime = login.link = {};
    return logins;
}

bool SchoolLogins::revoke(const Caller& caller, const std::string& id) {
    if (!caller.mayPush())
        throw Exception(ErrorCode::roleNotAllowed, "logins");
    return m_store.write([&](Tx& tx) {
        static_cast<void>(tx.lockSchool(caller.school));
        auto login = tx.login(id);
        if (!login || login->school != caller.school)
            return false;
        if (m_revokedIds)
            m_revokedIds->add({id}, now());
        login->end(now());
        tx.putLogin(*login);
        MailQueue::forget(tx, id, now());
        PersonalLinks::forget(tx, id);
        tx.dropSessions(id);
        addAudit(tx, caller.school, now(), "login_revoked", id + " by " + caller.device);
        return true;
    });
}

void SchoolLogins::endOfGuardian(Tx& tx, const std::string& school, const std::string& student,
                                 const std::string& guardian, const std::string& at) {
    for (LoginRow& login : tx.loginsOf(school, student)) {
        if (login.guardian != guardian || !login.endedAt.empty())
            continue;
        login.end(at);
        login.name.clear();
        tx.putLogin(login);
        MailQueue::forget(tx, login.id, at);
        PersonalLinks::forget(tx, login.id);
        tx.dropSessions(login.id);
        addAudit(tx, school, at, "login_revoked", login.id + " with guardian " + guardian);
    }
}

void SchoolLogins::renameGuardian(Tx& tx, const std::string& school, const std::string& student,
                                  const std::string& guardian, const std::string& name) {
    for (LoginRow& login : tx.loginsOf(school, student)) {
        if (login.guardian != guardian || !login.endedAt.empty() || login.name == name)
            continue;
        login.name = name;
        tx.putLogin(login);
    }
}

void SchoolLogins::used(Tx& tx, LoginRow& login, const char* how) {
    login.usedAt = now();
    tx.putLogin(login);
    addAudit(tx, login.school, now(), how, login.id);
}

std::optional<LoginRow> SchoolLogins::byPassword(const std::string& number, std::string_view password) {
    const auto found = m_store.single([&](Tx& tx) { return tx.loginByNumber(number); });
    std::string hash;
    bool oneTime = false;
    if (found && found->endedAt.empty()) {
        oneTime = found->password.empty() && found->secretsUntil >= now();
        hash = oneTime ? found->oneTime : found->password;
    }
    const std::string typed = oneTime ? normalOneTimePassword(password) : std::string(password);
    if (!passwordFits(hash, typed))
        return std::nullopt;
    return m_store.write([&](Tx& tx) -> std::optional<LoginRow> {
        static_cast<void>(tx.lockSchool(found->school));
        auto login = tx.login(found->id);
        // A new slip or a revocation may have come while we computed.
        if (!login || !login->endedAt.empty() || (oneTime ? login->oneTime : login->password) != hash)
            return std::nullopt;
        used(tx, *login, "login_used");
        return login;
    });
}

bool SchoolLogins::linkIsGood(const std::string& secret) {
    const std::string hash = secretHash(secret);
    return m_store.read([&](Tx& tx) {
        const auto login = tx.loginByLink(hash);
        return login && login->endedAt.empty() && login->secretsUntil >= now();
    });
}

std::optional<LoginRow> SchoolLogins::byLink(const std::string& secret) {
    const std::string hash = secretHash(secret);
    const auto school = m_store.read([&](Tx& tx) {
        const auto login = tx.loginByLink(hash);
        return login ? login->school : std::string();
    });
    return m_store.write([&](Tx& tx) -> std::optional<LoginRow> {
        static_cast<void>(tx.lockSchool(school));
        auto login = tx.loginByLink(hash);
        if (!login || !login->endedAt.empty() || login->secretsUntil < now())
            return std::nullopt;
        login->link.clear();
        used(tx, *login, "login_link_used");
        return login;
    });
}

void SchoolLogins::setPassword(const std::string& id, std::string_view password, const std::string& name) {
    const std::string hash = passwordHash(password);
    m_store.write([&](Tx& tx) {
        auto login = tx.login(id);
        if (!login)
            return;
        static_cast<void>(tx.lockSchool(login->school));
        login = tx.login(id);
        if (!login->endedAt.empty())
            return;
        login->password = hash;
        login->oneTime.clear();
        login->link.clear();
        if (login->guardian.empty())
            login->name = name;
        tx.putLogin(*login);
        tx.dropSessions(id);
        addAudit(tx, login->school, now(), "login_password_set", id);
    });
}

void SchoolLogins::markRead(const std::string& id, const std::string& message) {
    m_store.write([&](Tx& tx) {
        auto login = tx.login(id);
        if (!login || login->readUntil >= message)
            return;
        static_cast<void>(tx.lockSchool(login->school));
        login = tx.login(id); // it may have been ended, or have another password, since
        if (login->readUntil >= message)
            return;
        login->readUntil = message;
        tx.putLogin(*login);
    });
}

} // namespace esek::server
