#pragma once
#include "ui/model/ReviewKeys.h"

class wxKeyEvent;

namespace esek::ui {

/// The press as the table of keys knows it.
model::KeyPress pressOf(const wxKeyEvent&);

} // namespace esek::ui
