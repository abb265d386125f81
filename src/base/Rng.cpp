#include "base/Rng.h"

#include "base/Error.h"

#include <openssl/rand.h>

namespace esek {

void SystemRng::fill(std::span<std::uint8_t> bytes) {
    // OpenSSL's generator is seeded by the system's and is thread-safe. std::random_device asks the processor
    // for every word: 50 us for the two ids of an imported row on a virtual machine.
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw Exception(ErrorCode::internal, "no random bytes");
}

// SplitMix64 (Steele, Lea, Flood 2014): one word of state, good enough for test data.
std::uint64_t SeededRng::next() {
    std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

void SeededRng::fill(std::span<std::uint8_t> bytes) {
    for (std::uint8_t& b : bytes)
        b = static_cast<std::uint8_t>(next() >> 56);
}

} // namespace esek
