#include "ui/cards/CardsPanel.h"

#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/cards/BatchesPanel.h"
#include "ui/cards/BlanksPanel.h"
#include "ui/cards/DuplicatesPanel.h"
#include "ui/cards/IssuePanel.h"
#include "ui/cards/MarksPanel.h"
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
    m_marks = new MarksPanel(m_tabs, ctx, *m_notice);
    m_tabs->AddPage(m_batches, T(tr("Batches and printing")));
    m_tabs->AddPage(m_marks, T(tr("Validity marks")));
    m_duplicates = new DuplicatesPanel(m_tabs, ctx, *m_notice);
    m_tabs->AddPage(m_duplicates, T(tr("Duplicates")));
    m_blanks = new BlanksPanel(m_tabs, ctx, *m_notice);
    m_tabs->AddPage(m_blanks, T(tr("Blanks")));
    m_batches->onBlanks = [this](std::vector<domain::CardId> cards) { m_blanks->useFor(std::move(cards)); };
    m_batches->onDuplicate = [this](const domain::StudentCard& card) { startDuplicate(card); };
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
            else if (m_tabs->GetSelection() == 1)
                m_batches->search();
            else
                SetFocus();
        },
        id::search);
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent& e) {
            if (canUndo())
                undo();
            else
                e.Skip();
        },
        wxID_UNDO);
    // Without this answer the window greys the command, and its keys do nothing.
    Bind(
        wxEVT_UPDATE_UI, [this](wxUpdateUIEvent& e) { e.Enable(canUndo()); }, wxID_UNDO);
}

bool CardsPanel::canUndo() const {
    switch (m_tabs->GetSelection()) {
    case 2:
        return m_marks->canUndo();
    case 3:
        return false; // a request is withdrawn with a reason
    case 4:
        return m_blanks->canUndo();
    default:
        return m_batches->canUndo();
    }
}

void CardsPanel::undo() {
    if (m_tabs->GetSelection() == 2)
        m_marks->undo();
    else if (m_tabs->GetSelection() == 4)
        m_blanks->undo();
    else
        m_batches->undo();
}

void CardsPanel::startDuplicate(const domain::StudentCard& card) {
    m_tabs->SetSelection(3);
    m_duplicates->start(card);
}

void CardsPanel::refresh() {
    m_issue->refresh();
    m_batches->refresh();
    m_marks->refresh();
    m_duplicates->refresh();
    m_blanks->refresh();
}

void CardsPanel::SetFocus() {
    if (m_tabs->GetSelection() == 0)
        m_issue->SetFocus();
    else if (m_tabs->GetSelection() == 1)
        m_batches->SetFocus();
    else if (m_tabs->GetSelection() == 2)
        m_marks->SetFocus();
    else if (m_tabs->GetSelection() == 3)
        m_duplicates->SetFocus();
    else
        m_blanks->SetFocus();
}

void CardsPanel::showTab(const std::string& name) {
    m_tabs->SetSelection(name == "batches"      ? 1
                         : name == "marks"      ? 2
                         : name == "duplicates" ? 3
                         : name == "blanks"     ? 4
                                                : 0);
}

} // namespace esek::ui
