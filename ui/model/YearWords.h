#pragma once
#include "app/YearChange.h"

#include <string>
#include <vector>

namespace esek::ui::model {

/// What a person should know before the pupils are moved.
std::string yearWords(const app::YearChange::Preview&);
/// "1A (25 pupils)"
std::string classLabel(const app::YearChange::Line&);
/// "Moved up: 200, leaving the school: 25, staying: 0."
std::string yearSum(const std::vector<app::YearChange::Line>&);
std::string yearMadeWords(const app::ImportMade&, const std::string& year);
std::string yearTakenBackWords(const app::ImportUndo::Outcome&);

} // namespace esek::ui::model
