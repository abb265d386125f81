#pragma once
#include "app/CardService.h"
#include "domain/ValidityMarks.h"

namespace esek::app {

/// Holograms on the reverse of cards, which confirm them for a school year. Thread-safe.
class ValidityService {
  public:
    explicit ValidityService(Office& office) : m_office(office) {}

    /// A pupil's valid card and its mark of the year that was asked for.
    struct Row {
        domain::StudentCard card;
        std::string name;      ///< "Kowalska Anna", as the pupil is called now
        std::string classUnit; ///< of today, not of the day of issue
        Date until{};          ///< until when a mark of that year holds; of several days the next one
        std::optional<domain::ValidityMark> mark; ///< the one that holds until then
        std::optional<Date> lastUntil;            ///< of its latest mark
        int places = 0;                           ///< taken
        std::optional<int> nextPlace;             ///< nothing: the card needs an exchange
        bool inUse = false;                       ///< printed or handed over
    };
    /// By class and name; without pupils who left. An empty class: all. Errors: valueInvalid for a year that
    /// is none.
    Result<std::vector<Row>> list(const std::string& schoolYear, const std::string& classUnit = {});

    struct Choice {
        std::string schoolYear;
        std::optional<int> place;     ///< else the next one of each card
        std::optional<Date> until;    ///< else the school's day for the type of card
        std::optional<Date> placedOn; ///< else today
    };
    /// A mark that was placed, for taking it back.
    struct Made {
        domain::CardId card;
        Date until{};
    };
    struct Outcome {
        std::vector<Made> made;
        int already = 0; ///< cards that had the mark
        std::vector<CardService::Refusal> refused;
        std::vector<std::string> lastPlace; ///< "Kowalska Anna, 1A": the card has no place left now
    };
    /// Marks what can be marked, in one transaction; the others are told with their reasons.
    Result<Outcome> place(const std::vector<domain::CardId>&, const Choice&);
    /// All or nothing. The marks stay to be seen as voided. Errors: valueRequired without a reason,
    /// nothingToUndo.
    Result<void> takeBack(const std::vector<Made>&, const std::string& reason);

    /// The school year that the office works in: the next one from 1 August on, because cards are marked for
    /// September then.
    std::string currentYear() const;

  private:
    Office& m_office;
};

} // namespace esek::app
