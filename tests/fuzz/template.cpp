// Templates of cards, which an office may bring as files of its own.
#include "cards/CardTemplate.h"
#include "fuzz/Fuzz.h"

using namespace esek;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (const auto json = parseJson(fuzz::textOf(data, size)))
        static_cast<void>(cards::CardTemplate::fromJson(*json, "wzor"));
    return 0;
}
