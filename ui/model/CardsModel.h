#pragma once
#include "app/CardExporter.h"

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
    /// Only rows in which every word of `text` begins a word are shown and counted; an empty text shows all.
    void find(const std::string& text);
    const std::vector<Row>& rows(Section s) const { return m_rows[static_cast<std::size_t>(s)]; }
    std::size_t count(Section s) const { return rows(s).size(); }
    /// "To be issued (45)"
    std::string title(Section) const;
    std::vector<domain::StudentId> ready() const;

  private:
    std::array<std::vector<Row>, 3> m_all;
    std::array<std::vector<Row>, 3> m_rows; ///< those that fit the search
    std::string m_text;
};

/// The sentence of a refusal without the pupil's name in front, which stands in the column before.
std::string reasonWithoutName(const app::CardService::Refusal&);

/// "Card 12/2026 …": the number that the next card gets; empty for a pattern that is not right.
std::string sampleNumber(const domain::School&, Date issuedOn);

/// What an issue or an export led to, with the reasons of those who were left out.
struct Summary {
    bool done = false; ///< false: nobody got a card, or there is no file
    std::string text;  ///< "45 cards issued, numbers 1/2026 to 45/2026."
    std::string all;   ///< every reason, when there are more than `text` shows; else empty
};
Summary issuedSummary(const app::CardService::Issued&);
Summary exportedSummary(const app::CardExporter::Exported&, const std::string& file);

} // namespace esek::ui::model
