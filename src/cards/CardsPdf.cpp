#include "cards/CardsPdf.h"

#include "base/Translate.h"
#include "cards/CardWriter.h"

#include <memory>

namespace esek::cards {

CardSource sourceFrom(std::vector<CardContent> cards) {
    const auto shared = std::make_shared<const std::vector<CardContent>>(std::move(cards));
    return {shared->size(), [shared](std::size_t index) -> Result<CardContent> { return (*shared)[index]; }};
}

Result<void> writeCardsPdf(const std::filesystem::path& path, const CardTemplate& card,
                           const CardSource& source, const PdfOptions& options) {
    return guarded([&] {
        CardWriter writer(card, source, options.correction, options.progress);
        pdf::Document document(path, writer.metrics(), tr("School identity cards"));
        const LayoutOptions& by = options.correction;
        const pdf::Drawing marks =
            pdf::moved(pdf::stretched(options.marks, by.scaleX, by.scaleY), by.offsetXmm, by.offsetYmm);
        for (std::size_t i = 0; i < source.count; ++i) {
            const auto [drawing, photo] = writer.next(document, i);
            document.beginPage(card.widthMm(), card.heightMm());
            document.draw(drawing, 0, 0, photo);
            if (!marks.empty())
                document.draw(marks);
            document.finishPage();
        }
        writer.finish(document);
    });
}

} // namespace esek::cards
