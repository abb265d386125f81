#include "ui/controls/NoticeBar.h"

#include "base/Describe.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>

namespace esek::ui {

NoticeBar::NoticeBar(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Message")));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_icon = new wxStaticBitmap(this, wxID_ANY, icon("info"));
    m_text = new wxStaticText(this, wxID_ANY, {});
    auto* close = new wxButton(this, wxID_ANY, T(tr("Close")));
    setAccessibleName(*close, T(tr("Close the message")));
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { dismiss(); });
    row->Add(m_icon, wxSizerFlags().Center().Border(wxALL, FromDIP(8)));
    row->Add(m_text, wxSizerFlags(1).Center().Border(wxTOP | wxBOTTOM, FromDIP(8)));
    row->Add(close, wxSizerFlags().Center().Border(wxALL, FromDIP(6)));
    SetSizer(row);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        CallAfter([this] { wrap(); });
    });
    Hide();
}

void NoticeBar::info(const std::string& text) {
    show(Kind::info, text);
}

void NoticeBar::good(const std::string& text) {
    show(Kind::good, text);
}

void NoticeBar::bad(const std::string& text) {
    show(Kind::bad, text);
}

void NoticeBar::error(const Error& error) {
    if (error.code == ErrorCode::cancelled)
        show(Kind::info, describe(error));
    else
        show(Kind::bad, describe(error));
}

void NoticeBar::dismiss() {
    if (!IsShown())
        return;
    Hide();
    GetParent()->Layout();
}

void NoticeBar::show(Kind kind, const std::string& text) {
    m_words = text;
    m_wrappedAt = 0;
    const Tone ink = kind == Kind::bad ? Tone::bad : kind == Kind::good ? Tone::good : Tone::accent;
    const char* name = kind == Kind::bad ? "warning" : kind == Kind::good ? "status-accepted" : "info";
    SetBackgroundColour(tone(kind == Kind::bad    ? Tone::noticeBad
                             : kind == Kind::good ? Tone::noticeGood
                                                  : Tone::noticeInfo));
    m_icon->SetBitmap(icon(name, 20, tone(ink)));
    m_text->SetLabelText(wx(text));
    setAccessibleName(*m_text, wx(text));
    Show();
    GetParent()->Layout();
    wrap();
    Refresh();
}

void NoticeBar::wrap() {
    const int room = m_text->GetSize().x;
    if (!IsShown() || room < FromDIP(60) || room == m_wrappedAt)
        return;
    m_text->SetLabelText(wx(m_words));
    m_text->Wrap(room);
    m_wrappedAt = room;
    InvalidateBestSize();
    GetParent()->Layout();
}

} // namespace esek::ui
