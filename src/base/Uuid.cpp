#include "base/Uuid.h"

#include "base/Hex.h"

#include <cstring>

namespace esek {

Uuid Uuid::v7(const Clock& clock, Rng& rng) {
    Uuid u;
    rng.fill(u.m_bytes);
    const auto ms = static_cast<std::uint64_t>(clock.now().time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i)
        u.m_bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    u.m_bytes[6] = static_cast<std::uint8_t>((u.m_bytes[6] & 0x0f) | 0x70);
    u.m_bytes[8] = static_cast<std::uint8_t>((u.m_bytes[8] & 0x3f) | 0x80);
    return u;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return std::nullopt;
    std::string hex;
    for (char c : text) {
        if (c != '-')
            hex += c;
    }
    Uuid u;
    if (hex.size() != 32 || !fromHex(hex, u.m_bytes))
        return std::nullopt;
    return u;
}

std::string Uuid::toString() const {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out(36, '-');
    std::size_t at = 0;
    for (std::size_t i = 0; i < m_bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            ++at;
        out[at++] = kDigits[m_bytes[i] >> 4];
        out[at++] = kDigits[m_bytes[i] & 15];
    }
    return out;
}

bool Uuid::isNil() const {
    return m_bytes == std::array<std::uint8_t, 16>{};
}

} // namespace esek

std::size_t std::hash<esek::Uuid>::operator()(const esek::Uuid& u) const noexcept {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::memcpy(&a, u.bytes().data(), 8);
    std::memcpy(&b, u.bytes().data() + 8, 8);
    return static_cast<std::size_t>(a ^ (b * 0x9e3779b97f4a7c15ULL));
}
