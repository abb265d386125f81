#include "ui/controls/Accessible.h"

#ifndef __WXGTK__

#include "ui/Text.h"

#include <memory>
#include <wx/access.h>
#include <wx/window.h>

namespace esek::ui {
#if wxUSE_ACCESSIBILITY
namespace {

/// What Windows' readers ask of a window that we named; everything else is answered as the control does.
class NamedAccessible final : public wxAccessible {
  public:
    using wxAccessible::wxAccessible;
    wxString name, description;
    wxAccRole role = wxROLE_NONE;

    wxAccStatus GetName(int child, wxString* text) override { return say(child, name, text); }
    wxAccStatus GetDescription(int child, wxString* text) override { return say(child, description, text); }
    wxAccStatus GetRole(int child, wxAccRole* answer) override {
        if (child != wxACC_SELF || role == wxROLE_NONE)
            return wxACC_NOT_IMPLEMENTED;
        *answer = role;
        return wxACC_OK;
    }

  private:
    static wxAccStatus say(int child, const wxString& words, wxString* text) {
        if (child != wxACC_SELF || words.empty())
            return wxACC_NOT_IMPLEMENTED;
        *text = words;
        return wxACC_OK;
    }
};

NamedAccessible& of(wxWindow& window) {
    auto* accessible = dynamic_cast<NamedAccessible*>(window.GetAccessible());
    if (!accessible) {
        accessible = new NamedAccessible(&window); // the window owns it
        window.SetAccessible(accessible);
    }
    return *accessible;
}

} // namespace

void setAccessibleName(wxWindow& window, const wxString& name) {
    window.SetName(name);
    of(window).name = name;
    wxAccessible::NotifyEvent(wxACC_EVENT_OBJECT_NAMECHANGE, &window, wxOBJID_CLIENT, wxACC_SELF);
}

void setAccessibleDescription(wxWindow& window, const std::string& words) {
    of(window).description = wx(words);
    wxAccessible::NotifyEvent(wxACC_EVENT_OBJECT_DESCRIPTIONCHANGE, &window, wxOBJID_CLIENT, wxACC_SELF);
}

void setAccessibleRole(wxWindow& window, AccessibleRole role) {
    of(window).role = role == AccessibleRole::list    ? wxROLE_SYSTEM_LIST
                      : role == AccessibleRole::image ? wxROLE_SYSTEM_GRAPHIC
                                                      : wxROLE_SYSTEM_TEXT;
}

void announceRow(wxWindow& list, const std::string& words, long row, long rows) {
    setAccessibleDescription(list, words + ", " + format(fmt::runtime(tr("row {} of {}")), row + 1, rows));
}
#else
void setAccessibleName(wxWindow& window, const wxString& name) {
    window.SetName(name);
}
void setAccessibleDescription(wxWindow&, const std::string&) {}
void setAccessibleRole(wxWindow&, AccessibleRole) {}
void announceRow(wxWindow&, const std::string&, long, long) {}
#endif

// Windows takes a label for the control that follows it only where the control has no name.
void keepLabelsWithTheirControls() {}

} // namespace esek::ui

#endif
