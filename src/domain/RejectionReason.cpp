#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/Photo.h"

namespace esek::domain {

namespace {

struct Texts {
    RejectionReason reason;
    std::string_view code;
    const char* label;
    const char* sentence;
};

// The order in which a clerk sees them: the most frequent first. Wording after the guidelines (README.md,
// Good photos).
constexpr Texts kTexts[] = {
    {RejectionReason::busyBackground, "busy_background", ESEK_N_("Background"),
     ESEK_N_("The background is not plain and bright. Take the photo in front of a plain bright wall.")},
    {RejectionReason::faceTooSmall, "face_too_small", ESEK_N_("Face too small"),
     ESEK_N_("The face is too small. It should take 70–80 % of the photo.")},
    {RejectionReason::headCut, "head_cut", ESEK_N_("Head cut off"),
     ESEK_N_("The head is cut off. The photo must show it from the top to the upper shoulders.")},
    {RejectionReason::notFrontal, "not_frontal", ESEK_N_("Not facing the camera"),
     ESEK_N_("The head is turned or tilted. The person should face the camera.")},
    {RejectionReason::faceNotVisible, "face_not_visible", ESEK_N_("Face covered"),
     ESEK_N_("The whole oval of the face must be visible, without hair or hands on it.")},
    {RejectionReason::eyesNotVisible, "eyes_not_visible", ESEK_N_("Eyes not visible"),
     ESEK_N_("The eyes must be open and well visible.")},
    {RejectionReason::darkGlasses, "dark_glasses", ESEK_N_("Dark glasses"),
     ESEK_N_("Dark glasses or lenses that reflect light hide the eyes. Take the photo without them.")},
    {RejectionReason::headCovering, "head_covering", ESEK_N_("Headwear"),
     ESEK_N_(
         "There is headwear in the photo. If it is worn for religious or medical reasons, tell the school "
         "office.")},
    {RejectionReason::severalPeople, "several_people", ESEK_N_("Several people"),
     ESEK_N_("There is more than one person in the photo. It must show the pupil alone.")},
    {RejectionReason::noFace, "no_face", ESEK_N_("No face"), ESEK_N_("There is no face in the photo.")},
    {RejectionReason::notThePupil, "not_the_pupil", ESEK_N_("Another person"),
     ESEK_N_("The photo does not show this pupil.")},
    {RejectionReason::outdated, "outdated", ESEK_N_("Out of date"),
     ESEK_N_("The photo is out of date. It should show how the pupil looks now.")},
    {RejectionReason::blurred, "blurred", ESEK_N_("Blurred"),
     ESEK_N_("The photo is blurred. Take a sharp one.")},
    {RejectionReason::tooDark, "too_dark", ESEK_N_("Too dark"),
     ESEK_N_("The photo is too dark. Take it in daylight, facing the window.")},
    {RejectionReason::overexposed, "overexposed", ESEK_N_("Overexposed"),
     ESEK_N_("The photo is overexposed. Take it without flash or strong light on the face.")},
    {RejectionReason::shadows, "shadows", ESEK_N_("Shadows"),
     ESEK_N_("There are shadows on the face or the background. The light should be even.")},
    {RejectionReason::lowContrast, "low_contrast", ESEK_N_("Low contrast"),
     ESEK_N_("The photo is pale, with little contrast.")},
    {RejectionReason::tooSmall, "too_small", ESEK_N_("Too few pixels"),
     ESEK_N_("The photo has too few pixels to be printed well. Send the original file, not a miniature.")},
    {RejectionReason::greyscale, "greyscale", ESEK_N_("Not in colour"),
     ESEK_N_("The photo must be in colour.")},
    {RejectionReason::compression, "compression", ESEK_N_("Compressed too much"),
     ESEK_N_("The photo was compressed too much. Send the original file, not one from a messenger.")},
    {RejectionReason::sideways, "sideways", ESEK_N_("Sideways"),
     ESEK_N_("The photo lies on its side. Turn it upright.")},
    {RejectionReason::other, "other", ESEK_N_("Other reason"),
     ESEK_N_("The photo does not meet the requirements.")},
};

const Texts& find(RejectionReason r) {
    for (const Texts& t : kTexts) {
        if (t.reason == r)
            return t;
    }
    return kTexts[std::size(kTexts) - 1];
}

} // namespace

std::string_view toString(RejectionReason r) {
    return find(r).code;
}

std::optional<RejectionReason> reasonFromString(std::string_view code) {
    for (const Texts& t : kTexts) {
        if (t.code == code)
            return t.reason;
    }
    return std::nullopt;
}

const std::vector<RejectionReason>& allRejectionReasons() {
    static const std::vector<RejectionReason> all = [] {
        std::vector<RejectionReason> v;
        for (const Texts& t : kTexts)
            v.push_back(t.reason);
        return v;
    }();
    return all;
}

std::string describe(RejectionReason r) {
    return tr(find(r).sentence);
}
std::string label(RejectionReason r) {
    return tr(find(r).label);
}

} // namespace esek::domain
