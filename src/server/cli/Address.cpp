#include "server/cli/Address.h"

#include "base/Error.h"

#include <charconv>

namespace esek::server::cli {

HostAndPort hostAndPort(const std::string& text, const char* option) {
    const auto colon = text.rfind(':');
    unsigned port = 65536;
    if (colon != std::string::npos) {
        const char* end = text.data() + text.size();
        const auto [at, ec] = std::from_chars(text.data() + colon + 1, end, port);
        if (ec != std::errc() || at != end)
            port = 65536;
    }
    if (colon == std::string::npos || colon == 0 || port > 65535)
        throw Exception(Error{ErrorCode::valueInvalid, "address", {{"field", option}, {"reason", text}}});
    std::string host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    return {host, static_cast<std::uint16_t>(port)};
}

bool isLoopback(const std::string& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

} // namespace esek::server::cli
