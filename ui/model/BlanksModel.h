#pragma once
#include "app/BlankService.h"

namespace esek::ui::model {

/// A cell of the list of deliveries: blanks, type, received on, document, received, used, spoiled, destroyed,
/// sent back, in stock, next blank.
std::string stockCell(const app::BlankService::Stock&, long column);
/// "AB 0017, AB 0023": the blanks of an entry, the first ones when they are many.
std::string blanksText(const app::BlankService::Outcome&);
/// "3 blanks booked: AB 0017, AB 0018, AB 0023."
std::string bookedText(const app::BlankService::Outcome&);

} // namespace esek::ui::model
