#include "server/router/Target.h"

#include "base/Hex.h"
#include "base/Text.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::size_t kTargetBytes = 2000;
constexpr std::size_t kPathParts = 8;
constexpr std::size_t kQueryParts = 16;

std::string percentDecoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::uint8_t byte = 0;
        if (text[i] == '%' && fromHex(text.substr(i + 1, 2), {&byte, 1})) {
            out += static_cast<char>(byte);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

/// What goes into a database or a log.
bool isPlainText(const std::string& text) {
    return isValidUtf8(text) &&
           std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

} // namespace

std::vector<std::string> pathParts(std::string_view path) {
    std::vector<std::string> out;
    for (std::size_t at = 1; at <= path.size();) {
        const auto slash = std::min(path.find('/', at), path.size());
        out.emplace_back(path.substr(at, slash - at));
        at = slash + 1;
    }
    return out;
}

std::optional<Target> Target::parse(std::string_view target) {
    if (target.size() > kTargetBytes || !target.starts_with('/'))
        return std::nullopt;
    Target t;
    const auto question = std::min(target.find('?'), target.size());
    t.path = pathParts(target.substr(0, question));
    if (t.path.size() > kPathParts)
        return std::nullopt;
    std::string_view query = target.substr(std::min(question + 1, target.size()));
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view part = query.substr(0, end);
        const auto equals = std::min(part.find('='), part.size());
        const std::string name = percentDecoded(part.substr(0, equals));
        const std::string value = percentDecoded(part.substr(std::min(equals + 1, part.size())));
        if (!isPlainText(name) || !isPlainText(value) || t.query.size() >= kQueryParts)
            return std::nullopt;
        t.query.emplace(name, value);
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return t;
}

std::optional<std::map<std::string, std::string>> matchPath(const std::vector<std::string>& pattern,
                                                            const std::vector<std::string>& path) {
    if (pattern.size() != path.size())
        return std::nullopt;
    std::map<std::string, std::string> values;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i].starts_with('{')) {
            if (path[i].empty())
                return std::nullopt;
            values[pattern[i].substr(1, pattern[i].size() - 2)] = path[i];
        } else if (pattern[i] != path[i]) {
            return std::nullopt;
        }
    }
    return values;
}

} // namespace esek::server
