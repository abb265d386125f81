#pragma once
#include "app/TaskRunner.h"

#include <filesystem>
#include <functional>

class wxTopLevelWindow;

namespace esek::ui {

/// What stands on the screen where the window is, as PNG. Once in a run: GTK 3 keeps the first copy it made
/// of the screen and gives it again.
bool saveScreenshot(wxTopLevelWindow*, const std::filesystem::path&);

/// The same as soon as no work is under way and everything is painted; then calls `done`.
void screenshotWhenQuiet(wxTopLevelWindow*, app::TaskRunner&, const std::filesystem::path&,
                         std::function<void(bool saved)> done);

} // namespace esek::ui
