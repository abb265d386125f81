#pragma once
#include "app/BlankService.h"
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"

#include <wx/panel.h>

class wxButton;
class wxChoice;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

class NoticeBar;
class VirtualList;

/// Blanks under strict account: deliveries, what is in stock, spoiled and returned ones, the protocol of
/// their destruction.
class BlanksPanel : public wxPanel {
  public:
    BlanksPanel(wxWindow* parent, UiContext&, NoticeBar&);
    void refresh();
    void SetFocus() override;
    void undo();
    bool canUndo() const { return !m_undo.empty(); }
    /// Asks for the blank of the first card, and books one for each.
    void useFor(std::vector<domain::CardId>);

  private:
    using Outcome = app::BlankService::Outcome;
    wxSizer* buildForm();
    wxSizer* buildButtons();
    void receive();
    void voidDelivery();
    void book(domain::BlankState);
    void destroy();
    void askToDestroy(const std::vector<domain::Blank>&);
    /// `file`: what the work saved, to be opened from the message; empty: nothing.
    void run(std::function<Result<Outcome>()>, const std::string& file = {});
    void told(Outcome, const std::string& file);
    const app::BlankService::Stock* current() const;
    bool typed() const; ///< a delivery that is not entered yet
    void clearForm();

    UiContext& m_ctx;
    NoticeBar& m_notice;
    std::vector<app::BlankService::Stock> m_rows;
    VirtualList* m_list = nullptr;
    wxStaticText* m_empty = nullptr;
    wxPanel* m_formBox = nullptr;
    wxTextCtrl* m_first = nullptr;
    wxTextCtrl* m_last = nullptr;
    wxTextCtrl* m_type = nullptr;
    wxTextCtrl* m_date = nullptr;
    wxTextCtrl* m_document = nullptr;
    std::vector<wxButton*> m_buttons;
    wxButton* m_void = nullptr;
    std::string m_usualType, m_usualDate;                     ///< what the form offers by itself
    std::vector<std::vector<app::BlankService::Made>> m_undo; ///< the newest last
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_work;
    UnsavedChanges::Known m_known;
};

} // namespace esek::ui
