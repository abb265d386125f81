#pragma once
#include "server/accounts/PersonalTable.h"
#include "server/accounts/Sessions.h"

namespace esek::server {

/// Browsers that are logged in with a personal account: as Sessions, in a table of their own. Thread-safe.
class PersonalSessions {
  public:
    PersonalSessions(Store& store, const Clock& clock, Rng& rng)
        : m_store(store), m_clock(clock), m_rng(rng) {}

    std::string begin(const std::string& account, const std::string& agent);
    struct Found {
        SessionRow session;
        PersonalRow account;
    };
    std::optional<Found> find(const std::string& token);
    std::vector<SessionRow> list(const std::string& account);
    void end(const std::string& account, const std::string& session);
    void endAll(const std::string& account);

  private:
    Store& m_store;
    const Clock& m_clock;
    Rng& m_rng;
};

} // namespace esek::server
