#include "base/Format.h"
#include "base/Translate.h"
#include "cards/CardWriter.h"
#include "cards/CardsPdf.h"
#include "cards/SheetLayout.h"

namespace esek::cards {

Result<void> writeProofSheet(const std::filesystem::path& path, const CardTemplate& card,
                             const CardSource& source, const SheetOptions& options) {
    return guarded([&] {
        CardWriter writer(card, source, {}, options.progress);
        pdf::Document document(path, writer.metrics(), tr("Proof sheet of school identity cards"));
        const SheetLayout sheet(card);
        const std::size_t sheets = (source.count + sheet.perSheet() - 1) / sheet.perSheet();
        const pdf::Drawing background =
            options.background ? previewBackground(card, writer.metrics()) : pdf::Drawing{};
        std::size_t next = 0;
        for (std::size_t number = 1; number <= sheets; ++number) {
            document.beginPage(SheetLayout::kWidthMm, SheetLayout::kHeightMm);
            const std::size_t onSheet = std::min(sheet.perSheet(), source.count - next);
            if (options.background) {
                document.beginScreenLayer();
                for (std::size_t slot = 0; slot < onSheet; ++slot) {
                    const auto [x, y] = sheet.corner(slot);
                    document.draw(background, x, y);
                }
                document.endScreenLayer();
            }
            for (std::size_t slot = 0; slot < onSheet; ++slot, ++next) {
                const auto content = writer.next(document, next);
                const auto [x, y] = sheet.corner(slot);
                document.draw(content.drawing, x, y, content.photo);
            }
            document.draw(sheet.cutMarks());
            const std::string title =
                format(runtime(tr("Proof sheet {} of {}, not for blanks")), number, sheets);
            document.draw(
                {pdf::TextOp{sheet.corner(0).first + 2, 4, 6, pdf::FontStyle::regular, title, {}, 0}});
            document.finishPage();
        }
        writer.finish(document);
    });
}

} // namespace esek::cards
