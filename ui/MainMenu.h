#pragma once
#include <wx/menu.h>

namespace esek::ui {

struct UiContext;

/// The menu bar of the main window; the frame answers its commands. The recent schools stand in it as
/// commands id::schoolRecentFirst + place among RecentSchools, without the one that is open.
wxMenuBar* makeMainMenu(const UiContext&);

} // namespace esek::ui
