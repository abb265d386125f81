#include "ui/model/PrintWords.h"

#include "app/PrinterTrouble.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "ui/model/CardChoice.h"

#include <algorithm>

namespace esek::ui::model {

namespace {

std::string millimetres(double mm) {
    std::string text = fmt::format("{:.1f}", mm);
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

} // namespace

std::string printLabel(std::size_t cards) {
    return format(fmt::runtime(trn("Print {} card", "Print {} cards", cards)), cards);
}

std::string queueWords(const app::CardPrinter::Queue& queue) {
    std::string words = queue.pageWidthMm == 0
                            ? tr("The printer does not say the size of its page.")
                            : format(fmt::runtime(tr("Page {} × {} mm.")), millimetres(queue.pageWidthMm),
                                     millimetres(queue.pageHeightMm));
    if (queue.dpi > 0)
        words += " " + format(fmt::runtime(tr("{} dots per inch.")), queue.dpi);
    if (queue.paused)
        words += " " + tr("The queue is stopped; start it in the settings of the system.");
    if (!queue.trouble.empty())
        words += " " + format(fmt::runtime(tr("The printer reports: {}.")),
                              app::printerTroubleWords(queue.trouble));
    return words;
}

std::string complaint(const Error& error) {
    std::string reason = error.value("reason");
    if (error.code != ErrorCode::valueInvalid || reason.empty())
        return describe(error);
    if (reason.front() >= 'a' && reason.front() <= 'z')
        reason.front() = static_cast<char>(reason.front() - 'a' + 'A');
    return reason + ".";
}

std::string progressWords(std::size_t printed, std::size_t total, bool paused) {
    std::string words = format(fmt::runtime(tr("Printed {} of {}.")), printed, total);
    if (paused)
        words += " " + tr("Paused: what the printer already has still comes out.");
    return words;
}

std::string stoppedWords(const app::PrintJob& job) {
    return format(fmt::runtime(tr("The printer has taken {} of {} cards. Look at the cards that came out and "
                                  "choose the last good one.")),
                  job.printed(), job.cards.size());
}

std::string lastPrintWords(const app::PrintJob& job) {
    return tr("No card waits for the printer.") + " " +
           format(fmt::runtime(trn("{} card was printed last; name it below if it did not come out well.",
                                   "{} cards were printed last; name those below that did not come out well.",
                                   job.cards.size())),
                  job.cards.size());
}

std::string printedWords(const app::CardPrinter::Outcome& outcome) {
    std::string words =
        outcome.printed == 0
            ? tr("No card was printed.")
            : format(fmt::runtime(trn("{} card is printed. Look at it; if it did not come out well, name it "
                                      "below.",
                                      "{} cards are printed. Look at them; name those below that did not "
                                      "come out well.",
                                      outcome.printed)),
                     outcome.printed);
    if (!outcome.refused.empty())
        words += "\n" + tr("Left out:") + "\n" + refusalLines(outcome.refused, kMostLines);
    return words;
}

std::string placeLine(std::size_t place, const app::PrintJob::Card& card, const std::string& pupil) {
    return format("{}. {} {}", place, card.number, pupil) + (card.blank.empty() ? "" : ", " + card.blank);
}

std::string wrongPlacesWords(const app::PrintJob& job) {
    return format(
        fmt::runtime(tr("Type the numbers of the spoiled cards, or their places in the print from 1 to {}, "
                        "such as: 17 i 23.")),
        job.cards.size());
}

} // namespace esek::ui::model
