#pragma once
#include "app/DuplicateService.h"
#include "ui/UiContext.h"

#include <wx/panel.h>

class wxButton;
class wxChoice;
class wxSearchCtrl;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

/// A request for a new card as the family brings it: which card, why, how it was paid.
class DuplicateForm : public wxPanel {
  public:
    DuplicateForm(wxWindow* parent, UiContext&);
    void set(std::vector<domain::StudentCard> cards, const domain::School&);
    void setMayChange(bool);
    void start(const domain::StudentCard&); ///< the form asks about this card
    void clear();                           ///< after it was entered

    using Entered = std::function<void(const domain::StudentCard& old, const app::DuplicateService::Ask&)>;
    Entered onIssue;       ///< the new card at once
    Entered onRequestOnly; ///< the request only
    std::function<void(const std::string&)> onComplaint;

  private:
    void find();
    void show();
    void done(const Entered&);
    const domain::StudentCard* card() const;
    domain::DuplicateReason reason() const;

    UiContext& m_ctx;
    std::vector<domain::StudentCard> m_cards, m_found;
    domain::School m_school;
    wxSearchCtrl* m_find;
    wxChoice* m_card;
    wxChoice* m_reason;
    wxTextCtrl* m_note;
    wxTextCtrl* m_payment;
    wxStaticText* m_fee;
    wxStaticText* m_old;
    wxButton* m_issue;
    wxButton* m_requestOnly;
    bool m_mayChange = true;
};

} // namespace esek::ui
