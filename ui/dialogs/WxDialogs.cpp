#include "ui/dialogs/WxDialogs.h"

#include "ui/Text.h"

#include <wx/dirdlg.h>
#include <wx/filedlg.h>
#include <wx/msgdlg.h>

namespace esek::ui {

bool WxDialogs::confirm(wxWindow* parent, const std::string& title, const std::string& question,
                        const std::string& yes) {
    wxMessageDialog dialog(parent, wx(question), wx(title), wxYES_NO | wxNO_DEFAULT | wxICON_QUESTION);
    dialog.SetYesNoLabels(wx(yes), T(tr("Cancel")));
    return dialog.ShowModal() == wxID_YES;
}

Dialogs::Save WxDialogs::saveChanges(wxWindow* parent, const std::string& what, bool canSave) {
    if (!canSave) {
        wxMessageDialog dialog(parent, wx(what + "\n\n" + tr("What was entered here would be lost.")),
                               T(tr("Discard the changes?")), wxYES_NO | wxNO_DEFAULT | wxICON_QUESTION);
        dialog.SetYesNoLabels(T(tr("Discard")), T(tr("Cancel")));
        return dialog.ShowModal() == wxID_YES ? Save::discard : Save::cancel;
    }
    wxMessageDialog dialog(parent, wx(what), T(tr("Save the changes?")),
                           wxYES_NO | wxCANCEL | wxICON_QUESTION);
    dialog.SetYesNoCancelLabels(T(tr("Save")), T(tr("Discard")), T(tr("Cancel")));
    switch (dialog.ShowModal()) {
    case wxID_YES:
        return Save::save;
    case wxID_NO:
        return Save::discard;
    default:
        return Save::cancel;
    }
}

void WxDialogs::inform(wxWindow* parent, const std::string& title, const std::string& text) {
    wxMessageDialog(parent, wx(text), wx(title), wxOK | wxICON_INFORMATION).ShowModal();
}

void WxDialogs::error(wxWindow* parent, const std::string& text) {
    wxMessageDialog(parent, wx(text), "e-Sekretariat", wxOK | wxICON_ERROR).ShowModal();
}

std::optional<std::string> WxDialogs::openFile(wxWindow* parent, const std::string& title,
                                               const std::string& wildcard) {
    wxFileDialog dialog(parent, wx(title), {}, {}, wx(wildcard), wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() != wxID_OK)
        return std::nullopt;
    return utf8(dialog.GetPath());
}

std::optional<std::string> WxDialogs::openFolder(wxWindow* parent, const std::string& title) {
    wxDirDialog dialog(parent, wx(title));
    if (dialog.ShowModal() != wxID_OK)
        return std::nullopt;
    return utf8(dialog.GetPath());
}

std::optional<std::string> WxDialogs::saveFile(wxWindow* parent, const std::string& title,
                                               const std::string& wildcard,
                                               const std::string& suggestedName) {
    wxFileDialog dialog(parent, wx(title), {}, wx(suggestedName), wx(wildcard),
                        wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK)
        return std::nullopt;
    return utf8(dialog.GetPath());
}

} // namespace esek::ui
