#pragma once
#include "server/http/Message.h"

#include <string>
#include <vector>

namespace esek::server {

/// Whom a request counts against. An address is a host, or a network of IPv6 (/64), which is one customer.
class Peers {
  public:
    /// `proxies`: addresses of reverse proxies of ours. valueInvalid (thrown) for what is no address.
    explicit Peers(const std::vector<std::string>& proxies);
    static std::string customerOf(const std::string& host);
    bool isProxy(const std::string& customer) const;
    bool hasProxies() const { return !m_proxies.empty(); }
    /// The customer itself; of a proxy the one that it names. Only the last address in X-Forwarded-For is the
    /// proxy's own word; those before it are what somebody told the proxy.
    std::string askedBy(const std::string& customer, const Request&) const;

  private:
    std::vector<std::string> m_proxies;
};

} // namespace esek::server
