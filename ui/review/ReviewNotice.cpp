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
    m_button = new wxButton(this, wxID_ANY, T(tr("Take back (Ctrl+Z)")));
    setAccessibleName(*m_button, T(tr("Take back (Ctrl+Z)")));
    m_button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (m_run)
            m_run();
    });
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(m_icon, wxSizerFlags().Center().Border(wxALL, FromDIP(6)));
    row->Add(m_text, wxSizerFlags(1).Center());
    row->Add(m_button, wxSizerFlags().Center().Border(wxALL, FromDIP(4)));
    SetSizer(row);
    clear();
}

std::string ReviewNotice::text() const {
    return utf8(m_text->GetLabel());
}

void ReviewNotice::done(const std::string& text, bool canUndo) {
    m_run = onUndo;
    m_button->SetLabel(T(tr("Take back (Ctrl+Z)")));
    setAccessibleName(*m_button, m_button->GetLabelText());
    show(text, false, canUndo);
}

void ReviewNotice::done(const std::string& text, const std::string& action, std::function<void()> run) {
    m_run = std::move(run);
    m_button->SetLabel(wx(action));
    setAccessibleName(*m_button, wx(action));
    show(text, false, true);
}

void ReviewNotice::failed(const std::string& text) {
    show(text, true, false);
}

void ReviewNotice::clear() {
    // The line keeps its place, so that photos do not jump when a message comes.
    m_icon->Hide();
    m_button->Hide();
    m_text->SetLabel({});
    SetBackgroundColour(wxNullColour);
    SetMinSize(wxSize(-1, std::max(m_button->GetBestSize().y + FromDIP(8), GetTextExtent("Ąg").y * 2)));
    Refresh();
}

void ReviewNotice::show(const std::string& text, bool bad, bool withButton) {
    SetBackgroundColour(tone(bad ? Tone::noticeBad : Tone::noticeGood));
    m_icon->SetBitmap(icon(bad ? "warning" : "status-accepted", 18, tone(bad ? Tone::bad : Tone::good)));
    m_icon->Show();
    m_text->SetLabelText(wx(text));
    setAccessibleName(*m_text, wx(text));
    m_text->SetToolTip(wx(text));
    m_button->Show(withButton);
    Layout();
    Refresh();
}

} // namespace esek::ui
