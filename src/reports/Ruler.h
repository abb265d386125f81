#pragma once
#include "pdf/FontMetrics.h"

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace esek::reports {

using pdf::FontStyle;

/// Widths and lines of texts on paper, in mm. The advance of each letter is asked for once, because a report
/// has a million. One thread. Private to the module.
class Ruler {
  public:
    /// `metrics` must outlive the ruler.
    explicit Ruler(const pdf::FontMetrics& metrics) : m_metrics(metrics) {}

    /// One line of which every letter can be drawn: "□" stands for the others.
    std::string drawable(std::string_view raw);
    double width(std::string_view text, double sizePt, FontStyle);
    /// At most this wide each: broken at spaces and hyphens, and inside a word that is wider alone.
    std::vector<std::string> lines(const std::string& text, double widthMm, double sizePt, FontStyle);
    double longestWord(const std::string& text, double sizePt, FontStyle);

  private:
    /// For a size of 1 pt; negative when the font has no such letter.
    double advance(char32_t, FontStyle);
    const pdf::FontMetrics& m_metrics;
    std::array<std::unordered_map<char32_t, double>, 2> m_advance; ///< regular and bold
};

} // namespace esek::reports
