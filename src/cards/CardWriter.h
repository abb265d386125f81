#pragma once
#include "cards/CardsPdf.h"
#include "pdf/Document.h"

namespace esek::cards {

/// Fetches the cards one by one and keeps to the rules that every output shares: cancelling, the photo's
/// shape, errors that name the pupil.
class CardWriter {
  public:
    CardWriter(const CardTemplate& card, const CardSource& source, const LayoutOptions& layout,
               Progress* progress)
        : m_card(card), m_source(source), m_layout(layout), m_progress(progress),
          m_metrics(card.fonts().value()) {}

    struct Card {
        pdf::Drawing drawing;
        pdf::Photo photo;
    };
    /// Throws; `index` in order.
    Card next(pdf::Document&, std::size_t index);
    void finish(pdf::Document&);
    const pdf::FontMetrics& metrics() const { return m_metrics; }

  private:
    void stopIfCancelled() const;
    pdf::JpegHeader checkedPhoto(const CardContent&) const;

    const CardTemplate& m_card;
    const CardSource& m_source;
    LayoutOptions m_layout;
    Progress* m_progress;
    pdf::FontMetrics m_metrics;
};

} // namespace esek::cards
