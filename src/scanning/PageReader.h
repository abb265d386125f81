#pragma once
#include "imaging/Image.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace esek::scanning {

enum class Channel { all, red, green, blue };

/// How the bytes of a frame are laid out.
struct FrameLayout {
    Channel channel = Channel::all; ///< a frame may carry one colour of three
    bool grey = false;
    int depth = 8; ///< bits of a sample: 1 (set bits are black), 8 or 16 (in the order of this computer)
    int pixelsPerLine = 0;
    std::size_t bytesPerLine = 0;
};

/// Puts the bytes of frames together to a picture of 8 bits, line by line as they come; the height need not
/// be known beforehand. Single thread.
class PageReader {
  public:
    static bool canRead(const FrameLayout&);
    /// Another frame begins at the first line.
    void begin(const FrameLayout&);
    /// Throws imageTooLarge.
    void add(std::span<const std::uint8_t>);
    /// Lines that came whole.
    imaging::Image take();

  private:
    void line(const std::uint8_t*);

    FrameLayout m_layout;
    std::vector<std::uint8_t> m_rest; ///< of a line that has not come whole
    int m_line = 0;
    imaging::Image m_image;
};

} // namespace esek::scanning
