#include "server/accounts/Passwords.h"

#include "base/Error.h"
#include "base/Hex.h"
#include "base/Sha256.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace esek::server {

namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = std::size_t{19} << 20;                    // bytes
constexpr std::string_view kSmall = "23456789abcdefghjkmnpqrstuvwxyz";    // 31
constexpr std::string_view kCapital = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32
constexpr std::size_t kOneTimeLetters = 12;
constexpr std::size_t kLinkLetters = 26;
constexpr std::size_t kLoginDigits = 8;

constexpr std::size_t kHashDigits = 10; ///< of each line in resources/passwords/common.txt

/// Passwords that are tried first in Poland and that this rule of length lets through.
constexpr std::array<std::string_view, 20> kCommonInPoland{
    "zaq1@wsx",    "zaq!2wsx",  "polska123", "polska12",    "haslo123",  "haslo1234",  "haslohaslo",
    "mojehaslo",   "kochamcie", "kochanie1", "misiek123",   "bartek123", "mateusz1",   "karolina1",
    "legitymacja", "librus123", "szkola123", "sekretariat", "12345678a", "lubieplacki"};

/// resources/passwords/common.txt: sorted, one line of kHashDigits each.
bool isInList(const std::string& lower) {
    static const std::string list = [] {
        const auto bytes = platform::readFile(platform::resourceDir() / "passwords" / "common.txt").value();
        return std::string(bytes.begin(), bytes.end());
    }();
    const std::string hash = toHex(Sha256::of(lower)).substr(0, kHashDigits);
    std::size_t from = 0, to = list.size() / (kHashDigits + 1);
    while (from < to) {
        const std::size_t middle = (from + to) / 2;
        const int order = list.compare(middle * (kHashDigits + 1), kHashDigits, hash);
        if (order == 0)
            return true;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

bool isCommon(const std::string& lower) {
    return std::find(kCommonInPoland.begin(), kCommonInPoland.end(), lower) != kCommonInPoland.end() ||
           isInList(lower);
}

void begin() {
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        throw Exception(ErrorCode::internal, "libsodium does not start");
}

/// Without a bias: bytes beyond the greatest multiple of the alphabet are drawn again.
std::string letters(Rng& rng, std::string_view alphabet, std::size_t count) {
    const std::size_t most = 256 - 256 % alphabet.size();
    std::string out;
    while (out.size() < count) {
        std::array<std::uint8_t, 32> bytes{};
        rng.fill(bytes);
        for (const std::uint8_t b : bytes)
            if (b < most && out.size() < count)
                out += alphabet[b % alphabet.size()];
    }
    return out;
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// What people put between the parts of a number: spaces, hyphens, no-break spaces (C2 A0 in UTF-8).
std::string withoutGaps(std::string_view typed) {
    std::string out;
    for (std::size_t i = 0; i < typed.size() && out.size() < 64; ++i) {
        if (typed.substr(i, 2) == "\xc2\xa0")
            ++i;
        else if (typed[i] != ' ' && typed[i] != '-' && typed[i] != '\t')
            out += typed[i];
    }
    return out;
}

} // namespace

std::string passwordHash(std::string_view password) {
    begin();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), kPasses, kMemory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Exception(ErrorCode::outOfMemory, "no memory for a password");
    return text.data();
}

bool passwordFits(const std::string& hash, std::string_view password) {
    begin();
    static const std::string nobodys = passwordHash("a password that opens nothing");
    const std::string& checked = hash.empty() ? nobodys : hash;
    const bool fits = crypto_pwhash_str_verify(checked.c_str(), password.data(), password.size()) == 0;
    return fits && !hash.empty();
}

std::string newOneTimePassword(Rng& rng) {
    std::string out = letters(rng, kSmall, kOneTimeLetters);
    out.insert(8, "-");
    out.insert(4, "-");
    return out;
}

std::string newLinkSecret(Rng& rng) {
    return letters(rng, kCapital, kLinkLetters);
}

std::string newLoginNumber(Rng& rng) {
    return letters(rng, "123456789", 1) + letters(rng, "0123456789", kLoginDigits - 1);
}

std::string normalLoginNumber(std::string_view typed) {
    std::string digits = withoutGaps(typed);
    const bool number =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return number ? digits : std::string();
}

std::string normalOneTimePassword(std::string_view typed) {
    std::string out = withoutGaps(typed);
    std::transform(out.begin(), out.end(), out.begin(), small);
    return out;
}

std::optional<PasswordFault> faultOf(std::string_view password, std::string_view loginNumber) {
    if (characters(password) < kShortestPassword)
        return PasswordFault::tooShort;
    if (characters(password) > kLongestPassword)
        return PasswordFault::tooLong;
    std::string lower(password);
    std::transform(lower.begin(), lower.end(), lower.begin(), small);
    if (isCommon(lower))
        return PasswordFault::common;
    if (!loginNumber.empty() && lower.find(loginNumber) != std::string::npos)
        return PasswordFault::holdsLogin;
    return std::nullopt;
}

} // namespace esek::server
