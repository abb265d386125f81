#include "ui/students/StatusIcons.h"

namespace esek::ui {

wxBitmapBundle statusIcon(domain::PhotoStatus status, int side) {
    using S = domain::PhotoStatus;
    switch (status) {
    case S::none:
        return icon("status-none", side, tone(Tone::muted));
    case S::pending:
        return icon("status-pending", side, tone(Tone::warning));
    case S::accepted:
        return icon("status-accepted", side, tone(Tone::good));
    case S::rejected:
        return icon("status-rejected", side, tone(Tone::bad));
    case S::changeRequested:
        return icon("status-change", side, tone(Tone::warning));
    case S::deletionRequested:
        return icon("status-deletion", side, tone(Tone::bad));
    }
    return {};
}

std::vector<wxBitmapBundle> statusIcons(int side) {
    std::vector<wxBitmapBundle> icons;
    for (const auto status : domain::allPhotoStatuses())
        icons.push_back(statusIcon(status, side));
    return icons;
}

} // namespace esek::ui
