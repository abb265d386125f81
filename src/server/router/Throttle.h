#pragma once
#include "base/Clock.h"
#include "server/router/Route.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace esek::server {

/// Counts requests of each address against a Rate. Thread-safe. Of more than some thousand addresses the ones
/// that asked longest ago are forgotten.
class Throttle {
  public:
    explicit Throttle(const Clock& clock) : m_clock(clock) {}
    /// Counts one more. False, and not counted: there were enough.
    bool take(const std::string& address, const Rate&);
    /// The last one was no attempt at guessing.
    void giveBack(const std::string& address);

  private:
    const Clock& m_clock;
    std::mutex m_mutex;
    std::map<std::string, std::vector<Timestamp>> m_times;
};

} // namespace esek::server
