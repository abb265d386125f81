#pragma once
#include "base/Result.h"
#include "pdf/Drawing.h"
#include "pdf/FontMetrics.h"
#include "pdf/JpegHeader.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace esek::pdf {

/// A photo that a document holds; the default one is none.
class Photo {
  public:
    Photo() = default;

  private:
    friend class Document;
    explicit Photo(void* image) : m_image(image) {}
    void* m_image = nullptr; ///< libharu's, which the document owns
};

/// A PDF file that is made page by page and appears whole or not at all. Pages and photos go to the file when
/// they are complete, so that memory does not grow with them. Sizes and places in mm from the top left
/// corner. One thread. Throws outOfMemory, glyphMissing, diskFull, folderNotWritable, writeFailed; the
/// destructor leaves no file when save() was not reached.
class Document {
  public:
    /// `title` goes to the document information: no personal data there.
    Document(const std::filesystem::path&, const FontMetrics&, std::string_view title);
    ~Document();
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    /// The bytes go into the file as they are, at once.
    Photo addPhoto(std::span<const std::uint8_t> jpeg, const JpegHeader&);

    void beginPage(double widthMm, double heightMm);
    /// On the page that was begun last, moved by `xMm`, `yMm`. The photo is what a PhotoOp draws.
    void draw(const Drawing&, double xMm = 0, double yMm = 0, Photo = {});
    /// What is drawn between the two is on the layer that screens show and printers leave out.
    void beginScreenLayer();
    void endScreenLayer();
    void finishPage();

    void save();

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace esek::pdf
