#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace esek::server {

/// The first line's target, taken apart.
struct Target {
    std::vector<std::string> path;            ///< as it came: ids and names of ours need no decoding
    std::map<std::string, std::string> query; ///< decoded; of a repeated name the first value
    /// Nothing when it is longer than anybody's, has no path, or its query is no plain text.
    static std::optional<Target> parse(std::string_view);
};

/// "/v1/uploads/{id}" in its parts.
std::vector<std::string> pathParts(std::string_view path);
/// The values in braces when the path has the pattern's form.
std::optional<std::map<std::string, std::string>> matchPath(const std::vector<std::string>& pattern,
                                                            const std::vector<std::string>& path);

} // namespace esek::server
