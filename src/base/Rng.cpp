#include "base/Rng.h"

#include <random>

namespace esek {

void SystemRng::fill(std::span<std::uint8_t> bytes) {
    // random_device reads the system's generator on both platforms; one per call keeps this thread-safe.
    std::random_device device;
    for (std::size_t i = 0; i < bytes.size(); i += sizeof(std::uint32_t)) {
        const std::uint32_t word = device();
        for (std::size_t k = 0; k < sizeof(word) && i + k < bytes.size(); ++k)
            bytes[i + k] = static_cast<std::uint8_t>(word >> (8 * k));
    }
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
