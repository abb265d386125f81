#pragma once
#include "base/Rng.h"
#include "server/router/Throttle.h"

#include <string>

namespace esek::server {

/// How often somebody may try passwords. Strangers share one counter for each login; a browser that was
/// logged in before shows a cookie and has a counter of its own, so that a stranger's tries lock nobody out
/// (OWASP, "device cookies"). Addresses have a generous one: a whole school may stand behind one.
/// Thread-safe.
class GuessLimits {
  public:
    /// `key`: 64 hexadecimal digits that all processes of this server share.
    GuessLimits(const Clock& clock, std::string key) : m_throttle(clock), m_key(std::move(key)) {}

    static constexpr Rate kPerLogin{10, std::chrono::hours(1)};
    static constexpr Rate kPerAddress{300, std::chrono::minutes(10)};

    /// False: not now. `device` is the cookie that was shown; may be empty or somebody else's.
    bool take(const std::string& loginNumber, const std::string& device, const std::string& address);
    /// The try was right: it does not count.
    void giveBack(const std::string& loginNumber, const std::string& device, const std::string& address);
    /// A cookie for a browser that has just logged in.
    std::string deviceCookie(const std::string& loginNumber, Rng&) const;

  private:
    std::string counterOf(const std::string& loginNumber, const std::string& device) const;
    std::string seal(const std::string& text) const;
    Throttle m_throttle;
    std::string m_key;
};

} // namespace esek::server
