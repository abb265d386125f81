#pragma once
#include "app/CardMarks.h"

#include <optional>

namespace esek::ui::model {

/// The cards in front of a person and those of them that are chosen: what files and marks act on.
struct CardChoice {
    std::vector<domain::StudentCard> shown;
    std::vector<domain::StudentCard> chosen;
    std::optional<domain::CardBatch> batch; ///< none while the cards of all batches are searched

    /// Of the shown cards: not printed yet, or spoiled.
    std::vector<domain::CardId> waiting() const;
    std::vector<domain::CardId> shownIds() const;
    std::vector<domain::CardId> chosenIds() const;
    std::size_t chosenAlreadyPrinted() const;
    /// Cards that can be called off together: everything that no pupil has in hand and that is not invalid.
    std::vector<domain::CardId> toCallOff() const;
    std::size_t inHand() const;
    /// "batch-2", "card-16-2026", "2026-11-27": the middle of a file's name, without a pupil's name.
    std::string fileStem(bool onlyChosen, Date today) const;
};

/// Every word of `wanted` begins a word of `text`, whatever the case and the diacritics; nothing wanted fits
/// all.
bool fits(const std::string& text, const std::string& wanted);
/// By the pupil's names, the class and the card's number.
bool fits(const domain::StudentCard&, const std::string& wanted);

/// "12 cards are now: printed."
std::string markedText(std::size_t cards, domain::CardState);
std::string takenBackText(std::size_t cards);
/// Nothing was marked, and the reason of each card in the way.
std::string notMarkedText(const app::CardMarks::Outcome&, std::size_t of);

/// One line a refusal. Beyond `most` lines the rest is counted.
std::string refusalLines(const std::vector<app::CardService::Refusal>&, std::size_t most);
constexpr std::size_t kMostLines = 5;

} // namespace esek::ui::model
