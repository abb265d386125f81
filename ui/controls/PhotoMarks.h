#pragma once
#include "ui/model/CropModel.h"

#include <vector>

class wxGraphicsContext;
class wxWindow;

namespace esek::ui {

/// A line or box of the photo checks over a picture, in fractions of the turned picture.
struct PhotoMark {
    enum class Kind { faceBox, headBox, eyeLine };
    Kind kind = Kind::faceBox;
    model::Vec from;
    model::Vec to;
};

/// `place`: where the whole picture lies in the window.
void drawMarks(wxGraphicsContext&, const std::vector<PhotoMark>&, const model::Box& place);
/// Which line of these marks means what, and the key that hides them: at the lower edge of the window, beside
/// the picture, or not at all where it would cover the face.
void drawLegend(wxGraphicsContext&, const wxWindow&, const std::vector<PhotoMark>&, const model::Box& place);
/// Darkens what the card will not show and draws the frame. Corners in pixels of the turned picture.
void drawFrame(wxGraphicsContext&, const std::array<model::Vec, 4>& corners, model::Size full,
               const model::Box& place, bool handles);
/// Inside the frame: where the eyes should be, and the head at 70 to 80 % of the height (domain/README.md,
/// Good photos).
void drawGuides(wxGraphicsContext&, const std::array<model::Vec, 4>& corners, model::Size full,
                const model::Box& place);

} // namespace esek::ui
