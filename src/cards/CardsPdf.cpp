#include "cards/CardsPdf.h"

#include "base/Translate.h"
#include "cards/CardWriter.h"
#include "cards/PdfCanvas.h"

#include <memory>

namespace esek::cards {

CardSource sourceFrom(std::vector<CardContent> cards) {
    const auto shared = std::make_shared<const std::vector<CardContent>>(std::move(cards));
    return {shared->size(), [shared](std::size_t index) -> Result<CardContent> { return (*shared)[index]; }};
}

Result<void> writeCardsPdf(const std::filesystem::path& path, const CardTemplate& card,
                           const CardSource& source, const PdfOptions& options) {
    return guarded([&] {
        CardWriter writer(card, source, {options.offsetXmm, options.offsetYmm}, options.progress);
        HaruDocument document(path, writer.metrics(), tr("School identity cards"));
        for (std::size_t i = 0; i < source.count; ++i) {
            const auto [drawing, photo] = writer.next(document, i);
            HPDF_Page page = document.addPage(card.widthMm(), card.heightMm());
            PdfCanvas(document, page, card.heightMm()).draw(drawing, photo);
            document.finishPage(page);
        }
        writer.finish(document);
    });
}

} // namespace esek::cards
