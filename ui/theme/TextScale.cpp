#include "ui/theme/TextScale.h"

#include <algorithm>
#include <wx/string.h>
#include <wx/utils.h>

namespace esek::ui {

void prepareTextScale(double scale) {
    scale = std::clamp(scale, 1.0, 2.0);
    if (scale == 1.0)
        return;
    // GTK multiplies the resolution of fonts by this; other systems have text size in their own settings and
    // give it to us with the fonts.
    double already = 1.0;
    wxString set;
    if (wxGetEnv("GDK_DPI_SCALE", &set) && set.ToCDouble(&already) && already > 0)
        scale *= already;
    wxSetEnv("GDK_DPI_SCALE", wxString::FromCDouble(scale, 2));
}

} // namespace esek::ui
