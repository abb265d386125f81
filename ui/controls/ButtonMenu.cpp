#include "ui/controls/ButtonMenu.h"

#include <wx/button.h>
#include <wx/menu.h>

namespace esek::ui {

void popUpButtons(wxWindow& over, const std::vector<wxButton*>& buttons) {
    wxMenu menu;
    for (wxButton* button : buttons) {
        if (!button->IsShown())
            continue;
        wxString label = button->GetLabelText();
        label.Replace("&", "&&"); // words, not a key
        menu.Append(button->GetId(), label)->Enable(button->IsEnabled());
        menu.Bind(
            wxEVT_MENU,
            [button](wxCommandEvent&) {
                // After the menu is gone: the command may open a question.
                button->CallAfter([button] {
                    wxCommandEvent pressed(wxEVT_BUTTON, button->GetId());
                    pressed.SetEventObject(button);
                    button->ProcessWindowEvent(pressed);
                });
            },
            button->GetId());
    }
    if (menu.GetMenuItemCount() > 0)
        over.PopupMenu(&menu);
}

} // namespace esek::ui
