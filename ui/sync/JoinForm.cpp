#include "ui/sync/JoinForm.h"

#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/NoticeBar.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/HelpPage.h"
#include "ui/model/SyncJoin.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/gauge.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

JoinForm::JoinForm(wxWindow* parent, Dialogs& dialogs) : wxPanel(parent), m_dialogs(dialogs), m_timer(this) {
    setHelpPage(*this, "synchronizacja.html#dolaczenie");
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(8)));
    Form form(this);
    const auto address = form.text(id::joinAddress, tr("Address of the server"), wxTE_PROCESS_ENTER);
    m_address = address.text;
    m_addressHint = address.hint;
    m_address->SetHint("https://");
    const auto code = form.text(id::joinCode, tr("One-time code"), wxTE_PROCESS_ENTER);
    m_code = code.text;
    m_codeHint = code.hint;
    m_code->SetHint("XXXX-XXXX-XXXX");
    auto* file = new wxPanel(this);
    auto* fileRow = new wxBoxSizer(wxHORIZONTAL);
    m_certificate = new wxTextCtrl(file, id::joinCertificate);
    setAccessibleName(*m_certificate, T(tr("Certificate file of the server, optional")));
    m_choose = new wxButton(file, id::joinChooseCertificate, T(tr("Choose…")));
    setAccessibleName(*m_choose, T(tr("Choose the certificate file")));
    fileRow->Add(m_certificate, wxSizerFlags(1).Expand().Border(wxRIGHT, FromDIP(8)));
    fileRow->Add(m_choose, wxSizerFlags().CenterVertical());
    file->SetSizer(fileRow);
    form.control(file, tr("Certificate"));
    m_certificateHint = form.note(tr("Only when the administrator gave it."));
    column->Add(form.sizer(), wxSizerFlags().Expand());
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    m_go = new wxButton(this, id::joinGo, T(tr("Join the server")));
    setAccessibleName(*m_go, m_go->GetLabelText());
    m_back = new wxButton(this, id::joinBack, T(tr("Back")));
    setAccessibleName(*m_back, m_back->GetLabelText());
    m_back->Hide();
    m_gauge = new wxGauge(this, wxID_ANY, 100);
    setAccessibleName(*m_gauge, T(tr("Progress")));
    m_busy = new wxStaticText(this, wxID_ANY, T(tr("Asking the server…")));
    m_gauge->Hide();
    m_busy->Hide();
    m_cancel = new wxButton(this, id::joinCancel, T(tr("Stop joining")));
    setAccessibleName(*m_cancel, m_cancel->GetLabelText());
    m_cancel->Hide();
    buttons->Add(m_go, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    buttons->Add(m_back, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    buttons->Add(m_cancel, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    buttons->Add(m_gauge, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, FromDIP(8)));
    buttons->Add(m_busy, wxSizerFlags().CenterVertical());
    column->Add(buttons, wxSizerFlags().Expand().Border(wxTOP, FromDIP(8)));
    SetSizer(column);

    for (wxTextCtrl* field : {m_address, m_code})
        field->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) { go(); });
    m_go->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { go(); });
    m_back->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (onBack)
            onBack();
    });
    m_cancel->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        m_cancel->Disable(); // the answer that it has ended brings the form back
        if (m_stop)
            m_stop->stop();
    });
    m_choose->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (const auto chosen = m_dialogs.openFile(this, tr("Certificate of the server"),
                                                   tr("Certificates") + " (*.pem;*.crt)|*.pem;*.crt"))
            m_certificate->ChangeValue(wx(*chosen));
    });
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { m_gauge->Pulse(); });
}

void JoinForm::prefill(const std::string& server, const std::string& caFile) {
    m_address->ChangeValue(wx(server));
    m_certificate->ChangeValue(wx(caFile));
}

void JoinForm::offerBack(bool on) {
    m_back->Show(on);
    Layout();
}

void JoinForm::clear() {
    m_code->ChangeValue({});
    m_notice->dismiss();
    grow();
}

bool JoinForm::changed() const {
    return !m_code->IsEmpty();
}

void JoinForm::SetFocus() {
    (m_address->IsEmpty() ? m_address : m_code)->SetFocus();
}

void JoinForm::working(bool on) {
    m_working = on;
    m_go->Enable(!on);
    m_back->Enable(!on);
    m_gauge->Show(on);
    m_busy->Show(on);
    m_cancel->Show(on);
    m_cancel->Enable(on);
    if (on)
        m_timer.Start(100);
    else
        m_timer.Stop();
    Layout();
}

void JoinForm::grow() {
    // The message breaks its words when it knows its width, which is after this event.
    CallAfter([this] { growPage(this); });
}

void JoinForm::failed(const Error& error) {
    working(false);
    m_notice->bad(model::joinErrorText(error));
    grow();
    (error.code == ErrorCode::enrolCodeInvalid ? m_code : m_address)->SetFocus();
}

void JoinForm::go() {
    if (m_working)
        return;
    m_notice->dismiss();
    const auto typed = model::readJoin(utf8(m_address->GetValue()), utf8(m_code->GetValue()),
                                       utf8(m_certificate->GetValue()));
    setHint(m_addressHint, typed.addressComplaint, true);
    setHint(m_codeHint, typed.codeComplaint, true);
    grow();
    if (!typed.ok()) {
        (typed.addressComplaint.empty() ? m_code : m_address)->SetFocus();
        return;
    }
    m_address->ChangeValue(wx(typed.request.server));
    m_code->ChangeValue(wx(typed.request.code));
    working(true);
    m_stop = std::make_shared<app::JoinStop>();
    app::SyncService::JoinRequest request = typed.request;
    request.stop = m_stop;
    if (onJoin)
        onJoin(request);
}

} // namespace esek::ui
