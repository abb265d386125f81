#pragma once
#include "app/Office.h"
#include "base/Progress.h"
#include "cards/CardContent.h"
#include "cards/CardTemplate.h"

namespace esek::app {

/// Who can get a card, and issuing. Thread-safe.
class CardService {
  public:
    explicit CardService(Office& office) : m_office(office) {}

    struct Refusal {
        domain::StudentId student;
        std::string label; ///< "Kowalska Anna, 1A"
        Error error;
    };
    /// Who can get a card now, and why the others cannot: no photo, open request, data missing, already
    /// issued.
    struct Readiness {
        std::vector<storage::StudentRow> ready;
        std::vector<Refusal> refused;
    };
    /// A pupil is ready when the card could be issued now as it stands: its texts fit and the font has all
    /// letters.
    Result<Readiness> readiness(const std::string& classUnit = {});

    /// The day that the cards get, and how much a person has said about it.
    struct IssueDate {
        std::optional<Date> given;     ///< none: today by the computer's clock
        bool earlierConfirmed = false; ///< yes to a date before that of the last card
        IssueDate() = default;
        IssueDate(Date day) : given(day) {}
    };
    /// The date that issue() would use now. Errors: clockSetBack, issueDateInvalid, issueDateEarlier (ask,
    /// then come again with earlierConfirmed).
    Result<Date> checkedDate(const IssueDate&);

    struct Issued {
        /// One for each card type (they go on different blanks); empty when nobody can get a card.
        std::vector<domain::CardBatch> batches;
        std::vector<domain::StudentCard> cards;
        std::vector<Refusal> refused;
    };
    /// Numbers by the school's pattern, register rows and batches, in one transaction. Before a number is
    /// given the card is laid out and its picture rendered: what cannot be printed is refused with the
    /// reason. Errors of the date as in checkedDate.
    Result<Issued> issue(const std::vector<domain::StudentId>&, const IssueDate&,
                         Progress* progress = nullptr);

    static constexpr int kDefaultDpi = 600; ///< of the picture on the card

    /// What would be printed for this pupil now, for the preview; the number is the next one when none is
    /// issued.
    Result<cards::CardContent> preview(domain::StudentId);
    /// Contents of an issued card with its picture rendered for print.
    Result<cards::CardContent> content(const domain::StudentCard&, const cards::CardTemplate&, int dpi);
    Result<cards::CardTemplate> templateFor(const domain::StudentCard&);

  private:
    Office& m_office;
};

} // namespace esek::app
