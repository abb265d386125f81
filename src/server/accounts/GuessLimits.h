#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "server/router/Route.h"
#include "server/store/Store.h"

#include <string>

namespace esek::server {

/// How often somebody may try passwords. Strangers share one counter for each login; a browser that was
/// logged in before shows a cookie and has a counter of its own, so that a stranger's tries lock nobody out
/// (OWASP, "device cookies"). Addresses have a generous one: a whole school may stand behind one. The
/// counters are in the database, so that all processes share them and a restart forgets nothing; of an
/// address only a keyed hash is kept. Thread-safe.
class GuessLimits {
  public:
    /// `key`: 64 hexadecimal digits that all processes of this server share.
    GuessLimits(Store& store, const Clock& clock, std::string key)
        : m_store(store), m_clock(clock), m_key(std::move(key)) {}

    static constexpr Rate kPerLogin{10, std::chrono::hours(1)};
    static constexpr Rate kPerAddress{300, std::chrono::minutes(10)};

    /// False: not now. `device` is the cookie that was shown; may be empty or somebody else's.
    bool take(const std::string& loginNumber, const std::string& device, const std::string& address);
    /// The same for letters that anybody may ask for without a password, counted apart, so that they leave
    /// everybody behind this address their tries.
    bool takeLetter(const std::string& address);
    /// Whether the browser that shows this cookie was logged in with this login before.
    bool knows(const std::string& loginNumber, const std::string& device) const;
    /// The try was right: it does not count.
    void giveBack(const std::string& loginNumber, const std::string& device, const std::string& address);
    /// A cookie for a browser that has just logged in.
    std::string deviceCookie(const std::string& loginNumber, Rng&) const;

  private:
    std::string counterOf(const std::string& loginNumber, const std::string& device) const;
    std::string counterOf(const std::string& address) const { return "address " + seal(address); }
    std::string seal(const std::string& text) const;
    bool count(Tx&, const std::string& counter, const Rate&) const;
    Store& m_store;
    const Clock& m_clock;
    std::string m_key;
};

} // namespace esek::server
