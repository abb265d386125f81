#include "ui/dialogs/WxDialogs.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/dialogs/PasswordDialog.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/dirdlg.h>
#include <wx/filedlg.h>
#include <wx/msgdlg.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/utils.h>

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

std::optional<std::string> WxDialogs::askText(wxWindow* parent, const std::string& title,
                                              const std::string& question, const std::string& yes) {
    wxDialog dialog(parent, wxID_ANY, wx(title));
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* words = new wxStaticText(&dialog, wxID_ANY, wx(question));
    words->Wrap(dialog.GetCharWidth() * 60);
    auto* text = new wxTextCtrl(&dialog, wxID_ANY, {}, wxDefaultPosition,
                                wxSize(dialog.GetCharWidth() * 60, -1), wxTE_PROCESS_ENTER);
    setAccessibleName(*text, wx(question));
    const auto gap = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, dialog.FromDIP(14));
    column->Add(words, gap);
    column->Add(text, gap);
    auto* buttons = new wxStdDialogButtonSizer;
    auto* go = new wxButton(&dialog, wxID_OK, wx(yes));
    buttons->AddButton(new wxButton(&dialog, wxID_CANCEL, T(tr("Cancel"))));
    buttons->AddButton(go);
    buttons->Realize();
    column->Add(buttons, wxSizerFlags().Expand().Border(wxALL, dialog.FromDIP(14)));
    const auto typed = [text] { return wxString(text->GetValue()).Trim(true).Trim(false); };
    go->Disable();
    go->SetDefault();
    text->Bind(wxEVT_TEXT, [&](wxCommandEvent&) { go->Enable(!typed().empty()); });
    text->Bind(wxEVT_TEXT_ENTER, [&](wxCommandEvent&) {
        if (!typed().empty())
            dialog.EndModal(wxID_OK);
    });
    dialog.SetSizerAndFit(column);
    dialog.CentreOnParent();
    text->SetFocus();
    if (dialog.ShowModal() != wxID_OK)
        return std::nullopt;
    return utf8(typed());
}

std::optional<std::string>
WxDialogs::askPassword(wxWindow* parent, const std::string& title, const std::string& words,
                       const std::string& yes,
                       const std::function<std::string(const std::string&)>& complaint) {
    PasswordDialog dialog(parent, title, words, yes, complaint);
    if (dialog.ShowModal() != wxID_OK)
        return std::nullopt;
    return dialog.password();
}

bool WxDialogs::openWithSystem(const std::string& path) {
    return wxLaunchDefaultApplication(wx(path));
}

} // namespace esek::ui
