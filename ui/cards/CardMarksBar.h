#pragma once
#include "app/CardService.h"
#include "ui/UiContext.h"
#include "ui/model/CardChoice.h"

#include <wx/panel.h>

class wxButton;
class wxMenu;
class wxStaticBox;

namespace esek::ui {

class NoticeBar;

/// What became of the chosen cards. Every mark can be taken back, by a button in the message or by Ctrl+Z.
class CardMarksBar : public wxPanel {
  public:
    CardMarksBar(wxWindow* parent, UiContext&, NoticeBar&);
    void set(model::CardChoice, bool mayMark);
    /// A command of this panel or of the menu of the cards; false when it is none of these.
    bool run(int id);
    void fill(wxMenu&) const; ///< all states, for the context menu
    void undo();
    bool canUndo() const { return !m_undo.empty(); }
    std::function<void(std::vector<domain::CardId>)> onBlanks;
    std::function<void(const domain::StudentCard&)> onDuplicate; ///< the request is asked for elsewhere

  private:
    void fillRare(wxMenu&) const;
    void showMenu();
    void mark(domain::CardState);
    void mark(std::vector<domain::CardId>, domain::CardState, const std::string& reason);
    void callOff();
    void duplicate();
    void told(const app::CardMarks::Outcome&, domain::CardState, const std::string& reason, std::size_t of);

    UiContext& m_ctx;
    NoticeBar& m_notice;
    model::CardChoice m_choice;
    bool m_mayMark = true; ///< no export runs, and this computer may change the data
    wxStaticBox* m_box;
    std::vector<wxButton*> m_buttons;
    wxButton* m_more;
    std::vector<std::vector<app::CardMarks::Made>> m_undo; ///< the newest last
    app::TaskRunner::Scope m_work;
};

} // namespace esek::ui
