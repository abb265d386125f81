#pragma once
#include "app/CardService.h"
#include "app/PrintJob.h"

namespace esek::app {

/// The blanks that the cards of a print go on, in the order in which they come out of the printer. Each is
/// booked when its card has come out, so that a blank that jams is never taken for that of the next card.
/// Internal to app; throws.
class PrintBlanks {
  public:
    explicit PrintBlanks(Office& office) : m_office(office) {}

    /// Takes the cards that are on a blank out of the list: a spoiled card has spoiled its blank, which is
    /// booked so and the card stays in the list; the others are refused.
    std::vector<CardService::Refusal> refuseBooked(std::vector<domain::StudentCard>&);
    /// Names a blank for each card of the job from this place (from 0) on: `first`, then those in stock by
    /// number. Books nothing. Throws unknownDelivery, blankTaken, blankTypeDiffers, blanksMissing,
    /// clockSetBack.
    void plan(PrintJob&, std::size_t from, const std::string& first);
    /// The first one in stock from this number on, in its delivery. Throws blanksMissing.
    std::string nextInStock(const std::string& from);
    /// Books the blank of the card as used. False when something else happened to that blank meanwhile; then
    /// it is left as it is.
    bool use(const PrintJob::Card&);
    /// Books the blank that the card is on as spoiled, and the card with it unless it was handed over.
    void spoil(const domain::CardId&, const std::string& reason);
    /// Books those in stock from `first` up to the one before `next` as spoiled. Throws valueInvalid when
    /// they are more than a printer spoils at once: then the number was mistyped.
    void spoilBetween(const std::string& first, const std::string& next);

  private:
    Office& m_office;
};

} // namespace esek::app
