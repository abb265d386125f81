#pragma once
#include <cstddef>
#include <optional>
#include <string>

namespace esek::sync {

/// Bodies on the wire are packed as gzip (RFC 1952) by both sides. Quick rather than small. Any thread.
std::string gzip(const std::string&);
/// Nothing when it is damaged or would come to more than `limit` bytes (`tooLarge` tells which).
std::optional<std::string> gunzip(const std::string&, std::size_t limit, bool& tooLarge);

} // namespace esek::sync
