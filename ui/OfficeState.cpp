#include "ui/OfficeState.h"

#include "app/ReviewService.h"
#include "app/SchoolBackup.h"

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
        const domain::School school = office.replica().school().value();
        s.school = school.name;
        const app::BackupState backup = app::backupState(office);
        s.lastBackup = backup.last;
        s.backupDue = s.steps.pupils && backup.due(office.clock().now(), school.id);
        return s;
    });
}

} // namespace esek::ui
