#pragma once
#include "base/Result.h"
#include "cards/CardContent.h"
#include "cards/CardTemplate.h"
#include "pdf/FontMetrics.h"

namespace esek::cards {

/// Correction for one printer: stretched about the top left corner first, then moved, mm; positive moves
/// right and down.
struct LayoutOptions {
    double offsetXmm = 0, offsetYmm = 0;
    double scaleX = 1, scaleY = 1;
    bool operator==(const LayoutOptions&) const = default;
};

/// Personal data and photo of one card. Each text is wrapped and made smaller, down to the field's floor (5
/// pt), until its ink fits; nothing is ever cut. Does not look at the photo's bytes. Errors, all with
/// "student" and "id": cardDataMissing {field}, glyphMissing {text, field}, textDoesNotFit {text, field,
/// size}.
Result<pdf::Drawing> layoutCard(const CardTemplate&, const CardContent&, const pdf::FontMetrics&,
                                const LayoutOptions& = {});

/// What a blank looks like, for the screen only: flat boxes, the pre-printed labels, the watermark "PODGLĄD".
/// It is not the guilloche and never goes to a page that is printed on blanks.
pdf::Drawing previewBackground(const CardTemplate&, const pdf::FontMetrics&);

} // namespace esek::cards
