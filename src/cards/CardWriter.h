#pragma once
#include "cards/CardsPdf.h"
#include "cards/HaruDocument.h"

namespace esek::cards {

/// Fetches the cards one by one and keeps to the rules that every output shares: cancelling, the photo's
/// shape, errors that name the pupil.
class CardWriter {
  public:
    CardWriter(const CardTemplate& card, const CardSource& source, const LayoutOptions& layout,
               Progress* progress)
        : m_card(card), m_source(source), m_layout(layout), m_progress(progress),
          m_metrics(FontMetrics::load(card).value()) {}

    struct Card {
        Drawing drawing;
        HPDF_Image photo = nullptr;
    };
    /// Throws; `index` in order.
    Card next(HaruDocument&, std::size_t index);
    void finish(HaruDocument&);
    const FontMetrics& metrics() const { return m_metrics; }

  private:
    void stopIfCancelled() const;
    JpegHeader checkedPhoto(const CardContent&) const;

    const CardTemplate& m_card;
    const CardSource& m_source;
    LayoutOptions m_layout;
    Progress* m_progress;
    FontMetrics m_metrics;
};

} // namespace esek::cards
