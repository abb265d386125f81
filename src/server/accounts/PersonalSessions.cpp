#include "server/accounts/PersonalSessions.h"

#include "base/Uuid.h"
#include "server/accounts/Secrets.h"

namespace esek::server {

std::string PersonalSessions::begin(const std::string& account, const std::string& agent) {
    const std::string token = newToken(m_rng);
    const std::string at = toIso(m_clock.now());
    m_store.write([&](Tx& tx) {
        PersonalSessionTable table(tx);
        for (const SessionRow& old : table.list(account))
            if (Sessions::isOver(old, m_clock.now()))
                table.drop(account, old.id);
        table.add({secretHash(token), Uuid::v7(m_clock, m_rng).toString(), account, at, at,
                   Sessions::agentText(agent)});
    });
    return token;
}

std::optional<PersonalSessions::Found> PersonalSessions::find(const std::string& token) {
    if (!Sessions::isToken(token))
        return std::nullopt;
    const std::string hash = secretHash(token);
    const Timestamp now = m_clock.now();
    auto found = m_store.read([&](Tx& tx) -> std::optional<Found> {
        const auto session = PersonalSessionTable(tx).find(hash);
        if (!session || Sessions::isOver(*session, now))
            return std::nullopt;
        const auto account = PersonalTable(tx).account(session->login);
        return account ? std::optional(Found{*session, *account}) : std::nullopt;
    });
    if (found && timestampFromIso(found->session.usedAt).value_or(now) + Sessions::kNoteEvery < now)
        m_store.writeLightly([&](Tx& tx) { PersonalSessionTable(tx).use(hash, toIso(now)); });
    return found;
}

std::vector<SessionRow> PersonalSessions::list(const std::string& account) {
    auto all = m_store.read([&](Tx& tx) { return PersonalSessionTable(tx).list(account); });
    std::erase_if(all, [this](const SessionRow& s) { return Sessions::isOver(s, m_clock.now()); });
    return all;
}

void PersonalSessions::end(const std::string& account, const std::string& session) {
    m_store.write([&](Tx& tx) { PersonalSessionTable(tx).drop(account, session); });
}

void PersonalSessions::endAll(const std::string& account) {
    m_store.write([&](Tx& tx) { PersonalSessionTable(tx).dropAll(account); });
}

} // namespace esek::server
