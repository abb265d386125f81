#pragma once
#include "ui/UiContext.h"
#include "ui/model/CardsModel.h"

#include <set>
#include <wx/panel.h>

class wxButton;
class wxChoice;
class wxScrolledWindow;
class wxSearchCtrl;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

class NoticeBar;
class ProgressRow;
class ScreenCanvas;
class VirtualList;

/// Whose card can be issued, whose cannot and why, who has one; a preview of each card; issuing.
class IssuePanel : public wxPanel {
  public:
    IssuePanel(wxWindow* parent, UiContext&, NoticeBar&);
    void refresh();
    void SetFocus() override;
    void search();
    std::function<void(const domain::BatchId&)> onIssued;

  private:
    wxSizer* buildFilters();
    wxSizer* buildIssue();
    void showTitles();
    void showRows();
    /// Rows move when others issue or decide and when a person searches: the people stay chosen, not the
    /// places.
    void changeRows(const std::function<void()>& change);
    void tell(const model::Summary&);
    void fitColumns();
    void preview();
    bool mayIssue() const;
    void issue(std::vector<domain::StudentId>);
    bool confirmIssue(std::size_t people, Date day);
    void issueOn(std::vector<domain::StudentId>, const app::CardService::IssueDate&);
    const std::vector<model::CardsModel::Row>& rows() const;
    model::CardsModel::Section section() const;
    void showNumber();
    void chooseAgain(const std::set<domain::StudentId>&, const domain::StudentId& current);
    std::optional<Date> date() const;
    void followToday(); ///< while nobody has typed another date
    bool dateIsOurs() const;

    UiContext& m_ctx;
    NoticeBar& m_notice;
    model::CardsModel m_model;
    std::vector<std::string> m_classes;
    domain::School m_school;
    wxChoice* m_class = nullptr;
    wxChoice* m_section = nullptr;
    wxSearchCtrl* m_find = nullptr;
    VirtualList* m_list = nullptr;
    wxStaticText* m_empty = nullptr;
    wxScrolledWindow* m_side = nullptr; ///< the card, and how it is issued
    ScreenCanvas* m_canvas = nullptr;
    wxSizer* m_issuing = nullptr; ///< hidden on a computer that only reads
    wxTextCtrl* m_date = nullptr;
    std::string m_today; ///< the date that the program itself wrote into the field
    wxStaticText* m_next = nullptr;
    wxButton* m_issueAll = nullptr;
    wxButton* m_issueSelected = nullptr;
    ProgressRow* m_progress = nullptr;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_work;
    app::TaskRunner::Scope m_previewScope;
};

} // namespace esek::ui
