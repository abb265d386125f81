#pragma once
#include "imaging/Probe.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace esek::imaging {

/// What the samples of a stored pixel mean; 8 bits each, interleaved.
enum class PixelLayout { grey, rgb, cmyk, cmykInverted /**< 255 is no ink, as Adobe writes */ };

constexpr int samplesOf(PixelLayout layout) {
    return layout == PixelLayout::grey ? 1 : layout == PixelLayout::rgb ? 3 : 4;
}

/// The header of a file: size and orientation as stored, nothing applied.
struct StoredPicture {
    ImageInfo info; ///< width and height as stored
    PixelLayout layout = PixelLayout::rgb;
    std::vector<std::uint8_t> profile; ///< ICC, empty when there is none
};

/// Pixels of one file from top to bottom, in the file's own orientation and colours. The file's bytes must
/// outlive it. Throws Exception. One thread at a time.
class PixelSource {
  public:
    virtual ~PixelSource() = default;
    const StoredPicture& picture() const { return m_picture; }

    /// Whether start() takes anything but 8.
    virtual bool scales() const { return false; }
    /// Memory that reading takes besides the rows that are handed out.
    virtual std::uint64_t decoderBytes(int eighths) const = 0;
    /// Starts decoding at eighths/8 of the size (1, 2, 4 or 8); rounded up. From here on picture() is
    /// complete.
    virtual void start(int eighths) = 0;
    /// The next `count` rows of the scaled picture.
    virtual void readRows(int count, std::uint8_t* out) = 0;
    /// After the last row: looks at what follows, so that a missing end is noticed.
    virtual void finish() = 0;

  protected:
    StoredPicture m_picture;
};

constexpr int scaled(int length, int eighths) {
    return static_cast<int>((static_cast<std::int64_t>(length) * eighths + 7) / 8);
}

/// More pixels than Limits allows.
Error tooLarge(std::uint64_t width, std::uint64_t height);

/// Throws imageTooLarge, imageTooSmall, fileCorrupt (no width or height).
void checkSize(std::uint64_t width, std::uint64_t height);

/// Recognises the kind, checks Limits against the header, allocates no pixels.
std::unique_ptr<PixelSource> openSource(std::span<const std::uint8_t> file);

} // namespace esek::imaging
