#pragma once
#include <string>
#include <string_view>

namespace esek::server {

/// RFC 4648; with a lineLength lines that end with CR LF (at most 76, RFC 2045, 6.8), without one a single
/// line.
std::string base64(std::string_view bytes, int lineLength = 0);

} // namespace esek::server
