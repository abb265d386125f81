#pragma once
#include "app/ValidityService.h"
#include "ui/UiContext.h"

#include <wx/panel.h>

class wxButton;
class wxCheckBox;
class wxChoice;
class wxStaticText;

namespace esek::ui {

class NoticeBar;
class VirtualList;

/// Holograms of a school year: which cards have theirs, and writing them down for a class or for some.
class MarksPanel : public wxPanel {
  public:
    MarksPanel(wxWindow* parent, UiContext&, NoticeBar&);
    void refresh();
    void SetFocus() override;
    void undo();
    bool canUndo() const { return !m_undo.empty(); }

  private:
    using Row = app::ValidityService::Row;
    wxSizer* buildFilters();
    wxSizer* buildButtons();
    void readOthers(); ///< of another year or class
    void showRows();
    void chosen();
    std::vector<domain::CardId> toMark(bool chosenOnly) const;
    void place(std::vector<domain::CardId>);
    void told(const app::ValidityService::Outcome&);
    void takeBack();
    void takeBack(std::vector<app::ValidityService::Made>, const std::string& reason);
    std::string year() const;

    UiContext& m_ctx;
    NoticeBar& m_notice;
    std::vector<Row> m_all, m_rows; ///< m_rows: those that are shown
    std::vector<std::string> m_classes;
    wxChoice* m_year = nullptr;
    wxChoice* m_class = nullptr;
    wxCheckBox* m_without = nullptr;
    wxStaticText* m_counts = nullptr;
    VirtualList* m_list = nullptr;
    wxStaticText* m_empty = nullptr;
    wxButton* m_markAll = nullptr;
    wxButton* m_markChosen = nullptr;
    wxButton* m_takeBack = nullptr;
    std::vector<std::vector<app::ValidityService::Made>> m_undo; ///< the newest last
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_work;
};

} // namespace esek::ui
