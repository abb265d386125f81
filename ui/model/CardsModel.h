#pragma once
#include "app/CardService.h"

#include <array>

namespace esek::ui::model {

/// Who can get a card, who cannot and why, who has one. Interface thread only.
class CardsModel {
  public:
    enum class Section { ready, refused, issued };
    struct Row {
        domain::StudentId student;
        std::string label;  ///< "Kowalska Anna, 1A"
        std::string reason; ///< why not; the number for those who have a card
    };

    void set(const app::CardService::Readiness&);
    const std::vector<Row>& rows(Section s) const { return m_rows[static_cast<std::size_t>(s)]; }
    std::size_t count(Section s) const { return rows(s).size(); }
    /// "Ready (45)"
    std::string title(Section) const;
    std::vector<domain::StudentId> ready() const;

  private:
    std::array<std::vector<Row>, 3> m_rows;
};

/// The sentence of a refusal without the pupil's name in front, which stands in the column before.
std::string reasonWithoutName(const app::CardService::Refusal&);

/// "Card 12/2026 …": the number that the next card gets; empty for a pattern that is not right.
std::string sampleNumber(const domain::School&, Date issuedOn);

/// Lines about what an issue or export led to: "45 cards issued, numbers 1/2026 to 45/2026."
std::string issuedSummary(const app::CardService::Issued&);
std::string exportedSummary(const app::CardService::Exported&, const std::string& file);

} // namespace esek::ui::model
