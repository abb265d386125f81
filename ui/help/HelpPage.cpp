#include "ui/help/HelpPage.h"

#include "ui/Text.h"

#include <memory>
#include <wx/cshelp.h>
#include <wx/window.h>

namespace esek::ui {

namespace {

/// wx keeps the text of a window in one provider for the program, and forgets it with the window.
wxHelpProvider& provider() {
    if (!wxHelpProvider::Get())
        wxHelpProvider::Set(new wxSimpleHelpProvider); // wx deletes it at the end
    return *wxHelpProvider::Get();
}

} // namespace

void setHelpPage(wxWindow& window, const std::string& page) {
    provider().AddHelp(&window, wx(page));
}

std::string helpPageOf(const wxWindow* window) {
    for (; window; window = window->GetParent())
        if (const auto page = provider().GetHelp(window); !page.empty())
            return utf8(page);
    return {};
}

} // namespace esek::ui
