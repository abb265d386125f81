#pragma once
#include "app/CardService.h"
#include "domain/Duplicate.h"

namespace esek::app {

/// Cards in place of other cards: the request, its fee, the new card, what becomes of the old one.
/// Thread-safe.
class DuplicateService {
  public:
    explicit DuplicateService(Office& office) : m_office(office) {}

    /// What the request says.
    struct Ask {
        domain::DuplicateReason reason = domain::DuplicateReason::lost;
        std::string note;    ///< needed for another reason
        std::string payment; ///< proof of payment; empty: not paid yet, or free of charge
    };
    /// From the words of a person: a code ("lost", "data_changed" ...), else another reason in these words.
    static Ask ask(const std::string& reason);
    /// What the register says of the old card.
    static std::string reasonText(const domain::DuplicateRequest&);

    /// What a request of today costs for this reason, in grosze.
    Result<int> fee(domain::DuplicateReason);
    /// The pupil's valid card, else the last one that nothing has replaced. Errors: unknownCard.
    Result<domain::StudentCard> cardToReplace(const domain::StudentId&);

    /// Enters the request, the new card comes later. Errors: duplicateExists, valueRequired.
    Result<void> enter(const domain::CardId& old, const Ask&);
    /// The new card, in one transaction with the request (unless that stands already) and the end of the old
    /// card. Errors: unknownCard, valueRequired, those of the date as in CardService::checkedDate.
    Result<CardService::Issued> issue(const domain::StudentId&, const CardService::IssueDate&, const Ask&);
    /// Errors: unknownRequest, valueInvalid when nothing is to be paid.
    Result<void> notePayment(const domain::CardId& old, const std::string& payment);
    /// Errors: unknownRequest, requestClosed, valueRequired.
    Result<void> withdraw(const domain::CardId& old, const std::string& reason);

    struct Row {
        domain::DuplicateRequest request;
        domain::StudentCard old;
        std::string newNumber; ///< empty while there is no new card
    };
    /// The newest first.
    Result<std::vector<Row>> list();

    /// The request as it would be entered on that day. Errors: valueRequired.
    Result<domain::DuplicateRequest> requestFor(const domain::StudentCard& old, const Ask&, Date askedOn);

  private:
    void change(const domain::CardId& old, domain::DuplicateChange);
    Office& m_office;
};

} // namespace esek::app
