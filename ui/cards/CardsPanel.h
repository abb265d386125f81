#pragma once
#include "ui/UiContext.h"

#include <wx/panel.h>

class wxNotebook;

namespace esek::ui {

class BatchesPanel;
class BlanksPanel;
class DuplicatesPanel;
class IssuePanel;
class MarksPanel;
class NoticeBar;

/// Legitymacje: issuing for those who are ready, the batches that were issued, validity marks,
/// duplicates, blanks.
class CardsPanel : public wxPanel {
  public:
    CardsPanel(wxWindow* parent, UiContext&);
    void refresh();
    void SetFocus() override;
    /// "issue", "batches", "marks", "duplicates" or "blanks".
    void showTab(const std::string& name);
    /// The form of a duplicate asks about this card.
    void startDuplicate(const domain::StudentCard&);

  private:
    bool canUndo() const;
    void undo();
    NoticeBar* m_notice;
    wxNotebook* m_tabs;
    IssuePanel* m_issue;
    BatchesPanel* m_batches;
    MarksPanel* m_marks;
    DuplicatesPanel* m_duplicates;
    BlanksPanel* m_blanks;
};

} // namespace esek::ui
