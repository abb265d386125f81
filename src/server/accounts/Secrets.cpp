#include "server/accounts/Secrets.h"

#include "base/Hex.h"
#include "base/Sha256.h"

#include <array>

namespace esek::server {

namespace {
constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32
constexpr std::size_t kCodeLetters = 12;
static_assert(kAlphabet.size() == 32);
} // namespace

std::string newToken(Rng& rng) {
    std::array<std::uint8_t, 32> bytes{};
    rng.fill(bytes);
    return toHex(bytes);
}

std::string newCode(Rng& rng) {
    std::array<std::uint8_t, kCodeLetters> bytes{};
    rng.fill(bytes);
    std::string code;
    for (std::size_t i = 0; i < kCodeLetters; ++i) {
        if (i > 0 && i % 4 == 0)
            code += '-';
        code += kAlphabet[bytes[i] % 32];
    }
    return code;
}

std::string normalCode(std::string_view typed) {
    std::string letters;
    for (char c : typed.substr(0, 64)) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        if (c == '-' || c == ' ')
            continue;
        if (kAlphabet.find(c) == std::string_view::npos)
            return {};
        letters += c;
    }
    return letters.size() == kCodeLetters ? letters : std::string();
}

std::string secretHash(std::string_view secret) {
    return toHex(Sha256::of(secret));
}

} // namespace esek::server
