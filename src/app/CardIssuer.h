#pragma once
#include "app/CardService.h"
#include "app/DuplicateService.h"
#include "app/TemplateSet.h"

namespace esek::app {

/// One run of issuing: collects who can get a card, renders the pictures, gives numbers, commits. Internal to
/// app; throws Exceptions.
class CardIssuer {
  public:
    CardIssuer(Office& office, Date issuedOn);

    void add(const domain::StudentId&);
    /// The present card ends with the reason of the request and the new one is a duplicate. A request that is
    /// open already counts, else this one is entered.
    void addDuplicate(const domain::StudentId&, const DuplicateService::Ask&);
    CardService::Issued commit(Progress*);

  private:
    struct Candidate {
        domain::Student student;
        domain::StudentCard card;
        std::optional<domain::StudentCard> replaces;
        domain::DuplicateRequest request; ///< of a candidate that replaces a card
        bool asked = false;               ///< the request stands in the register already
        std::optional<Error> error;
    };
    void replaceCard(const Candidate&, std::vector<domain::Mutation>&);
    std::optional<Candidate> candidate(const domain::StudentId&, const storage::StudentRow&);
    void refuse(const domain::Student&, Error);
    void renderPictures(Progress*);
    void giveNumbers();
    void requireLease();
    std::string nextNumber(const Candidate&);

    Office& m_office;
    Date m_issuedOn;
    domain::School m_school;
    domain::NumberPattern m_pattern;
    bool m_leased = false; ///< numbers come from the server's blocks
    std::vector<std::pair<std::int64_t, std::int64_t>> m_leases;
    int m_running;
    TemplateSet m_templates;
    std::vector<Candidate> m_candidates;
    CardService::Issued m_result;
};

} // namespace esek::app
