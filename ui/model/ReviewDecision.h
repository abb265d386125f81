#pragma once
#include "app/ReviewService.h"
#include "ui/model/ReviewGate.h"
#include "ui/model/ReviewKeys.h"

namespace esek::ui::model {

/// What the clerk decided, about which pupil, on which version of the photo file that was on the screen.
struct ReviewDecision {
    Command command = Command::none;
    ReviewGate::ShownPhoto seen;
    std::vector<domain::RejectionReason> reasons;
    std::string note;
    std::string label; ///< "Kowalska Anna, 1A"
};

/// What the family will read of this decision about this file; empty when they are told nothing.
std::string familyMessage(const domain::PhotoFile&, const ReviewDecision&);
/// On any thread. versionChanged when another photo has come since.
Result<domain::PhotoFile> carryOut(app::Office&, const ReviewDecision&);
/// "Zaakceptowano: Kowalska Anna, 1A"
std::string doneText(const ReviewDecision&);
/// The same for several at once, with the reason of the first that was refused.
std::string doneText(Command, const app::ReviewService::Bulk&);
/// Asked before photos are accepted that were not looked at. `serious`: so many have serious findings of the
/// checks; `unchecked`: so many were not checked yet.
std::string acceptSeveralQuestion(std::size_t count, std::size_t serious, std::size_t unchecked);
/// What was taken back: the one decision about this pupil, or so many at once.
std::string undoneText(const domain::Student&, std::size_t count);

} // namespace esek::ui::model
