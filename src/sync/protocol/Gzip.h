#pragma once
#include <cstddef>
#include <optional>
#include <string>

namespace esek::server {

std::string gzip(const std::string&);
/// Nothing when it is damaged or would come to more than `limit` bytes (`tooLarge` tells which).
std::optional<std::string> gunzip(const std::string&, std::size_t limit, bool& tooLarge);

} // namespace esek::server
