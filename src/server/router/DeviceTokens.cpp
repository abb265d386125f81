#include "server/router/DeviceTokens.h"

#include "server/accounts/Secrets.h"

#include <algorithm>

namespace esek::server {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kRemembered{60};
constexpr std::size_t kMostKnown = 10'000;
constexpr std::size_t kTokenLetters = 64;

} // namespace

std::string DeviceTokens::shownBy(const Request& request) {
    static constexpr std::string_view kBearer = "Bearer ";
    const std::string header = findHeader(request.headers, "Authorization").value_or("");
    if (header.size() != kBearer.size() + kTokenLetters || !header.starts_with(kBearer))
        return {};
    std::string token = header.substr(kBearer.size());
    const bool hex = std::all_of(token.begin(), token.end(),
                                 [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return hex ? token : std::string();
}

std::optional<Caller> DeviceTokens::remembered(const std::string& token) {
    const std::string hash = secretHash(token);
    const std::lock_guard lock(m_mutex);
    const auto it = m_known.find(hash);
    if (it == m_known.end() || it->second.revocations != m_central.devices().revocations() ||
        it->second.until < steady_clock::now())
        return std::nullopt;
    return it->second.caller;
}

Caller DeviceTokens::lookUp(const std::string& token) {
    Known known;
    // Before we look, so that a revocation that comes between counts.
    known.revocations = m_central.devices().revocations();
    known.caller = m_central.devices().authenticate(token);
    known.until = steady_clock::now() + kRemembered;
    const Caller caller = known.caller;
    const std::lock_guard lock(m_mutex);
    if (m_known.size() >= kMostKnown)
        m_known.clear();
    m_known[secretHash(token)] = std::move(known);
    return caller;
}

} // namespace esek::server
