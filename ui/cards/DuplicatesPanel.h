#pragma once
#include "app/DuplicateService.h"
#include "ui/UiContext.h"

#include <optional>
#include <wx/panel.h>

class wxButton;
class wxStaticText;

namespace esek::ui {

class DuplicateForm;
class NoticeBar;
class VirtualList;

/// Requests for cards in place of other cards: their reason, fee and payment, and what came of them.
class DuplicatesPanel : public wxPanel {
  public:
    DuplicatesPanel(wxWindow* parent, UiContext&, NoticeBar&);
    void refresh();
    void SetFocus() override;
    /// The form asks about this card.
    void start(const domain::StudentCard&);

  private:
    using Row = app::DuplicateService::Row;
    wxSizer* buildButtons();
    void chosen();
    const Row* current() const;
    /// A copy: the rows may be read anew while a question is open.
    std::optional<Row> chosenRow() const;
    /// Where a request comes from: the form is emptied after its own only.
    enum class From { form, list };
    void issue(const domain::StudentCard& old, const app::DuplicateService::Ask&, From);
    void issueOn(const domain::StudentId&, const app::CardService::IssueDate&,
                 const app::DuplicateService::Ask&, From);
    void enter(const domain::StudentCard& old, const app::DuplicateService::Ask&);
    void notePayment();
    void withdraw();
    /// Runs it in the background and tells how it came out.
    void change(std::function<Result<void>()> work, const std::string& doneText, From);

    UiContext& m_ctx;
    NoticeBar& m_notice;
    std::vector<Row> m_rows;
    VirtualList* m_list = nullptr;
    wxStaticText* m_empty = nullptr;
    wxButton* m_pay = nullptr;
    wxButton* m_issue = nullptr;
    wxButton* m_withdraw = nullptr;
    DuplicateForm* m_form = nullptr;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_work;
};

} // namespace esek::ui
