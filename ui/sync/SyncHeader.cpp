#include "ui/sync/SyncHeader.h"

#include "base/Format.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/WrappedText.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/gauge.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>

namespace esek::ui {

using model::SyncCure;
using model::SyncWords;

SyncHeader::SyncHeader(wxWindow* parent) : wxPanel(parent) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_icon = new wxStaticBitmap(this, wxID_ANY, icon("sync", 32));
    auto* words = new wxBoxSizer(wxVERTICAL);
    m_headline = new WrappedText(this);
    makeHeading(m_headline);
    m_waiting = new WrappedText(this);
    m_contact = new WrappedText(this);
    makeMuted(m_contact);
    words->Add(m_headline, wxSizerFlags().Border(wxBOTTOM, FromDIP(4)));
    words->Add(m_waiting);
    words->Add(m_contact);
    m_sync = new wxButton(this, id::syncNow, T(tr("Synchronise now")));
    setAccessibleName(*m_sync, m_sync->GetLabelText());
    m_sync->SetBitmap(icon("sync", 16));
    row->Add(m_icon, wxSizerFlags().Top().Border(wxRIGHT, FromDIP(12)));
    row->Add(words, wxSizerFlags(1));
    row->Add(m_sync, wxSizerFlags().Top());
    column->Add(row, wxSizerFlags().Expand());

    auto* progress = new wxBoxSizer(wxHORIZONTAL);
    m_progress = new wxStaticText(this, wxID_ANY, {});
    m_gauge = new wxGauge(this, wxID_ANY, 1000);
    setAccessibleName(*m_gauge, T(tr("Progress of the synchronisation")));
    progress->Add(m_gauge, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, FromDIP(10)));
    progress->Add(m_progress, wxSizerFlags().CenterVertical());
    column->Add(progress, wxSizerFlags().Expand().Border(wxTOP, FromDIP(8)));

    m_problem = new wxPanel(this);
    auto* problem = new wxBoxSizer(wxHORIZONTAL);
    m_problemIcon = new wxStaticBitmap(m_problem, wxID_ANY, icon("info"));
    m_problemText = new WrappedText(m_problem);
    m_cure = new wxButton(m_problem, id::syncCure, {});
    m_otherCure = new wxButton(m_problem, wxID_ANY, {});
    problem->Add(m_problemIcon, wxSizerFlags().Center().Border(wxALL, FromDIP(8)));
    problem->Add(m_problemText, wxSizerFlags(1).Center().Border(wxTOP | wxBOTTOM, FromDIP(8)));
    auto* cures = new wxBoxSizer(wxVERTICAL);
    cures->Add(m_otherCure, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(4)));
    cures->Add(m_cure, wxSizerFlags().Expand());
    problem->Add(cures, wxSizerFlags().Center().Border(wxALL, FromDIP(8)));
    m_problem->SetSizer(problem);
    column->Add(m_problem, wxSizerFlags().Expand().Border(wxTOP, FromDIP(8)));
    SetSizer(column);

    m_sync->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (onSync)
            onSync();
    });
    m_cure->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (onCure)
            onCure(m_words.cure);
    });
    m_otherCure->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (onCure)
            onCure(m_words.otherCure);
    });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        if (e.GetSize().x != m_width) // a new height is the answer to the words that were broken anew
            arrange();
    });
}

void SyncHeader::focusButton() {
    m_sync->SetFocus();
}

void SyncHeader::show(const SyncWords& w) {
    const bool frame = !m_shown || w.mood != m_words.mood || w.problem != m_words.problem ||
                       w.cureLabel != m_words.cureLabel || w.otherLabel != m_words.otherLabel ||
                       w.progress.empty() != m_words.progress.empty() || w.headline != m_words.headline ||
                       w.waiting != m_words.waiting || w.contact != m_words.contact;
    m_words = w;
    m_shown = true;
    if (!w.progress.empty()) {
        m_progress->SetLabelText(wx(w.progress));
        setAccessibleName(*m_gauge, wx(w.progress));
        if (w.total > 0)
            m_gauge->SetValue(static_cast<int>(std::min(w.done, w.total) * 1000 / w.total));
        else
            m_gauge->Pulse();
    }
    if (!frame) {
        Layout();
        return;
    }
    const bool bad = w.mood == SyncWords::Mood::attention;
    const Tone ink = bad                               ? Tone::bad
                     : w.mood == SyncWords::Mood::good ? Tone::good
                     : w.mood == SyncWords::Mood::calm ? Tone::muted
                                                       : Tone::accent;
    const char* name = bad ? "warning" : w.mood == SyncWords::Mood::good ? "status-accepted" : "sync";
    m_icon->SetBitmap(icon(name, 32, tone(ink)));
    m_headline->set(w.headline);
    m_waiting->set(w.waiting);
    m_contact->set(w.contact);
    m_progress->Show(!w.progress.empty());
    m_gauge->Show(!w.progress.empty());
    m_problem->Show(!w.problem.empty());
    m_problem->SetBackgroundColour(tone(bad ? Tone::noticeBad : Tone::noticeInfo));
    m_problemIcon->SetBitmap(icon(bad ? "warning" : "info", 20, tone(bad ? Tone::bad : Tone::accent)));
    m_problemText->set(w.problem);
    for (const auto& [button, label] :
         {std::pair(m_cure, w.cureLabel), std::pair(m_otherCure, w.otherLabel)}) {
        button->SetLabel(wx(label));
        setAccessibleName(*button, wx(label));
        button->Show(!label.empty());
    }
    // The button stays usable while a cycle runs: one that is disabled would lose the focus of the keyboard.
    arrange();
}

void SyncHeader::arrange() {
    const int width = GetClientSize().x;
    m_width = GetSize().x;
    const int room = width - m_icon->GetBestSize().x - m_sync->GetBestSize().x - FromDIP(24);
    m_headline->fit(std::max(FromDIP(120), room));
    m_waiting->fit(std::max(FromDIP(120), room));
    m_contact->fit(std::max(FromDIP(120), room));
    int buttons = 0;
    for (const wxButton* button : {m_cure, m_otherCure})
        if (button->IsShown())
            buttons = std::max(buttons, button->GetBestSize().x);
    m_problemText->fit(std::max(FromDIP(120), width - FromDIP(60) - buttons));
    m_problem->InvalidateBestSize();
    InvalidateBestSize();
    Layout();
    GetParent()->Layout();
}

} // namespace esek::ui
