#include "demo/paint/Noise.h"

#include "base/Rng.h"

#include <array>

namespace esek::demo::detail {

namespace {

const float* makeNoise() {
    static std::array<float, kNoiseSize * kNoiseSize> values{};
    SeededRng rng(77);
    for (float& v : values)
        v = static_cast<float>(rng.next() >> 40) / static_cast<float>(1 << 24);
    return values.data();
}

} // namespace

const float* const kNoise = makeNoise();

} // namespace esek::demo::detail
