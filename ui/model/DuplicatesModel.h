#pragma once
#include "app/DuplicateService.h"

namespace esek::ui::model {

/// A cell of the list: pupil, class, old card, reason, asked for, fee, payment, new card.
std::string duplicateCell(const app::DuplicateService::Row&, long column);

/// A card that can be replaced, as the form offers it: "Kowalska Anna, 1A – 12/2026, handed over".
std::string cardChoiceText(const domain::StudentCard&);
/// The cards whose pupil, class or number fits, the valid ones first; at most `most`.
std::vector<domain::StudentCard> cardsToReplace(std::vector<domain::StudentCard>, const std::string& wanted,
                                                std::size_t most);
/// "Fee: 9,00 zł" or why there is none.
std::string feeText(domain::DuplicateReason, int grosze);
/// What becomes of the old card, for the form.
std::string oldCardText(domain::DuplicateReason);

} // namespace esek::ui::model
