#pragma once
#include "ui/UiContext.h"

#include <wx/panel.h>

class wxNotebook;

namespace esek::ui {

class BatchesPanel;
class IssuePanel;
class NoticeBar;

/// Legitymacje: issuing for those who are ready, and the batches that were issued.
class CardsPanel : public wxPanel {
  public:
    CardsPanel(wxWindow* parent, UiContext&);
    void refresh();
    void SetFocus() override;
    /// "issue" or "batches".
    void showTab(const std::string& name);

  private:
    NoticeBar* m_notice;
    wxNotebook* m_tabs;
    IssuePanel* m_issue;
    BatchesPanel* m_batches;
};

} // namespace esek::ui
