#include "ui/journal/JournalPanel.h"

#include "ui/Ids.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/theme/Theme.h"

#include <wx/sizer.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>

namespace esek::ui {

using model::JournalModel;

JournalPanel::JournalPanel(wxWindow* parent, UiContext& ctx) : wxPanel(parent), m_ctx(ctx) {
    setAccessibleName(*this, T(tr("Journal of changes")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    auto* heading = new wxStaticText(this, wxID_ANY, T(tr("Journal of changes")));
    makeHeading(heading, 1.3);
    column->Add(heading, wxSizerFlags().Border(wxALL, FromDIP(12)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_search = new wxSearchCtrl(this, id::journalSearch);
    m_search->SetDescriptiveText(T(tr("Pupil, person, date, what was done")));
    setAccessibleName(*m_search, T(tr("Search in the journal")));
    m_search->ShowCancelButton(true);
    m_count = new wxStaticText(this, wxID_ANY, {});
    makeMuted(m_count);
    row->Add(m_search, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, FromDIP(8)));
    row->Add(m_count, wxSizerFlags().CenterVertical());
    column->Add(row, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    m_list = new VirtualList(this, id::journalList, tr("Journal of changes"),
                             {{JournalModel::title(JournalModel::when), 150},
                              {JournalModel::title(JournalModel::who), 190},
                              {JournalModel::title(JournalModel::workstation), 120},
                              {JournalModel::title(JournalModel::about), 210},
                              {JournalModel::title(JournalModel::what), 420}},
                             wxLC_SINGLE_SEL);
    m_list->setSource([this](long i, long col) {
        return static_cast<std::size_t>(i) < m_model.size()
                   ? m_model.text(static_cast<std::size_t>(i), static_cast<JournalModel::Column>(col))
                   : std::string();
    });
    m_list->rememberIn(m_ctx.preferences, "journal");
    column->Add(m_list, wxSizerFlags(1).Expand());
    SetSizer(column);
    m_search->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { show(); });
    m_search->Bind(wxEVT_SEARCHCTRL_CANCEL_BTN, [this](wxCommandEvent&) { m_search->Clear(); });
    m_search->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_DOWN && m_model.size() > 0)
            m_list->choose(std::max(0L, m_list->current()), true);
        else if (e.GetKeyCode() == WXK_ESCAPE)
            m_search->Clear();
        else
            e.Skip();
    });
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { m_search->SetFocus(); }, id::search);
    refresh();
}

void JournalPanel::SetFocus() {
    m_list->SetFocus();
}

void JournalPanel::refresh() {
    m_scope.renew();
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return app::journal(office, JournalModel::kLimit); },
        [this](Result<std::vector<app::JournalRow>> rows) {
            if (!rows) {
                m_notice->error(rows.error());
                return;
            }
            m_model.setRows(std::move(*rows));
            show();
        });
}

void JournalPanel::show() {
    m_model.filter(utf8(m_search->GetValue()));
    m_list->setCount(static_cast<long>(m_model.size()));
    m_count->SetLabelText(wx(m_model.counts()));
    Layout();
}

} // namespace esek::ui
