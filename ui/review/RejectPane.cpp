#include "ui/review/RejectPane.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/help/HelpPage.h"
#include "ui/model/ReviewTexts.h"
#include "ui/review/ReviewIds.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/checklst.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

RejectPane::RejectPane(wxWindow* parent) : wxPanel(parent) {
    setHelpPage(*this, "zdjecia.html#odrzucenie");
    setAccessibleName(*this, T(tr("Reasons of the rejection")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_title = new wxStaticText(this, wxID_ANY, {});
    makeHeading(m_title, 1.1);
    m_help =
        new wxStaticText(this, wxID_ANY, T(tr("Press a digit or letter to tick a reason, Enter to send.")));
    makeMuted(m_help);
    m_reasons = new wxCheckListBox(this, id::rejectReasons);
    setAccessibleName(*m_reasons, T(tr("Reasons")));
    std::size_t i = 0;
    for (const auto reason : domain::allRejectionReasons()) {
        m_reasons->Append(wxString(model::reasonKey(i)) + ". " + wx(domain::label(reason)));
        ++i;
    }
    auto* noteLabel = new wxStaticText(this, wxID_ANY, T(tr("Note for the family:")));
    m_note = new wxTextCtrl(this, id::rejectNote, {}, wxDefaultPosition, wxDefaultSize,
                            wxTE_MULTILINE | wxTE_PROCESS_ENTER | wxTE_BESTWRAP);
    setAccessibleName(*m_note, T(tr("Note for the family:")));
    m_note->SetMinSize(wxSize(-1, GetTextExtent("Ąg").y * 3));
    m_reasons->SetMinSize(wxSize(-1, GetTextExtent("Ąg").y * 5));
    m_messageLabel = new wxStaticText(this, wxID_ANY, T(tr("The family will read:")));
    m_message =
        new wxTextCtrl(this, id::rejectMessage, {}, wxDefaultPosition, wxDefaultSize,
                       wxTE_MULTILINE | wxTE_READONLY | wxTE_BESTWRAP | wxBORDER_NONE | wxTE_NO_VSCROLL);
    setAccessibleName(*m_message, T(tr("The family will read:")));
    m_message->SetBackgroundColour(GetBackgroundColour());
    m_problem = new wxStaticText(this, wxID_ANY, {});
    m_problem->SetForegroundColour(tone(Tone::bad));
    m_problem->Hide();
    auto* buttons = new wxWrapSizer(wxHORIZONTAL);
    m_send = new wxButton(this, id::rejectSend, {});
    auto* cancel = new wxButton(this, id::rejectCancel, T(tr("Cancel (Esc)")));
    buttons->Add(m_send, wxSizerFlags().Border(wxRIGHT | wxTOP, FromDIP(6)));
    buttons->Add(cancel, wxSizerFlags().Border(wxTOP, FromDIP(6)));
    const auto flags = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(10));
    column->AddSpacer(FromDIP(10));
    column->Add(m_title, flags);
    column->Add(m_help, wxSizerFlags(flags).Border(wxALL, FromDIP(10)));
    column->Add(m_reasons, wxSizerFlags(flags).Proportion(1));
    column->AddSpacer(FromDIP(8));
    column->Add(noteLabel, flags);
    column->AddSpacer(FromDIP(4));
    column->Add(m_note, flags);
    column->AddSpacer(FromDIP(8));
    column->Add(m_messageLabel, flags);
    column->Add(m_message, flags);
    column->Add(m_problem, flags);
    column->Add(buttons, flags);
    column->AddSpacer(FromDIP(10));
    SetSizer(column);
    // GTK's list takes Enter for itself and tells of it as of a double click.
    m_reasons->Bind(wxEVT_LISTBOX_DCLICK, [this](wxCommandEvent&) {
        if (!wxGetMouseState().LeftIsDown())
            send();
    });
    m_reasons->Bind(wxEVT_CHECKLISTBOX, [this](wxCommandEvent&) { showMessage(); });
    m_note->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { showMessage(); });
    m_send->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { send(); });
    cancel->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { onCancel(); });
    Bind(wxEVT_CHAR_HOOK, &RejectPane::keyPressed, this);
}

void RejectPane::open(const Words& words, const std::vector<domain::RejectionReason>& preset) {
    m_words = words;
    m_title->SetLabelText(wx(words.title));
    m_send->SetLabelText(wx(words.send));
    setAccessibleName(*m_send, wx(words.send));
    m_help->SetLabel(words.withReasons ? T(tr("Press a digit or letter to tick a reason, Enter to send."))
                                       : T(tr("Enter sends.")));
    m_reasons->Show(words.withReasons);
    const auto& all = domain::allRejectionReasons();
    for (std::size_t i = 0; i < all.size(); ++i)
        m_reasons->Check(static_cast<unsigned>(i),
                         std::find(preset.begin(), preset.end(), all[i]) != preset.end());
    if (!all.empty()) {
        m_reasons->SetSelection(0);
        m_reasons->EnsureVisible(0);
    }
    m_note->Clear();
    m_problem->Hide();
    // A low window with large text: the reasons need the room more than their explanation.
    const int line = GetTextExtent("Ąg").y;
    const bool low = GetClientSize().y <= line * 22;
    m_help->Show(!low);
    m_note->SetMinSize(wxSize(-1, line * (low ? 2 : 3)));
    m_messageLabel->Show(!low && words.message);
    m_message->Show(!low && words.message);
    m_message->SetMinSize(wxSize(-1, line * 4));
    showMessage();
    const int room = std::max(FromDIP(160), GetClientSize().x - FromDIP(24));
    m_title->Wrap(room);
    m_help->Wrap(room);
    InvalidateBestSize();
    Layout();
}

void RejectPane::focusFirst() {
    if (m_words.withReasons)
        m_reasons->SetFocus();
    else
        m_note->SetFocus();
}

std::vector<domain::RejectionReason> RejectPane::chosen() const {
    std::vector<domain::RejectionReason> reasons;
    const auto& all = domain::allRejectionReasons();
    for (std::size_t i = 0; i < all.size() && m_words.withReasons; ++i) {
        if (m_reasons->IsChecked(static_cast<unsigned>(i)))
            reasons.push_back(all[i]);
    }
    return reasons;
}

std::string RejectPane::note() const {
    return utf8(m_note->GetValue().Trim().Trim(false));
}

void RejectPane::showMessage() {
    const auto reasons = chosen();
    std::string text;
    if (m_words.message && (!m_words.withReasons || !reasons.empty()))
        text = m_words.message(reasons, note());
    m_message->ChangeValue(wx(text));
    m_message->SetInsertionPoint(0);
}

bool RejectPane::changed() const {
    return IsShown() && !note().empty();
}

bool RejectPane::send() {
    const auto reasons = chosen();
    std::string problem;
    if (m_words.withReasons && reasons.empty())
        problem = tr("Tick at least one reason.");
    else if (std::count(reasons.begin(), reasons.end(), domain::RejectionReason::other) && note().empty())
        problem = tr("“Other reason” needs a note for the family.");
    if (!problem.empty()) {
        m_problem->SetLabelText(wx(problem));
        m_problem->Wrap(std::max(FromDIP(160), GetClientSize().x - FromDIP(24)));
        m_problem->Show();
        Layout();
        if (reasons.empty())
            m_reasons->SetFocus();
        else
            m_note->SetFocus();
        return false;
    }
    onSend(reasons, note());
    return true;
}

void RejectPane::keyPressed(wxKeyEvent& e) {
    const int code = e.GetKeyCode();
    wxWindow* focus = FindFocus();
    if (code == WXK_ESCAPE) {
        onCancel();
        return;
    }
    const bool onButton = dynamic_cast<wxButton*>(focus) != nullptr;
    if ((code == WXK_RETURN || code == WXK_NUMPAD_ENTER) && !onButton && !e.ShiftDown()) {
        send();
        return;
    }
    if (focus != m_note && !e.ControlDown() && !e.AltDown() && m_words.withReasons) {
        int key = code >= WXK_NUMPAD0 && code <= WXK_NUMPAD9 ? code - WXK_NUMPAD0 + '0' : code;
        key = key >= 'A' && key <= 'Z' ? key - 'A' + 'a' : key;
        for (std::size_t i = 0; i < domain::allRejectionReasons().size(); ++i) {
            if (key == model::reasonKey(i)) {
                const auto n = static_cast<unsigned>(i);
                m_reasons->Check(n, !m_reasons->IsChecked(n));
                showMessage();
                m_reasons->SetSelection(static_cast<int>(n));
                m_reasons->EnsureVisible(static_cast<int>(n));
                return;
            }
        }
    }
    e.Skip();
}

} // namespace esek::ui
