#include "server/http/Peers.h"

#include "base/Error.h"

#include <Poco/Net/IPAddress.h>

#include <algorithm>

namespace esek::server {

namespace net = Poco::Net;

Peers::Peers(const std::vector<std::string>& proxies) {
    for (const std::string& proxy : proxies) {
        net::IPAddress address;
        if (!net::IPAddress::tryParse(proxy, address))
            throw Exception(
                Error{ErrorCode::valueInvalid, "proxy", {{"field", "--proxy"}, {"reason", proxy}}});
        m_proxies.push_back(customerOf(proxy));
    }
}

std::string Peers::customerOf(const std::string& host) {
    static constexpr unsigned kNetwork = 64;
    const net::IPAddress address(host);
    if (address.family() != net::IPAddress::IPv6 || address.isIPv4Mapped() || address.isLoopback())
        return address.toString();
    return (address & net::IPAddress(kNetwork, net::IPAddress::IPv6)).toString();
}

bool Peers::isProxy(const std::string& customer) const {
    return std::find(m_proxies.begin(), m_proxies.end(), customer) != m_proxies.end();
}

std::string Peers::askedBy(const std::string& customer, const Request& request) const {
    if (!isProxy(customer))
        return customer;
    std::string last;
    for (const auto& header : request.headers)
        if (findHeader({header}, "X-Forwarded-For"))
            last = header.second.substr(header.second.rfind(',') + 1);
    last.erase(0, std::min(last.find_first_not_of(" \t"), last.size()));
    net::IPAddress address;
    return net::IPAddress::tryParse(last, address) ? customerOf(last) : customer;
}

} // namespace esek::server
