#include "app/EntryDay.h"

#include "base/platform/LocalTime.h"
#include "domain/IssueDate.h"

namespace esek::app {

std::optional<Date> lastEntryDay(Office& office) {
    const auto last = office.replica().history().lastAuditTime().value();
    return last ? std::optional(platform::toLocal(*last).date) : std::nullopt;
}

Result<Date> entryDay(Office& office) {
    return guarded([&] {
        domain::IssueDateFacts facts;
        facts.today = office.clock().today();
        facts.lastEntry = lastEntryDay(office);
        if (auto fault = domain::clockFault(facts))
            throw Exception(std::move(*fault));
        return facts.today;
    });
}

} // namespace esek::app
