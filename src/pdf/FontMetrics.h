#pragma once
#include "base/Result.h"
#include "pdf/Drawing.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace esek::pdf {

class FontFile;

/// Widths, ink and coverage of a regular and a bold TrueType font, read from the same files that are embedded
/// in the PDF. Immutable after loading; any thread may ask.
class FontMetrics {
  public:
    /// fileNotFound, or fileCorrupt when it is no TrueType font.
    static Result<FontMetrics> load(const std::filesystem::path& regular, const std::filesystem::path& bold);

    /// For canvases that need the font itself: its path (screen) or its content (PDF).
    const std::filesystem::path& file(FontStyle style) const {
        return style == FontStyle::bold ? m_boldFile : m_regularFile;
    }
    std::shared_ptr<const FontFile> font(FontStyle style) const {
        return style == FontStyle::bold ? m_bold : m_regular;
    }
    /// Width of the advance, mm.
    double widthMm(FontStyle, double sizePt, std::string_view utf8) const;
    /// Highest ink over the baseline and lowest ink under it (positive downwards), mm.
    struct Ink {
        double ascentMm = 0, descentMm = 0;
    };
    Ink inkMm(FontStyle, double sizePt, std::string_view utf8) const;
    /// The first letter that the font does not have, as UTF-8.
    std::optional<std::string> firstMissing(FontStyle, std::string_view utf8) const;

  private:
    std::filesystem::path m_regularFile, m_boldFile;
    std::shared_ptr<const FontFile> m_regular, m_bold;
};

} // namespace esek::pdf
