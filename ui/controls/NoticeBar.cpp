#include "ui/controls/NoticeBar.h"

#include "base/Describe.h"
#include "ui/Ids.h"
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
    m_actions = new wxBoxSizer(wxHORIZONTAL);
    row->Add(m_actions, wxSizerFlags().Center());
    row->Add(close, wxSizerFlags().Center().Border(wxALL, FromDIP(6)));
    SetSizer(row);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        CallAfter([this] { wrap(); });
    });
    Hide();
}

void NoticeBar::info(const std::string& text, std::vector<Action> actions) {
    show(Kind::info, text, std::move(actions));
}

void NoticeBar::good(const std::string& text, std::vector<Action> actions) {
    show(Kind::good, text, std::move(actions));
}

void NoticeBar::bad(const std::string& text, std::vector<Action> actions) {
    show(Kind::bad, text, std::move(actions));
}

void NoticeBar::error(const Error& error) {
    if (error.code == ErrorCode::cancelled)
        show(Kind::info, describe(error), {});
    else
        show(Kind::bad, describe(error), {});
}

void NoticeBar::dismiss() {
    if (!IsShown())
        return;
    Hide();
    GetParent()->Layout();
}

void NoticeBar::offer(std::vector<Action> actions) {
    m_actions->Clear(true);
    int id = id::noticeAction;
    for (Action& action : actions) {
        auto* button = new wxButton(this, id++, wx(action.label));
        setAccessibleName(*button, wx(action.label));
        // The action may put up another message, which takes this button away: not under its own event.
        button->Bind(wxEVT_BUTTON, [this, run = std::move(action.run)](wxCommandEvent&) { CallAfter(run); });
        m_actions->Add(button, wxSizerFlags().Center().Border(wxLEFT, FromDIP(6)));
    }
}

void NoticeBar::show(Kind kind, const std::string& text, std::vector<Action> actions) {
    offer(std::move(actions));
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
