#include "base/Format.h"
#include "base/Translate.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Number of faces. A further face that is much smaller than the main one (a poster, a passer-by) is advice
/// only.
class SingleFacePresent : public Measure {
  public:
    const char* id() const override { return "singleFacePresent"; }
    MeasureResult run(const Analysis& a, const PhotoProfile& profile) const override {
        const double smallest = profile.limitsOf(id()).errorMin.value_or(0.35);
        MeasureResult r;
        r.id = id();
        r.raw = static_cast<double>(a.faces.size());
        r.limit = "1";
        if (a.faces.empty()) {
            r.scalar = 0;
            r.severity = Severity::error;
            r.rejectionReason = "no_face";
            r.sentence = tr(
                "No face was found in the photo. It must show the pupil's face, whole and from the front.");
            return r;
        }
        if (a.faces.size() == 1) {
            r.scalar = 100;
            r.severity = Severity::ok;
            r.sentence = tr("There is one face in the photo, as there should be.");
            return r;
        }
        double second = 0;
        for (std::size_t i = 1; i < a.faces.size(); ++i)
            second = std::max(second, a.faces[i].h / a.faces[0].h);
        r.scalar = 0;
        r.severity = second >= smallest ? Severity::error : Severity::advice;
        r.rejectionReason = "several_people";
        r.sentence = tr("There are several people in the photo. It must show the pupil alone.");
        r.details =
            fmt::format(fmt::runtime(tr("There are several faces in the photo: {0}; exactly 1 is allowed.")),
                        a.faces.size());
        return r;
    }
};

} // namespace

std::unique_ptr<Measure> makeSingleFacePresent() {
    return std::make_unique<SingleFacePresent>();
}

} // namespace esek::quality
