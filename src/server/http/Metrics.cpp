#include "server/http/Metrics.h"

namespace esek::server {

void Metrics::count(const std::string& route, int status, std::int64_t bytesIn, std::int64_t bytesOut) {
    const std::lock_guard lock(m_mutex);
    ++m_requests[{route, status}];
    m_bytesIn += static_cast<std::uint64_t>(bytesIn);
    m_bytesOut += static_cast<std::uint64_t>(bytesOut);
}

void Metrics::countBad(const std::string& reason) {
    const std::lock_guard lock(m_mutex);
    ++m_bad[reason];
}

std::string metric(const char* name, const char* kind, std::uint64_t value) {
    const std::string n(name);
    return "# TYPE " + n + " " + kind + "\n" + n + " " + std::to_string(value) + "\n";
}

std::string Metrics::text() const {
    const std::lock_guard lock(m_mutex);
    std::string out = "# TYPE esek_requests_total counter\n";
    for (const auto& [key, n] : m_requests)
        out += "esek_requests_total{route=\"" + key.first + "\",status=\"" + std::to_string(key.second) +
               "\"} " + std::to_string(n) + "\n";
    out += "# TYPE esek_bad_peers_total counter\n";
    for (const auto& [reason, n] : m_bad)
        out += "esek_bad_peers_total{reason=\"" + reason + "\"} " + std::to_string(n) + "\n";
    out += metric("esek_bytes_received_total", "counter", m_bytesIn);
    out += metric("esek_bytes_sent_total", "counter", m_bytesOut);
    return out;
}

} // namespace esek::server
