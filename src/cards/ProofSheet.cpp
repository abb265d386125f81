#include "base/Format.h"
#include "base/Translate.h"
#include "cards/CardWriter.h"
#include "cards/CardsPdf.h"
#include "cards/PdfCanvas.h"
#include "cards/SheetLayout.h"

namespace esek::cards {

Result<void> writeProofSheet(const std::filesystem::path& path, const CardTemplate& card,
                             const CardSource& source, const SheetOptions& options) {
    return guarded([&] {
        CardWriter writer(card, source, {}, options.progress);
        HaruDocument document(path, writer.metrics(), tr("Proof sheet of school identity cards"));
        const SheetLayout sheet(card);
        const std::size_t sheets = (source.count + sheet.perSheet() - 1) / sheet.perSheet();
        const Drawing background = options.background ? previewBackground(card, writer.metrics()) : Drawing{};
        std::size_t next = 0;
        for (std::size_t number = 1; number <= sheets; ++number) {
            HPDF_Page page = document.addPage(SheetLayout::kWidthMm, SheetLayout::kHeightMm);
            PdfCanvas whole(document, page, SheetLayout::kHeightMm);
            const std::size_t onSheet = std::min(sheet.perSheet(), source.count - next);
            if (options.background) {
                document.beginScreenLayer(page);
                for (std::size_t slot = 0; slot < onSheet; ++slot) {
                    const auto [x, y] = sheet.corner(slot);
                    PdfCanvas(document, page, SheetLayout::kHeightMm, x, y).draw(background, nullptr);
                }
                document.endScreenLayer(page);
            }
            for (std::size_t slot = 0; slot < onSheet; ++slot, ++next) {
                const auto content = writer.next(document, next);
                const auto [x, y] = sheet.corner(slot);
                PdfCanvas(document, page, SheetLayout::kHeightMm, x, y).draw(content.drawing, content.photo);
            }
            whole.draw(sheet.cutMarks(), nullptr);
            whole.draw({TextOp{sheet.corner(0).first + 2,
                               4,
                               6,
                               FontStyle::regular,
                               format(runtime(tr("Proof sheet {} of {}, not for blanks")), number, sheets),
                               {},
                               0}},
                       nullptr);
            document.finishPage(page);
        }
        writer.finish(document);
    });
}

} // namespace esek::cards
