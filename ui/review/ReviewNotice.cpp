#include "ui/review/ReviewNotice.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>

namespace esek::ui {

ReviewNotice::ReviewNotice(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Message")));
    m_icon = new wxStaticBitmap(this, wxID_ANY, icon("info", 18));
    m_text = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize,
                              wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_MIDDLE);
    m_undo = new wxButton(this, wxID_ANY, T(tr("Take back (Ctrl+Z)")));
    setAccessibleName(*m_undo, T(tr("Take back (Ctrl+Z)")));
    m_undo->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { onUndo(); });
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(m_icon, wxSizerFlags().Center().Border(wxALL, FromDIP(6)));
    row->Add(m_text, wxSizerFlags(1).Center());
    row->Add(m_undo, wxSizerFlags().Center().Border(wxALL, FromDIP(4)));
    SetSizer(row);
    clear();
}

std::string ReviewNotice::text() const {
    return utf8(m_text->GetLabel());
}

void ReviewNotice::done(const std::string& text, bool canUndo) {
    show(text, false, canUndo);
}

void ReviewNotice::failed(const std::string& text) {
    show(text, true, false);
}

void ReviewNotice::clear() {
    // The line keeps its place, so that photos do not jump when a message comes.
    m_icon->Hide();
    m_undo->Hide();
    m_text->SetLabel({});
    SetBackgroundColour(wxNullColour);
    SetMinSize(wxSize(-1, std::max(m_undo->GetBestSize().y + FromDIP(8), GetTextExtent("Ąg").y * 2)));
    Refresh();
}

void ReviewNotice::show(const std::string& text, bool bad, bool canUndo) {
    SetBackgroundColour(tone(bad ? Tone::noticeBad : Tone::noticeGood));
    m_icon->SetBitmap(icon(bad ? "warning" : "status-accepted", 18, tone(bad ? Tone::bad : Tone::good)));
    m_icon->Show();
    m_text->SetLabelText(wx(text));
    setAccessibleName(*m_text, wx(text));
    m_text->SetToolTip(wx(text));
    m_undo->Show(canUndo);
    Layout();
    Refresh();
}

} // namespace esek::ui
