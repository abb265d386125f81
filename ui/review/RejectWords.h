#pragma once
#include "ui/model/ReviewDecision.h"
#include "ui/review/RejectPane.h"

namespace esek::ui {

/// What the pane of reasons says for a decision about this photo file: Command::reject (of an accepted photo:
/// the acceptance is withdrawn) or Command::refuseDeletion.
RejectPane::Words rejectWords(const model::ReviewDecision&, const domain::PhotoFile&);
/// The same for so many photos at once.
RejectPane::Words rejectWords(std::size_t several);

} // namespace esek::ui
