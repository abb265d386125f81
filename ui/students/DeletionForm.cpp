#include "ui/students/DeletionForm.h"

#include "base/Text.h"
#include "base/platform/Paths.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/help/HelpPage.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

DeletionForm::DeletionForm(wxWindow* parent) : wxPanel(parent) {
    setHelpPage(*this, "uczniowie.html#usuniecie");
    setAccessibleName(*this, T(tr("Request to delete the photo")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* heading = new wxStaticText(this, wxID_ANY, T(tr("Request to delete the photo")));
    makeHeading(heading);
    column->Add(heading, wxSizerFlags().Border(wxALL, FromDIP(12)));
    m_pupil = new wxStaticText(this, wxID_ANY, {});
    column->Add(m_pupil, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    Form form(this);
    m_role = form.choice(wxID_ANY, tr("Who asks"));
    m_role->Append(T(tr("parent or guardian")));
    m_role->Append(T(tr("pupil")));
    const auto name = form.text(wxID_ANY, tr("Name"));
    m_name = name.text;
    m_nameHint = name.hint;
    m_reason = form.text(wxID_ANY, tr("Reason (need not be given)")).text;
    column->Add(form.sizer(), wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    auto* save = new wxButton(this, wxID_ANY, T(tr("Save the request")));
    auto* cancel = new wxButton(this, wxID_ANY, T(tr("Cancel")));
    buttons->Add(save, wxSizerFlags().Border(wxRIGHT, FromDIP(8)));
    buttons->Add(cancel);
    column->Add(buttons, wxSizerFlags().Border(wxALL, FromDIP(12)));
    SetSizer(column);
    save->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        domain::Actor by;
        by.role = m_role->GetSelection() == 1 ? domain::Role::student : domain::Role::guardian;
        by.name = squeeze(utf8(m_name->GetValue()));
        by.workstation = platform::workstation();
        if (by.name.empty()) {
            setHint(m_nameHint, tr("Type who asks: it stays in the record."), true);
            m_name->SetFocus();
            return;
        }
        if (onSave)
            onSave(by, squeeze(utf8(m_reason->GetValue())));
    });
    cancel->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (onCancel)
            onCancel();
    });
}

bool DeletionForm::changed() const {
    return IsShown() && !(m_name->IsEmpty() && m_reason->IsEmpty());
}

void DeletionForm::discard() {
    m_name->Clear();
    m_reason->Clear();
    if (onCancel)
        onCancel();
}

void DeletionForm::start(const std::string& pupil) {
    m_whose = pupil;
    m_pupil->SetLabelText(wx(pupil));
    m_role->SetSelection(0);
    m_name->Clear();
    m_reason->Clear();
    setHint(m_nameHint, {}, false);
    m_name->SetFocus();
}

} // namespace esek::ui
