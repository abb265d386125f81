#pragma once
#include "domain/School.h"

namespace esek::domain {

/// How long a school keeps photos that it does not need any more, in days; 0: until somebody erases them. The
/// acts set no term for a photo (README.md, Cards and law), so the school does. Like the school year of the
/// classes the rules travel among the fields of the school's record that programs of every version keep.
struct RetentionRules {
    int rejectedPhotos = 0;  ///< from the rejection
    int photosOfLeavers = 0; ///< from the day on which the pupil left
    bool operator==(const RetentionRules&) const = default;
};
inline constexpr int kLongestRetention = 3650; ///< days

RetentionRules retentionOf(const School&);
/// valueInvalid for days below 0 or above kLongestRetention.
Result<void> setRetention(School&, const RetentionRules&);

} // namespace esek::domain
