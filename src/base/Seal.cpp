#include "base/Seal.h"

#include "base/Hex.h"

namespace esek {

namespace {

constexpr std::size_t kDigits = 16;

} // namespace

void addWithLength(Sha256& sha, std::string_view part) {
    std::array<std::uint8_t, 8> size{};
    for (std::size_t i = 0; i < size.size(); ++i)
        size[i] = static_cast<std::uint8_t>(part.size() >> (8 * (7 - i)));
    sha.update(size);
    sha.update(part);
}

void Seal::add(std::string_view value) {
    addWithLength(m_sha, value);
}

std::string Seal::finish() {
    return toHex(m_sha.finish()).substr(0, kDigits);
}

} // namespace esek
