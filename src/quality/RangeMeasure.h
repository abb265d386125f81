#pragma once
#include "quality/Measure.h"

#include <array>
#include <optional>

namespace esek::quality {

enum class Unit { percent, degrees, dpi, megabytes, points };

/// What is said of a value within the limits, below and above them; English for tr().
struct RangeTexts {
    const char* ok;
    const char* low;
    const char* high;
};

/// How a raw value becomes a result.
struct RangeSpec {
    const char* id;
    Unit unit;
    /// Scalar: 0 outside the first and last, 100 between the middle two, straight lines between.
    std::array<double, 4> scale;
    RangeTexts sentence; ///< what is wrong and what to do about it, without numbers
    /// The same with {value} and {limit}, for those who want to know; {size} is the value without its sign,
    /// for words that say the direction.
    RangeTexts details;
    const char* reasonLow = "";
    const char* reasonHigh = "";
};

/// A measure whose raw value is held against the minima and maxima of the profile.
class RangeMeasure : public Measure {
  public:
    explicit RangeMeasure(const RangeSpec& spec) : m_spec(spec) {}
    const char* id() const override { return m_spec.id; }
    MeasureResult run(const Analysis&, const PhotoProfile&) const override;
    /// A raw value held against these limits.
    MeasureResult judge(double raw, const MeasureLimits&) const;
    /// Empty: it cannot be measured on this photo.
    virtual std::optional<double> value(const Analysis&) const = 0;
    /// The limits that apply; the profile's unless the measure has them from elsewhere in it.
    virtual MeasureLimits limits(const PhotoProfile& profile) const { return profile.limitsOf(m_spec.id); }

  private:
    RangeSpec m_spec;
};

/// "37 %", "12°" ... in the unit's way of writing.
std::string written(double value, Unit unit, int digits = 0);
/// With as many digits as it takes to differ from the limit that it crossed: "6, limit: 6" explains nothing.
std::string writtenBeside(double value, double limit, Unit unit);
/// 0-100 for a raw value (see RangeSpec::scale).
int scalarOf(double value, const std::array<double, 4>& scale);

} // namespace esek::quality
