#pragma once
#include "quality/Analysis.h"
#include "quality/PhotoProfile.h"
#include "quality/QualityReport.h"

#include <memory>
#include <vector>

namespace esek::quality {

/// One property of a photo. Stateless; thread safe.
class Measure {
  public:
    virtual ~Measure() = default;
    virtual const char* id() const = 0;
    virtual MeasureResult run(const Analysis&, const PhotoProfile&) const = 0;
};

/// All measures in the order of the report.
std::vector<std::unique_ptr<Measure>> allMeasures();

/// A result that says why there is no value; `sentence` is English for tr().
MeasureResult notMeasured(const char* id, const char* sentence);

} // namespace esek::quality
