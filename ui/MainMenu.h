#pragma once
#include "ui/View.h"

#include <vector>
#include <wx/menu.h>

namespace esek::ui {

struct UiContext;

/// The menu bar of the main window; the frame answers its commands. The recent schools stand in it as
/// commands id::schoolRecentFirst + place among RecentSchools, without the one that is open. The menu
/// of views has those with a label.
wxMenuBar* makeMainMenu(const UiContext&, const std::vector<View>&);

} // namespace esek::ui
