#include "ui/controls/ProgressRow.h"

#include "base/Format.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"

#include <atomic>
#include <wx/button.h>
#include <wx/gauge.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace esek::ui {

struct ProgressRow::Shared {
    std::atomic<std::size_t> done{0};
    std::atomic<std::size_t> total{0};
    Progress progress{[this](std::size_t d, std::size_t t) {
        done = d;
        total = t;
    }};
};

ProgressRow::ProgressRow(wxWindow* parent, int cancelId) : wxPanel(parent), m_timer(this) {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_text = new wxStaticText(this, wxID_ANY, {});
    m_gauge = new wxGauge(this, wxID_ANY, 1000);
    setAccessibleName(*m_gauge, T(tr("Progress")));
    m_gauge->SetMinSize(FromDIP(wxSize(160, -1)));
    m_cancel = new wxButton(this, cancelId, T(tr("Stop")));
    setAccessibleName(*m_cancel, T(tr("Stop the work that is under way")));
    m_cancel->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (m_shared)
            m_shared->progress.cancel();
        m_cancel->Disable();
    });
    row->Add(m_text, wxSizerFlags().Center().Border(wxRIGHT, FromDIP(10)));
    row->Add(m_gauge, wxSizerFlags(1).Center().Border(wxRIGHT, FromDIP(10)));
    row->Add(m_cancel, wxSizerFlags().Center());
    SetSizer(row);
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { show(); });
    Hide();
}

ProgressRow::~ProgressRow() {
    if (m_shared)
        m_shared->progress.cancel();
}

std::shared_ptr<Progress> ProgressRow::start(const std::string& what) {
    m_what = what;
    m_shared = std::make_shared<Shared>();
    m_cancel->Enable();
    show();
    Show();
    GetParent()->Layout();
    m_timer.Start(100);
    return {m_shared, &m_shared->progress};
}

void ProgressRow::finish() {
    m_timer.Stop();
    m_shared.reset();
    Hide();
    GetParent()->Layout();
}

void ProgressRow::show() {
    if (!m_shared)
        return;
    const std::size_t done = m_shared->done;
    const std::size_t total = m_shared->total;
    if (total == 0) {
        m_text->SetLabelText(wx(m_what));
        m_gauge->Pulse();
    } else {
        m_text->SetLabelText(wx(format("{} {} / {}", m_what, done, total)));
        m_gauge->SetValue(static_cast<int>(done * 1000 / total));
    }
    Layout();
}

} // namespace esek::ui
