#pragma once
#include "app/CardPrinter.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::ui {

/// What the print window shows of the printers of this computer and of the last print.
struct PrintFacts {
    std::vector<app::CardPrinter::Queue> queues;
    std::vector<std::string> complaints; ///< of each queue: why its page is not that of the cards
    std::optional<app::PrintJob> job;
    std::vector<std::string> lines; ///< of its cards: place, number, pupil, blank
    std::string nextBlank;          ///< in stock; empty when the account of blanks is not kept
    std::string trouble;            ///< why the queues or the last print could not be read
};

/// For these cards. Asks the print service and the disk: not on the interface thread.
PrintFacts readPrintFacts(app::Office&, const std::vector<domain::CardId>&);

} // namespace esek::ui
