#include "ui/cards/CardsPanel.h"

#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/cards/BatchesPanel.h"
#include "ui/cards/IssuePanel.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"

#include <wx/notebook.h>
#include <wx/sizer.h>

namespace esek::ui {

CardsPanel::CardsPanel(wxWindow* parent, UiContext& ctx) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Cards")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    m_tabs = new wxNotebook(this, id::cardsTabs);
    setAccessibleName(*m_tabs, T(tr("Cards")));
    m_issue = new IssuePanel(m_tabs, ctx, *m_notice);
    m_batches = new BatchesPanel(m_tabs, ctx, *m_notice);
    m_tabs->AddPage(m_issue, T(tr("Issuing")));
    m_tabs->AddPage(m_batches, T(tr("Batches and printing")));
    m_issue->onIssued = [this](const domain::BatchId& batch) {
        m_batches->showBatch(batch);
        m_tabs->SetSelection(1);
    };
    column->Add(m_tabs, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(4)));
    SetSizer(column);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            if (m_tabs->GetSelection() == 0)
                m_issue->search();
            else
                m_batches->search();
        },
        id::search);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent& e) {
            if (m_batches->canUndo())
                m_batches->undo();
            else
                e.Skip();
        },
        wxID_UNDO);
    // Without this answer the window greys the command, and its keys do nothing.
    Bind(
        wxEVT_UPDATE_UI, [this](wxUpdateUIEvent& e) { e.Enable(m_batches->canUndo()); }, wxID_UNDO);
}

void CardsPanel::refresh() {
    m_issue->refresh();
    m_batches->refresh();
}

void CardsPanel::SetFocus() {
    if (m_tabs->GetSelection() == 0)
        m_issue->SetFocus();
    else
        m_batches->SetFocus();
}

void CardsPanel::showTab(const std::string& name) {
    m_tabs->SetSelection(name == "batches" ? 1 : 0);
}

} // namespace esek::ui
