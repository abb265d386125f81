#include "server/http/Message.h"

#include <algorithm>

namespace esek::server {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::optional<std::string> findHeader(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (std::equal(key.begin(), key.end(), name.begin(), name.end(),
                       [](char a, char b) { return lower(a) == lower(b); }))
            return value;
    return std::nullopt;
}

std::string Response::bytes() const {
    if (!source)
        return body;
    std::string out(static_cast<std::size_t>(length), '\0');
    const std::size_t n = source->read(offset, {reinterpret_cast<std::uint8_t*>(out.data()), out.size()});
    out.resize(n);
    return out;
}

} // namespace esek::server
