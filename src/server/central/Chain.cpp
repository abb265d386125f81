#include "server/central/Chain.h"

#include "base/Hex.h"
#include "base/Sha256.h"

namespace esek::server {

namespace {

std::string chain(std::initializer_list<std::string_view> parts) {
    Sha256 sha;
    for (const std::string_view part : parts) {
        std::array<std::uint8_t, 8> size{};
        for (std::size_t i = 0; i < size.size(); ++i)
            size[i] = static_cast<std::uint8_t>(part.size() >> (8 * (7 - i)));
        sha.update(size);
        sha.update(part);
    }
    return toHex(sha.finish());
}

} // namespace

std::string chainOf(const std::string& previous, const ChangeRow& c) {
    return chain({previous, std::to_string(c.seq), toString(c.kind), c.id, c.body, c.mutation, c.before,
                  c.messages, c.device, c.at});
}

std::string chainOf(const std::string& previous, const AuditRow& a) {
    return chain({previous, std::to_string(a.seq), a.at, a.kind, a.subject});
}

} // namespace esek::server
