#include "quality/RangeMeasure.h"

#include "base/Format.h"
#include "base/Number.h"
#include "base/Translate.h"

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {

constexpr int kMostDigits = 3;

std::string limitText(const std::optional<double>& low, const std::optional<double>& high, Unit unit) {
    if (low && high) {
        if (std::abs(*low + *high) < 1e-9)
            return esek::format("± {}", written(*high, unit));
        return esek::format("{} – {}", written(*low, unit), written(*high, unit));
    }
    if (low)
        return esek::format("≥ {}", written(*low, unit));
    return high ? esek::format("≤ {}", written(*high, unit)) : std::string();
}

bool below(double v, const std::optional<double>& limit) {
    return limit && v < *limit;
}
bool above(double v, const std::optional<double>& limit) {
    return limit && v > *limit;
}

using Words = std::initializer_list<std::pair<std::string, std::string>>;

std::string filled(const char* text, const Words& words) {
    std::string out = tr(text);
    for (const auto& [key, with] : words)
        for (std::size_t at = out.find(key); at != std::string::npos; at = out.find(key, at + with.size()))
            out.replace(at, key.size(), with);
    return out;
}

} // namespace

std::string written(double value, Unit unit, int digits) {
    if (unit == Unit::percent)
        value *= 100;
    if (unit == Unit::megabytes)
        ++digits;
    const double scale = std::pow(10, digits);
    const std::string number = numberText(std::round(value * scale) / scale, digits);
    switch (unit) {
    case Unit::percent:
        return number + " %";
    case Unit::degrees:
        return number + "°";
    case Unit::dpi:
        return number + " dpi";
    case Unit::megabytes:
        return number + " MB";
    case Unit::points:
        break;
    }
    return number;
}

std::string writtenBeside(double value, double limit, Unit unit) {
    int digits = 0;
    while (digits < kMostDigits && written(value, unit, digits) == written(limit, unit, digits))
        ++digits;
    return written(value, unit, digits);
}

int scalarOf(double v, const std::array<double, 4>& s) {
    double share = 1;
    if (v < s[1])
        share = s[1] > s[0] ? (v - s[0]) / (s[1] - s[0]) : 0;
    else if (v > s[2])
        share = s[3] > s[2] ? (s[3] - v) / (s[3] - s[2]) : 0;
    return static_cast<int>(std::lround(100 * std::clamp(share, 0.0, 1.0)));
}

MeasureResult notMeasured(const char* id, const char* sentence) {
    MeasureResult r;
    r.id = id;
    r.severity = Severity::notMeasured;
    r.sentence = tr(sentence);
    return r;
}

MeasureResult RangeMeasure::run(const Analysis& analysis, const PhotoProfile& profile) const {
    const auto raw = value(analysis);
    if (!raw)
        return notMeasured(
            m_spec.id, analysis.portrait ? ESEK_N_("Not measured: this photo gives nothing to measure it by.")
                                         : ESEK_N_("Not measured: no face was found."));
    return judge(*raw, limits(profile));
}

MeasureResult RangeMeasure::judge(double raw, const MeasureLimits& l) const {
    MeasureResult r;
    r.id = m_spec.id;
    r.raw = raw;
    r.scalar = scalarOf(raw, m_spec.scale);
    const bool errorLow = below(raw, l.errorMin), errorHigh = above(raw, l.errorMax);
    const bool low = errorLow || below(raw, l.adviceMin), high = errorHigh || above(raw, l.adviceMax);
    r.severity = errorLow || errorHigh ? Severity::error : low || high ? Severity::advice : Severity::ok;
    r.limit = r.severity == Severity::error ? limitText(l.errorMin, l.errorMax, m_spec.unit)
                                            : limitText(l.adviceMin ? l.adviceMin : l.errorMin,
                                                        l.adviceMax ? l.adviceMax : l.errorMax, m_spec.unit);
    if (low || high)
        r.rejectionReason = low ? m_spec.reasonLow : m_spec.reasonHigh;
    const auto& crossed = errorLow ? l.errorMin : errorHigh ? l.errorMax : low ? l.adviceMin : l.adviceMax;
    const auto number = [&](double value, double limit) {
        return low || high ? writtenBeside(value, limit, m_spec.unit) : written(value, m_spec.unit);
    };
    const auto chosen = [&](const RangeTexts& t) { return low ? t.low : high ? t.high : t.ok; };
    r.sentence = tr(chosen(m_spec.sentence));
    const double limit = crossed.value_or(0);
    r.details = filled(chosen(m_spec.details), {{"{value}", number(raw, limit)},
                                                {"{size}", number(std::abs(raw), std::abs(limit))},
                                                {"{limit}", r.limit.empty() ? tr("no limit") : r.limit}});
    return r;
}

} // namespace esek::quality
