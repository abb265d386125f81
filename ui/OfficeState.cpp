#include "ui/OfficeState.h"

#include "app/ReviewService.h"

namespace esek::ui {

Result<OfficeState> readOfficeState(app::Office& office) {
    return guarded([&] {
        OfficeState s;
        const auto counts = office.replica().photos().counts().value();
        for (const auto& [status, count] : counts.byStatus) {
            s.steps.pupils |= count > 0;
            s.steps.photos |= count > 0 && status != domain::PhotoStatus::none;
        }
        s.waiting = counts.of(domain::PhotoStatus::pending) +
                    counts.of(domain::PhotoStatus::changeRequested) +
                    counts.of(domain::PhotoStatus::deletionRequested);
        s.steps.cards = !office.replica().cards().batches().value().empty();
        s.canUndo = app::ReviewService(office).canUndo().value();
        s.school = office.replica().school().value().name;
        return s;
    });
}

} // namespace esek::ui
