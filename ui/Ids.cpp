#include "ui/Ids.h"

#include "ui/RecentSchools.h"
#include "ui/review/ReviewIds.h"

// What scripts, tests and screen readers rely on, checked where it costs nothing.
namespace esek::ui::id {

namespace {
constexpr int kRecentSchools = static_cast<int>(RecentSchools::kKept);
constexpr int kExceptions = 3; // kinds of departures that a pupil's form offers
} // namespace

// wxWidgets keeps the ids up to wxID_HIGHEST for itself, and Windows sends 16 bits of the id of a command.
static_assert(int{viewReview} > int{wxID_HIGHEST});
static_assert(joinCancel < 0x8000);

// The ids of one row of controls must not run into those that follow.
static_assert(schoolRecentFirst + kRecentSchools <= stepPupils);
static_assert(welcomeRecentFirst + kRecentSchools <= syncNow);
static_assert(formException + kExceptions <= importChoose);
static_assert(reviewFindings < reviewTabFirst);
static_assert(int{reviewTabFirst} < int{studentsSearch});

// The ids of the photo view count on by themselves: one put into the middle would move those behind it.
static_assert(reviewList == 6100);
static_assert(reviewZoomFit == 6122);
static_assert(cropCancel == 6133);
static_assert(reviewFindings == 6136);

} // namespace esek::ui::id
