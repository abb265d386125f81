#include "ui/controls/PhotoIcons.h"

#include "ui/theme/Theme.h"

#include <map>
#include <tuple>
#include <wx/window.h>

namespace esek::ui {

using domain::PhotoStatus;

wxBitmap paintedIcon(const wxWindow* window, const std::string& name, int side, const wxColour& colour) {
    static std::map<std::tuple<std::string, int, wxUint32, double>, wxBitmap> kept;
    const auto key = std::make_tuple(name, side, colour.GetRGBA(), window->GetContentScaleFactor());
    const auto it = kept.find(key);
    if (it != kept.end())
        return it->second;
    return kept[key] = icon(name, side, colour).GetBitmapFor(const_cast<wxWindow*>(window));
}

std::string statusIconName(PhotoStatus s) {
    switch (s) {
    case PhotoStatus::none:
        return "status-none";
    case PhotoStatus::pending:
        return "status-pending";
    case PhotoStatus::accepted:
        return "status-accepted";
    case PhotoStatus::rejected:
        return "status-rejected";
    case PhotoStatus::changeRequested:
        return "status-change";
    case PhotoStatus::deletionRequested:
        return "status-deletion";
    }
    return {};
}

wxColour statusColour(PhotoStatus s) {
    switch (s) {
    case PhotoStatus::accepted:
        return tone(Tone::good);
    case PhotoStatus::rejected:
    case PhotoStatus::deletionRequested:
        return tone(Tone::bad);
    case PhotoStatus::changeRequested:
        return tone(Tone::warning);
    case PhotoStatus::pending:
        return tone(Tone::accent);
    case PhotoStatus::none:
        return tone(Tone::muted);
    }
    return {};
}

} // namespace esek::ui
