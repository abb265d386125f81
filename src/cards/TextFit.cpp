#include "cards/TextFit.h"

#include "base/Text.h"
#include "pdf/DrawableText.h"
#include "pdf/Units.h"

#include <algorithm>
#include <functional>

namespace esek::cards {

namespace {

constexpr double kSizeStepPt = 0.25;
constexpr double kLeading = 1.16; // of the size; DejaVu's own line distance
constexpr double kTightestLeading =
    1.0;                             // of the size; a descender then still clears capitals without accents
constexpr double kClearanceMm = 0.3; // from a keep-out zone to the left of it

/// Where the ink of a line at this height has to end; nothing when a zone covers the start of the line.
std::optional<double> rightLimit(const RectMm& box, const std::vector<RectMm>& keepOut, double top,
                                 double bottom) {
    double limit = box.right();
    for (const RectMm& zone : keepOut) {
        if (zone.y >= bottom || zone.bottom() <= top || zone.right() <= box.x || zone.x >= box.right())
            continue;
        if (zone.x <= box.x)
            return std::nullopt;
        limit = std::min(limit, zone.x - kClearanceMm);
    }
    return limit;
}

/// Greedy; nothing when a piece is wider than its line or the lines are used up.
std::optional<std::vector<std::string>>
wrap(const std::vector<std::string>& paragraphs, pdf::BreakAt where, std::size_t maxLines,
     const std::function<std::optional<double>(std::size_t)>& lineWidth,
     const std::function<double(const std::string&)>& width) {
    std::vector<std::string> lines;
    const auto fits = [&](const std::string& text) {
        if (lines.size() >= maxLines)
            return false;
        const auto room = lineWidth(lines.size());
        return room && width(trim(text)) <= *room;
    };
    for (const std::string& paragraph : paragraphs) {
        std::string line;
        for (const std::string& piece : pdf::breakable(paragraph, where)) {
            if (!line.empty() && !fits(line + piece)) {
                lines.push_back(trim(line));
                line.clear();
            }
            line += piece;
            if (!fits(line))
                return std::nullopt;
        }
        lines.push_back(trim(line));
    }
    return lines;
}

std::vector<pdf::TextOp> fitAt(const TextField& field, const std::vector<RectMm>& keepOut,
                               const pdf::FontMetrics& metrics, const std::vector<std::string>& paragraphs,
                               double size) {
    const auto ink = metrics.inkMm(field.style, size, join(paragraphs, " "));
    const double em = size * pdf::kMmPerPoint;
    for (int n = static_cast<int>(paragraphs.size()); n <= field.maxLines; ++n) {
        const double room = field.box.height - ink.ascentMm - ink.descentMm;
        const double leading = n == 1 ? 0 : std::min(kLeading * em, room / (n - 1));
        if (room < 0 || (n > 1 && leading < kTightestLeading * em))
            break;
        const double lowest = field.box.bottom() - ink.descentMm - (n - 1) * leading;
        const double first = std::clamp(field.baseline, field.box.y + ink.ascentMm, lowest);
        const auto lineWidth = [&](std::size_t i) -> std::optional<double> {
            const double base = first + static_cast<double>(i) * leading;
            const auto limit = rightLimit(field.box, keepOut, base - ink.ascentMm, base + ink.descentMm);
            return limit ? std::optional(*limit - field.box.x) : std::nullopt;
        };
        const auto width = [&](const std::string& text) { return metrics.widthMm(field.style, size, text); };
        // A double surname is torn at its hyphen only when spaces alone do not do.
        auto lines = wrap(paragraphs, pdf::BreakAt::spaces, static_cast<std::size_t>(n), lineWidth, width);
        if (!lines)
            lines = wrap(paragraphs, pdf::BreakAt::spacesAndHyphens, static_cast<std::size_t>(n), lineWidth,
                         width);
        if (!lines)
            continue;
        std::vector<pdf::TextOp> ops;
        for (std::size_t i = 0; i < lines->size(); ++i)
            ops.push_back({field.box.x,
                           first + static_cast<double>(i) * leading,
                           size,
                           field.style,
                           (*lines)[i],
                           {},
                           0});
        return ops;
    }
    return {};
}

std::vector<pdf::TextOp> fitParagraphs(const TextField& field, const std::vector<RectMm>& keepOut,
                                       const pdf::FontMetrics& metrics,
                                       const std::vector<std::string>& paragraphs) {
    // Counted in whole steps so that the floor itself is tried, whatever floating point makes of it.
    const int steps = static_cast<int>((field.sizePt - field.minSizePt) / kSizeStepPt + 1e-9);
    for (int i = 0; i <= steps; ++i)
        if (auto ops = fitAt(field, keepOut, metrics, paragraphs, field.sizePt - i * kSizeStepPt);
            !ops.empty())
            return ops;
    return fitAt(field, keepOut, metrics, paragraphs, field.minSizePt);
}

} // namespace

std::vector<pdf::TextOp> fitText(const TextField& field, const std::vector<RectMm>& keepOut,
                                 const pdf::FontMetrics& metrics, const std::string& text) {
    const std::vector<std::string> paragraphs = split(text, '\n');
    auto ops = fitParagraphs(field, keepOut, metrics, paragraphs);
    if (ops.empty() && paragraphs.size() > 1)
        ops = fitParagraphs(field, keepOut, metrics, {join(paragraphs, ", ")});
    return ops;
}

} // namespace esek::cards
