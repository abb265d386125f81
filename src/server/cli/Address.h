#pragma once
#include <cstdint>
#include <string>

namespace esek::server::cli {

struct HostAndPort {
    std::string host;
    std::uint16_t port = 0;
};
/// "host:port", "[::1]:port". valueInvalid (thrown) with the name of the option for anything else.
HostAndPort hostAndPort(const std::string& text, const char* option);
/// This machine, by the names and numbers that it always has.
bool isLoopback(const std::string& host);

} // namespace esek::server::cli
