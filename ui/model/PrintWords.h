#pragma once
#include "app/CardPrinter.h"

#include <string>

namespace esek::ui::model {

/// "Print 23 cards".
std::string printLabel(std::size_t cards);
/// What a person should know of a queue before a card is spent: its page and resolution, and its trouble.
std::string queueWords(const app::CardPrinter::Queue&);
/// What is wrong, without the name of a field that stands beside it.
std::string complaint(const Error&);
std::string progressWords(std::size_t printed, std::size_t total, bool paused);
/// Asks for the last good card of a print that has stopped.
std::string stoppedWords(const app::PrintJob&);
/// What may still be done about a print that has ended, while no card waits for another one.
std::string lastPrintWords(const app::PrintJob&);
std::string printedWords(const app::CardPrinter::Outcome&);
/// "17. 12/2026 Kowalska Anna, AB 0017"
std::string placeLine(std::size_t place, const app::PrintJob::Card&, const std::string& pupil);
std::string wrongPlacesWords(const app::PrintJob&);

} // namespace esek::ui::model
