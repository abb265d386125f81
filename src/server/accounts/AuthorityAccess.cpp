#include "server/accounts/AuthorityAccess.h"

#include "base/CleanText.h"
#include "base/Error.h"
#include "base/Log.h"
#include "base/Uuid.h"
#include "server/accounts/AuthorityTable.h"
#include "server/accounts/Passwords.h"
#include "server/accounts/Secrets.h"
#include "server/accounts/Sessions.h"

namespace esek::server {

namespace {

constexpr std::size_t kNameCharacters = 200;

/// A login of a family has eight digits.
std::string newAuthorityNumber(Rng& rng) {
    return newLoginNumber(rng) + newLoginNumber(rng).substr(0, 2);
}

} // namespace

AuthorityAccess::Issued AuthorityAccess::giveOneTime(AuthorityRow& row) {
    const std::string password = newOneTimePassword(m_rng);
    row.password.clear();
    row.oneTime = passwordHash(normalOneTimePassword(password));
    row.secretsUntil = toIso(m_clock.now() + kOneTimeLife);
    row.issuedAt = now();
    return {row.number, password, row.secretsUntil};
}

AuthorityAccess::Issued AuthorityAccess::issue(const std::string& name) {
    AuthorityRow row;
    row.name = normaliseText(name);
    if (row.name.empty() || row.name != fittedText(row.name, kNameCharacters))
        throw Exception(Error{ErrorCode::valueInvalid, "name", {{"field", "--name"}, {"reason", name}}});
    row.id = Uuid::v7(m_clock, m_rng).toString();
    m_store.read([&](Tx& tx) {
        do
            row.number = newAuthorityNumber(m_rng);
        while (AuthorityTable(tx).byNumber(row.number));
    });
    const Issued issued = giveOneTime(row);
    m_store.write([&](Tx& tx) { AuthorityTable(tx).put(row); });
    log::info("authority access " + row.id + " issued");
    return issued;
}

AuthorityRow AuthorityAccess::open(Tx& tx, const std::string& number) {
    AuthorityTable table(tx);
    auto row = table.byNumber(normalLoginNumber(number));
    if (row)
        row = table.lockById(row->id);
    if (!row || !row->endedAt.empty())
        throw Exception(
            Error{ErrorCode::valueInvalid, "authority", {{"field", "LOGIN"}, {"reason", number}}});
    return *row;
}

AuthorityAccess::Issued AuthorityAccess::renew(const std::string& number) {
    return m_store.write([&](Tx& tx) {
        AuthorityRow row = open(tx, number);
        if (m_revokedIds) // a backup may hold the password of before
            m_revokedIds->add({row.id}, now());
        Issued issued = giveOneTime(row);
        AuthorityTable table(tx);
        table.put(row);
        table.dropSessions(row.id);
        log::info("authority access " + row.id + " renewed");
        return issued;
    });
}

void AuthorityAccess::end(const std::string& number) {
    m_store.write([&](Tx& tx) {
        AuthorityRow row = open(tx, number);
        if (m_revokedIds)
            m_revokedIds->add({row.id}, now());
        row.password = row.oneTime = {};
        row.endedAt = now();
        AuthorityTable table(tx);
        table.put(row);
        table.dropSessions(row.id);
        log::info("authority access " + row.id + " ended");
    });
}

std::vector<AuthorityRow> AuthorityAccess::list() {
    auto all = m_store.read([](Tx& tx) { return AuthorityTable(tx).all(); });
    for (AuthorityRow& row : all)
        row.password = row.oneTime = {};
    return all;
}

bool AuthorityAccess::knows(const std::string& number) {
    return m_store.single([&](Tx& tx) { return AuthorityTable(tx).byNumber(number).has_value(); });
}

std::optional<AuthorityRow> AuthorityAccess::byPassword(const std::string& number,
                                                        std::string_view password) {
    const auto found = m_store.single([&](Tx& tx) { return AuthorityTable(tx).byNumber(number); });
    const bool open = found && found->endedAt.empty();
    const bool oneTime = open && found->password.empty() && found->secretsUntil >= now();
    const std::string hash = !open ? std::string() : oneTime ? found->oneTime : found->password;
    if (!passwordFits(hash, oneTime ? normalOneTimePassword(password) : std::string(password)))
        return std::nullopt;
    return m_store.write([&](Tx& tx) -> std::optional<AuthorityRow> {
        AuthorityTable table(tx);
        auto row = table.lockById(found->id);
        // It may have been ended or renewed while we computed.
        if (!row || !row->endedAt.empty() || (oneTime ? row->oneTime : row->password) != hash)
            return std::nullopt;
        row->usedAt = now();
        table.put(*row);
        return row;
    });
}

void AuthorityAccess::setPassword(const std::string& id, std::string_view password) {
    const std::string hash = passwordHash(password);
    m_store.write([&](Tx& tx) {
        AuthorityTable table(tx);
        auto row = table.lockById(id);
        if (!row || !row->endedAt.empty())
            throw Exception(ErrorCode::serverUnauthorized, "an access that was ended");
        row->password = hash;
        row->oneTime = row->secretsUntil = {};
        table.put(*row);
        table.dropSessions(id);
    });
}

std::string AuthorityAccess::beginSession(const std::string& id, const std::string& agent) {
    const std::string token = newToken(m_rng);
    m_store.write([&](Tx& tx) {
        AuthorityTable table(tx);
        table.dropOldSessions(toIso(m_clock.now() - Sessions::kIdle),
                              toIso(m_clock.now() - Sessions::kLongest));
        table.addSession({secretHash(token), Uuid::v7(m_clock, m_rng).toString(), id, now(), now(),
                          Sessions::agentText(agent)});
    });
    return token;
}

std::optional<AuthorityAccess::Found> AuthorityAccess::find(const std::string& token) {
    if (!Sessions::isToken(token))
        return std::nullopt;
    const std::string hash = secretHash(token);
    const Timestamp at = m_clock.now();
    auto found = m_store.read([&](Tx& tx) -> std::optional<Found> {
        AuthorityTable table(tx);
        auto session = table.session(hash);
        if (!session || Sessions::isOver(*session, at))
            return std::nullopt;
        auto access = table.byId(session->login);
        if (!access || !access->endedAt.empty())
            return std::nullopt;
        return Found{std::move(*session), std::move(*access)};
    });
    if (found && timestampFromIso(found->session.usedAt).value_or(at) + Sessions::kNoteEvery < at)
        m_store.writeLightly([&](Tx& tx) { AuthorityTable(tx).useSession(hash, toIso(at)); });
    return found;
}

void AuthorityAccess::endSession(const std::string& id, const std::string& session) {
    m_store.write([&](Tx& tx) { AuthorityTable(tx).dropSession(id, session); });
}

void AuthorityAccess::endAgain(Tx& tx, const std::map<std::string, std::string>& revoked) {
    AuthorityTable table(tx);
    for (AuthorityRow& row : table.all()) {
        const auto found = revoked.find(row.id);
        // A one-time password that is younger than the end of what was before it is good.
        if (found == revoked.end() || !row.endedAt.empty() || row.issuedAt >= found->second)
            continue;
        row.password = row.oneTime = {};
        row.endedAt = found->second;
        table.put(row);
    }
}

} // namespace esek::server
