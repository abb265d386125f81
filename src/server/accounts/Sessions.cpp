#include "server/accounts/Sessions.h"

#include "base/Text.h"
#include "base/Uuid.h"
#include "server/accounts/Secrets.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::size_t kAgentBytes = 200;
constexpr std::size_t kTokenLetters = 64;

} // namespace

bool Sessions::isToken(const std::string& token) {
    return token.size() == kTokenLetters;
}

std::string Sessions::agentText(std::string agent) {
    std::erase_if(agent, [](unsigned char c) { return c < 0x20 || c >= 0x7f; });
    agent.resize(std::min(agent.size(), kAgentBytes));
    return agent;
}

std::string Sessions::begin(const std::string& login, std::string agent) {
    const std::string token = newToken(m_rng);
    const std::string at = toIso(m_clock.now());
    m_store.write([&](Tx& tx) {
        for (const SessionRow& old : tx.sessions(login))
            if (isOver(old, m_clock.now()))
                tx.dropSession(login, old.id);
        tx.addSession({secretHash(token), Uuid::v7(m_clock, m_rng).toString(), login, at, at,
                       agentText(std::move(agent))});
    });
    return token;
}

bool Sessions::isOver(const SessionRow& s, Timestamp now) {
    const auto created = timestampFromIso(s.createdAt);
    const auto used = timestampFromIso(s.usedAt);
    return !created || !used || *created + kLongest < now || *used + kIdle < now;
}

std::optional<Sessions::Found> Sessions::find(const std::string& token) {
    if (!isToken(token))
        return std::nullopt;
    const std::string hash = secretHash(token);
    const auto found = m_store.read([&](Tx& tx) -> std::optional<Found> {
        const auto session = tx.session(hash);
        if (!session || isOver(*session, m_clock.now()))
            return std::nullopt;
        const auto login = tx.login(session->login);
        if (!login || !login->endedAt.empty())
            return std::nullopt;
        return Found{*session, *login};
    });
    const Timestamp now = m_clock.now();
    if (found && timestampFromIso(found->session.usedAt).value_or(now) + kNoteEvery < now)
        m_store.writeLightly([&](Tx& tx) { tx.useSession(hash, toIso(now)); });
    return found;
}

std::vector<SessionRow> Sessions::list(const std::string& login) {
    auto all = m_store.read([&](Tx& tx) { return tx.sessions(login); });
    std::erase_if(all, [this](const SessionRow& s) { return isOver(s, m_clock.now()); });
    return all;
}

void Sessions::end(const std::string& login, const std::string& session) {
    m_store.write([&](Tx& tx) { tx.dropSession(login, session); });
}

void Sessions::endAll(const std::string& login) {
    m_store.write([&](Tx& tx) { tx.dropSessions(login); });
}

} // namespace esek::server
