#pragma once
#include "app/PrintOffset.h"
#include "base/Json.h"
#include "base/Result.h"
#include "domain/Ids.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace esek::app {

/// One run of cards on a printer: what is to be printed, how, and how far it came. It names cards by their
/// ids and numbers and holds nothing of a pupil.
struct PrintJob {
    enum class CardState {
        waiting, ///< not sent
        sending, ///< is being given to the queue; after a crash nobody knows whether it was
        sent,    ///< in the queue or in the printer
        printed, ///< the printer has taken all of it, and the register says printed
    };
    struct Card {
        domain::CardId id;
        std::string number; ///< as it stands on the card
        CardState state = CardState::waiting;
        int document = 0; ///< its number in the queue, once it is there
        /// That it goes on, as it is printed on the blank; empty when the account of blanks is not kept.
        std::string blank = {};
    };

    std::string queue;
    std::string templateName; ///< empty: by the type of the card
    PrintOffset offset;
    int dpi = 0;             ///< of the photo
    std::vector<Card> cards; ///< in the order of printing
    bool ended = false;      ///< all printed, or given up

    /// Whether each printed card books its blank.
    bool keepsBlanks() const { return !cards.empty() && !cards.front().blank.empty(); }
    std::size_t printed() const;
    /// Position from 1 of the last card that the printer has taken; 0: none.
    std::size_t lastPrinted() const;
};

Json toJson(const PrintJob&);
/// jsonInvalid.
Result<PrintJob> printJobFromJson(const Json&);

/// Which cards of the print people mean by "17", "17 i 23", "17, 20-23" or "17/2026": each is the number on a
/// card, else a place in the print from 1. Gives places, sorted, each once. wrongUsage with a reason for what
/// is neither.
Result<std::vector<std::size_t>> positionsFromText(std::string_view, const PrintJob&);

} // namespace esek::app
