#include "ui/theme/TextScale.h"

#include <algorithm>
#include <wx/string.h>
#include <wx/utils.h>

namespace esek::ui {

namespace {
// GTK multiplies the resolution of fonts by this; other systems have text size in their own settings and
// give it to us with the fonts.
constexpr const char* kVariable = "GDK_DPI_SCALE";
} // namespace

double textGrowth() {
    double scale = 1.0;
    wxString set;
    if (wxGetEnv(kVariable, &set) && set.ToCDouble(&scale) && scale > 0)
        return scale;
    return 1.0;
}

bool largeText() {
    return textGrowth() > 1.4;
}

void prepareTextScale(double scale) {
    scale = std::clamp(scale, 1.0, 2.0);
    if (scale == 1.0)
        return;
    wxSetEnv(kVariable, wxString::FromCDouble(scale * textGrowth(), 2));
}

} // namespace esek::ui
