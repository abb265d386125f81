#include "pdf/DrawnPages.h"

#include "pdf/Document.h"

namespace esek::pdf {

Result<void> writeDrawnPages(const std::filesystem::path& path, const FontMetrics& metrics,
                             const std::string& title, double widthMm, double heightMm,
                             const std::vector<Drawing>& pages) {
    return guarded([&] {
        Document document(path, metrics, title);
        for (const Drawing& drawing : pages) {
            document.beginPage(widthMm, heightMm);
            document.draw(drawing);
            document.finishPage();
        }
        document.save();
    });
}

} // namespace esek::pdf
