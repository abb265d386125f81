#include "cards/DrawnPages.h"

#include "cards/HaruDocument.h"
#include "cards/PdfCanvas.h"

namespace esek::cards {

Result<void> writeDrawnPages(const std::filesystem::path& path, const FontMetrics& metrics,
                             const std::string& title, double widthMm, double heightMm,
                             const std::vector<Drawing>& pages) {
    return guarded([&] {
        HaruDocument document(path, metrics, title);
        for (const Drawing& drawing : pages) {
            HPDF_Page page = document.addPage(widthMm, heightMm);
            PdfCanvas(document, page, heightMm).draw(drawing, nullptr);
            document.finishPage(page);
        }
        document.check();
        document.save();
    });
}

} // namespace esek::cards
