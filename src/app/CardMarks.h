#pragma once
#include "app/CardService.h"

namespace esek::app {

/// Writes down what became of cards, many at once, and takes that back. Thread-safe.
class CardMarks {
  public:
    explicit CardMarks(Office& office) : m_office(office) {}

    /// A mark that was made, with what is needed to take it back.
    struct Made {
        domain::CardId card;
        domain::CardState was;
        std::string wasReason;
        domain::CardState is;
        std::int64_t version; ///< of the card after the mark
    };
    struct Outcome {
        std::vector<Made> made; ///< without the cards that were so already
        /// The cards that cannot be marked so, each with its reason. When there is one, nothing was marked.
        std::vector<CardService::Refusal> refused;
        std::vector<domain::CardId> allowed; ///< beside the refused ones: those that could be marked
    };
    /// All or nothing, in one transaction. Errors: valueRequired when this state wants a reason and there is
    /// none.
    Result<Outcome> mark(const std::vector<domain::CardId>&, domain::CardState, const std::string& reason);

    /// Nothing when mark() would make all these marks now; else the first reason against it.
    Result<std::optional<Error>> objection(const std::vector<domain::CardId>&, domain::CardState,
                                           const std::string& reason);

    /// All or nothing, in one transaction. Errors: versionChanged when a card was marked again since;
    /// cardAlreadyIssued when the pupil has another card by now.
    Result<void> takeBack(const std::vector<Made>&);

    /// The register must tell why a card is spoiled, lost or invalid.
    static bool wantsReason(domain::CardState);

  private:
    Outcome judged(const std::vector<domain::CardId>&, domain::CardState, const std::string& reason,
                   std::vector<domain::Mutation>& mutations);
    std::optional<Error> obstacle(const domain::StudentCard&, const domain::Mutation&);
    Office& m_office;
};

} // namespace esek::app
