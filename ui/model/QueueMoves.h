#pragma once
#include "ui/model/QueueModel.h"
#include "ui/model/ReviewKeys.h"

namespace esek::ui::model {

enum class Moved {
    notAMove, ///< the command moves and marks nothing
    stayed,
    marked,  ///< other rows are marked, the same one is looked at
    another, ///< another row is looked at
};

/// Carries out a command that moves through the list or marks in it. `columns` is 1 in the list, more in the
/// grid; `rowsPerPage` are those that fit in the window.
Moved move(QueueModel&, Command, int columns, int rowsPerPage);

} // namespace esek::ui::model
