#pragma once
#include "app/Office.h"

#include <vector>

namespace esek::app {

/// In which order cards come out of a printer.
enum class PrintOrder { issue, byClass, byRegisterNumber };

/// By class, surname and given names, or by the number in the register of pupils; numbers are compared as
/// numbers. In the order of issue the cards stay as they are. Throws.
void sortForPrint(Office&, std::vector<domain::StudentCard>&, PrintOrder);

} // namespace esek::app
