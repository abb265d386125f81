#pragma once
#include "ui/UiContext.h"
#include "ui/controls/NoticeBar.h"

namespace esek::ui {

/// "Open the file" beside the message that it was saved.
NoticeBar::Action openAction(UiContext&, NoticeBar&, const std::string& file);

} // namespace esek::ui
