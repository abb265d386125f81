#pragma once
#include <vector>

class wxButton;
class wxWindow;

namespace esek::ui {

/// A context menu with the commands of these buttons, at the pointer or, for the menu key, in the middle of
/// `over`: hidden buttons are left out, disabled ones are grey, choosing an entry presses its button.
void popUpButtons(wxWindow& over, const std::vector<wxButton*>&);

} // namespace esek::ui
