#include "server/accounts/GuessLimits.h"

#include "base/Hex.h"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace esek::server {

namespace {
constexpr std::size_t kNonceLetters = 32;
}

std::string GuessLimits::seal(const std::string& text) const {
    std::array<unsigned char, crypto_auth_BYTES> mac{};
    std::array<unsigned char, crypto_auth_KEYBYTES> key{};
    crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(m_key.data()),
                       m_key.size(), nullptr, 0);
    crypto_auth(mac.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data());
    return toHex(mac);
}

std::string GuessLimits::deviceCookie(const std::string& loginNumber, Rng& rng) const {
    std::array<std::uint8_t, kNonceLetters / 2> bytes{};
    rng.fill(bytes);
    const std::string nonce = toHex(bytes);
    return nonce + seal(loginNumber + " " + nonce);
}

bool GuessLimits::knows(const std::string& loginNumber, const std::string& device) const {
    const std::string nonce = device.substr(0, kNonceLetters);
    return device.size() > kNonceLetters && device == nonce + seal(loginNumber + " " + nonce);
}

std::string GuessLimits::counterOf(const std::string& loginNumber, const std::string& device) const {
    return knows(loginNumber, device) ? "device " + device.substr(0, kNonceLetters) : "login " + loginNumber;
}

bool GuessLimits::count(Tx& tx, const std::string& counter, const Rate& rate) const {
    const Timestamp now = m_clock.now();
    return tx.countGuess(counter, toIso(now), toIso(now - rate.time)) <=
           static_cast<std::int64_t>(rate.requests);
}

bool GuessLimits::take(const std::string& loginNumber, const std::string& device,
                       const std::string& address) {
    return m_store.writeLightly([&](Tx& tx) {
        tx.dropGuesses(toIso(m_clock.now() - std::max(kPerLogin.time, kPerAddress.time)));
        if (!count(tx, counterOf(address), kPerAddress))
            return false;
        if (count(tx, counterOf(loginNumber, device), kPerLogin))
            return true;
        tx.takeBackGuess(counterOf(address));
        return false;
    });
}

bool GuessLimits::takeLetter(const std::string& address) {
    return m_store.writeLightly([&](Tx& tx) { return count(tx, "letters " + seal(address), kPerAddress); });
}

void GuessLimits::giveBack(const std::string& loginNumber, const std::string& device,
                           const std::string& address) {
    m_store.writeLightly([&](Tx& tx) {
        tx.takeBackGuess(counterOf(loginNumber, device));
        tx.takeBackGuess(counterOf(address));
    });
}

} // namespace esek::server
