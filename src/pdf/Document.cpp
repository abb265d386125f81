#include "pdf/Document.h"

#include "pdf/HaruDocument.h"
#include "pdf/PdfCanvas.h"

namespace esek::pdf {

struct Document::Impl {
    HaruDocument document;
    HPDF_Page page = nullptr;
    double pageHeightMm = 0;

    Impl(const std::filesystem::path& path, const FontMetrics& metrics, std::string_view title)
        : document(path, metrics, title) {}
};

Document::Document(const std::filesystem::path& path, const FontMetrics& metrics, std::string_view title)
    : m_impl(std::make_unique<Impl>(path, metrics, title)) {}

Document::~Document() = default;

Photo Document::addPhoto(std::span<const std::uint8_t> jpeg, const JpegHeader& header) {
    return Photo(m_impl->document.addJpeg(jpeg, header));
}

void Document::beginPage(double widthMm, double heightMm) {
    m_impl->page = m_impl->document.addPage(widthMm, heightMm);
    m_impl->pageHeightMm = heightMm;
}

void Document::draw(const Drawing& drawing, double xMm, double yMm, Photo photo) {
    PdfCanvas(m_impl->document, m_impl->page, m_impl->pageHeightMm, xMm, yMm)
        .draw(drawing, static_cast<HPDF_Image>(photo.m_image));
}

void Document::beginScreenLayer() {
    m_impl->document.beginScreenLayer(m_impl->page);
}

void Document::endScreenLayer() {
    m_impl->document.endScreenLayer(m_impl->page);
}

void Document::finishPage() {
    m_impl->document.finishPage(m_impl->page);
    m_impl->page = nullptr;
}

void Document::save() {
    m_impl->document.save();
}

} // namespace esek::pdf
