#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "server/store/Store.h"

namespace esek::server {

/// Browsers that are logged in. The token is random and only its hash is kept; every request looks into the
/// database, so a session that was ended anywhere is over in every process at once. Thread-safe.
class Sessions {
  public:
    Sessions(Store& store, const Clock& clock, Rng& rng) : m_store(store), m_clock(clock), m_rng(rng) {}

    static constexpr std::chrono::minutes kIdle{30};
    static constexpr std::chrono::hours kLongest{12};
    static constexpr std::chrono::minutes kNoteEvery{1}; ///< that a session was used

    static bool isOver(const SessionRow&, Timestamp now);
    /// Whether a cookie can be a token at all.
    static bool isToken(const std::string&);
    /// How a browser calls itself, as far as it is kept.
    static std::string agentText(std::string agent);

    /// The token for the browser's cookie. `agent`: how the browser calls itself, for the list.
    std::string begin(const std::string& login, std::string agent);
    struct Found {
        SessionRow session;
        LoginRow login;
    };
    /// Nothing when it is over, or the login was ended. Notes at most once a minute that it was used.
    std::optional<Found> find(const std::string& token);
    std::vector<SessionRow> list(const std::string& login);
    void end(const std::string& login, const std::string& session);
    void endAll(const std::string& login);

  private:
    Store& m_store;
    const Clock& m_clock;
    Rng& m_rng;
};

} // namespace esek::server
