#include "pdf/FontMetrics.h"

#include "base/Text.h"
#include "pdf/FontFile.h"
#include "pdf/Units.h"

#include <algorithm>

namespace esek::pdf {

Result<FontMetrics> FontMetrics::load(const std::filesystem::path& regular,
                                      const std::filesystem::path& bold) {
    return guarded([&] {
        FontMetrics metrics;
        metrics.m_regularFile = regular;
        metrics.m_boldFile = bold;
        metrics.m_regular = std::make_shared<FontFile>(regular);
        metrics.m_bold = std::make_shared<FontFile>(bold);
        return metrics;
    });
}

double FontMetrics::widthMm(FontStyle style, double sizePt, std::string_view utf8) const {
    double em = 0;
    for (const char32_t c : toUtf32(utf8))
        if (const auto glyph = font(style)->find(c))
            em += glyph->advance;
    return em * sizePt * kMmPerPoint;
}

FontMetrics::Ink FontMetrics::inkMm(FontStyle style, double sizePt, std::string_view utf8) const {
    double top = 0, bottom = 0;
    for (const char32_t c : toUtf32(utf8))
        if (const auto glyph = font(style)->find(c)) {
            top = std::max(top, glyph->yMax);
            bottom = std::min(bottom, glyph->yMin);
        }
    return {top * sizePt * kMmPerPoint, -bottom * sizePt * kMmPerPoint};
}

std::optional<std::string> FontMetrics::firstMissing(FontStyle style, std::string_view utf8) const {
    for (const char32_t c : toUtf32(utf8))
        if (!font(style)->find(c))
            return toUtf8(std::u32string_view(&c, 1));
    return std::nullopt;
}

} // namespace esek::pdf
