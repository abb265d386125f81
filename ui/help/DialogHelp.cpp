#include "ui/help/DialogHelp.h"

#include <wx/event.h>
#include <wx/window.h>

namespace esek::ui {

void bindHelpKey(wxWindow& dialog) {
    dialog.Bind(wxEVT_CHAR_HOOK, [&dialog](wxKeyEvent& e) {
        if (e.GetKeyCode() != WXK_F1 || e.HasAnyModifiers())
            return e.Skip();
        wxCommandEvent help(wxEVT_MENU, wxID_HELP);
        dialog.GetParent()->ProcessWindowEvent(help);
    });
}

} // namespace esek::ui
