#include "server/central/Chain.h"

#include "base/Hex.h"
#include "base/Seal.h"

namespace esek::server {

namespace {

std::string chain(std::initializer_list<std::string_view> parts) {
    Sha256 sha;
    for (const std::string_view part : parts)
        addWithLength(sha, part);
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
