#include "base/MailAddress.h"

#include "base/Text.h"

#include <algorithm>

namespace esek {

namespace {

constexpr std::size_t kLongest = 254;
constexpr std::size_t kLongestLocal = 64;
constexpr std::size_t kLongestLabel = 63;

bool isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isAtom(const std::string& part) {
    static constexpr std::string_view kOther = "!#$%&'*+/=?^_`{|}~-";
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
        return isLetterOrDigit(c) || kOther.find(c) != std::string_view::npos;
    });
}

bool isLabel(const std::string& part) {
    return !part.empty() && part.size() <= kLongestLabel && part.front() != '-' && part.back() != '-' &&
           std::all_of(part.begin(), part.end(), [](char c) { return isLetterOrDigit(c) || c == '-'; });
}

template <class Rule>
bool allParts(std::string_view dotted, Rule&& rule) {
    const auto parts = split(dotted, '.');
    return std::all_of(parts.begin(), parts.end(), rule);
}

} // namespace

bool isMailAddress(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || text.size() > kLongest || at > kLongestLocal)
        return false;
    const std::string_view host = text.substr(at + 1);
    return host.find('.') != std::string_view::npos && allParts(text.substr(0, at), isAtom) &&
           allParts(host, isLabel);
}

std::string normalMailAddress(std::string_view typed) {
    std::string text = trim(typed);
    if (!isMailAddress(text))
        return {};
    const auto at = text.find('@');
    return text.substr(0, at) + toLower(std::string_view(text).substr(at));
}

std::string hostOfMailAddress(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

} // namespace esek
