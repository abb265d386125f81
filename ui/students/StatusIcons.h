#pragma once
#include "domain/Photo.h"
#include "ui/theme/Theme.h"

#include <vector>

namespace esek::ui {

/// The icon of a photo status in its tone; always beside its words.
wxBitmapBundle statusIcon(domain::PhotoStatus, int side = 16);
/// In the order of allPhotoStatuses().
std::vector<wxBitmapBundle> statusIcons(int side);

} // namespace esek::ui
