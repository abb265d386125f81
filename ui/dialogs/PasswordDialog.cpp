#include "ui/dialogs/PasswordDialog.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "ui/BackupIds.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/WrappedText.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {
constexpr int kWidthInLetters = 60;
}

PasswordDialog::PasswordDialog(wxWindow* parent, const std::string& title, const std::string& words,
                               const std::string& yes,
                               std::function<std::string(const std::string&)> complaint)
    : wxDialog(parent, wxID_ANY, wx(title)), m_complaint(std::move(complaint)) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto gap = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
    const int width = GetCharWidth() * kWidthInLetters;
    auto* why = new WrappedText(this, words);
    why->fit(width);
    column->Add(why, gap);
    Form form(this);
    m_text = form.text(id::passwordText, tr("Password"), wxTE_PASSWORD | wxTE_PROCESS_ENTER).text;
    if (m_complaint)
        m_again = form.text(id::passwordAgain, tr("Once more"), wxTE_PASSWORD | wxTE_PROCESS_ENTER).text;
    column->Add(form.sizer(), gap);
    m_wrong = new WrappedText(this);
    m_wrong->SetForegroundColour(tone(Tone::bad));
    m_wrong->fit(width);
    column->Add(m_wrong, gap);
    auto* buttons = new wxStdDialogButtonSizer;
    auto* go = new wxButton(this, wxID_OK, wx(yes));
    buttons->AddButton(new wxButton(this, wxID_CANCEL, T(tr("Cancel"))));
    buttons->AddButton(go);
    buttons->Realize();
    column->Add(buttons, wxSizerFlags().Expand().Border(wxALL, FromDIP(14)));
    go->SetDefault();
    go->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { this->go(); });
    for (wxTextCtrl* field : {m_text, m_again})
        if (field)
            field->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { this->go(); });
    SetSizerAndFit(column);
    CentreOnParent();
    m_text->SetFocus();
}

std::string PasswordDialog::password() const {
    return trim(utf8(m_text->GetValue()));
}

std::string PasswordDialog::wrong() const {
    if (password().empty())
        return tr("Type the password.");
    if (!m_complaint)
        return {};
    if (const std::string complaint = m_complaint(password()); !complaint.empty())
        return complaint;
    return trim(utf8(m_again->GetValue())) == password()
               ? std::string()
               : tr("The two passwords differ. Type both once more.");
}

void PasswordDialog::go() {
    const std::string words = wrong();
    if (words.empty()) {
        EndModal(wxID_OK);
        return;
    }
    m_wrong->set(words);
    Layout();
    Fit();
    m_text->SetFocus();
    m_text->SelectAll();
}

} // namespace esek::ui
