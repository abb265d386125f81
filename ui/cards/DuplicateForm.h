#pragma once
#include "app/DuplicateService.h"
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"

#include <optional>
#include <wx/panel.h>
#include <wx/textctrl.h>

class wxButton;
class wxChoice;
class wxSearchCtrl;
class wxStaticText;

namespace esek::ui {

/// A request for a new card as the family brings it: which card, why, how it was paid.
class DuplicateForm : public wxPanel {
  public:
    DuplicateForm(wxWindow* parent, UiContext&);
    void set(std::vector<domain::StudentCard> cards, const domain::School&);
    void setMayChange(bool);
    /// The form asks about this card; what was typed for another one is thrown away only after a question.
    void start(const domain::StudentCard&);
    void clear(); ///< after it was entered

    using Entered = std::function<void(const domain::StudentCard& old, const app::DuplicateService::Ask&)>;
    Entered onIssue;       ///< the new card at once
    Entered onRequestOnly; ///< the request only
    std::function<void(const std::string&)> onComplaint;

  private:
    void find();
    void show();
    void done(const Entered&);
    void choose(const std::optional<domain::CardId>& before, bool otherText);
    const domain::StudentCard* card() const;
    bool typed() const { return !m_note->IsEmpty() || !m_payment->IsEmpty(); }
    domain::DuplicateReason reason() const;

    UiContext& m_ctx;
    std::string m_searched; ///< the text that found the cards below
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
    UnsavedChanges::Known m_known;
};

} // namespace esek::ui
