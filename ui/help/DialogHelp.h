#pragma once

class wxWindow;

namespace esek::ui {

/// F1 in this dialog opens the manual, as it does in the window behind, whose keys do not reach it from here.
/// Interface thread.
void bindHelpKey(wxWindow& dialog);

} // namespace esek::ui
