// The JSON of an office that pushes mutations: what is taken in is written again as it was understood.
#include "domain/Check.h"
#include "domain/MutationText.h"
#include "fuzz/Fuzz.h"
#include "sync/protocol/Wire.h"

using namespace esek;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = parseJson(fuzz::textOf(data, size));
    if (!json)
        return 0;
    const auto request = sync::pushRequestFromJson(*json);
    if (!request)
        return 0;
    const Json written = sync::toJson(*request);
    const auto again = sync::pushRequestFromJson(written);
    fuzz::require(again && sync::toJson(*again).dump() == written.dump(),
                  "a request is read as it was written");
    for (const sync::PushItem& item : request->items)
        if (item.later.is_null()) {
            fuzz::require(domain::toJsonText(item.mutation) == domain::toJson(item.mutation).dump(),
                          "both ways of writing a mutation are equal");
            static_cast<void>(domain::admit(item.mutation, nullptr, *dateFromIso("2026-11-27")));
        }
    return 0;
}
