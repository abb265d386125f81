#pragma once
#include "base/Result.h"
#include "quality/QualityReport.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace esek::quality {

/// Limits of one measure: outside `error*` is an error, outside `advice*` is advice. Units are the measure's
/// own.
struct MeasureLimits {
    std::optional<double> errorMin, errorMax;
    std::optional<double> adviceMin, adviceMax;
    bool asAdvice = false; ///< what would be an error is shown as advice only
    bool off = false;      ///< the office does not want this measure
};

/// A set of photo rules as data: resources/profiles/NAME.json (domain/README.md, Good photos). The office
/// chooses one.
class PhotoProfile {
  public:
    /// "gov-pl", "sio", "vulcan", "own". Unknown name: ErrorCode::unknownProfile.
    static Result<PhotoProfile> load(const std::string& name);
    static Result<PhotoProfile> fromFile(const std::filesystem::path& file);
    /// Names of the profiles in resources/profiles, sorted.
    static std::vector<std::string> available();

    std::string name;
    std::string title;        ///< for people, in the current language
    std::string source;       ///< where the rules come from
    std::string sourceReadOn; ///< ISO date on which it was read
    int minWidth = 225;       ///< pixels
    int minHeight = 307;
    int recommendedWidth = 492;
    int recommendedHeight = 633;
    std::int64_t maxBytes = 0;                   ///< 0: no limit
    std::vector<std::string> kinds;              ///< "jpeg", "png"
    std::map<std::string, MeasureLimits> limits; ///< by measure id

    /// A text that differs when the rules do; for caches.
    std::string fingerprint() const;
    const MeasureLimits& limitsOf(const std::string& measureId) const;
};

} // namespace esek::quality
