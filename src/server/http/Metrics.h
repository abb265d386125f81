#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace esek::server {

/// Counters by route and status. Thread-safe.
class Metrics {
  public:
    void count(const std::string& route, int status, std::int64_t bytesIn, std::int64_t bytesOut);
    /// A refused connection or a request that never became one: "slow", "garbage", "per_address" ...
    void countBad(const std::string& reason);
    /// In the text format of Prometheus.
    std::string text() const;

  private:
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, int>, std::uint64_t> m_requests;
    std::map<std::string, std::uint64_t> m_bad;
    std::uint64_t m_bytesIn = 0;
    std::uint64_t m_bytesOut = 0;
};

/// "# TYPE name kind" and one line.
std::string metric(const char* name, const char* kind, std::uint64_t value);

} // namespace esek::server
