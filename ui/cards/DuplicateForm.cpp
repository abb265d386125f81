#include "ui/cards/DuplicateForm.h"

#include "ui/Text.h"
#include "ui/cards/CardIds.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/model/DuplicatesModel.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/srchctrl.h>
#include <wx/statbox.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {
constexpr std::size_t kMostFound = 30;
}

DuplicateForm::DuplicateForm(wxWindow* parent, UiContext& ctx) : wxPanel(parent), m_ctx(ctx) {
    setAccessibleName(*this, T(tr("New request")));
    auto* box = new wxStaticBoxSizer(wxVERTICAL, this, T(tr("New request")));
    wxWindow* inside = box->GetStaticBox();
    Form form(inside);
    m_find = new wxSearchCtrl(inside, id::duplicateFind);
    m_find->SetDescriptiveText(T(tr("Pupil, class or card number")));
    m_find->ShowCancelButton(true);
    form.control(m_find, tr("Search"));
    m_card = form.choice(id::duplicateCard, tr("Card"));
    m_reason = form.choice(id::duplicateReason, tr("Reason"));
    for (const domain::DuplicateReason r : domain::allDuplicateReasons())
        m_reason->Append(wx(domain::label(r)));
    m_reason->SetSelection(0);
    m_note = form.text(id::duplicateNote, tr("Note")).text;
    m_payment = form.text(id::duplicatePayment, tr("Proof of payment")).text;
    m_fee = form.note(" ");
    box->Add(form.sizer(), wxSizerFlags().Expand().Border(wxALL, FromDIP(6)));
    m_old = new wxStaticText(inside, wxID_ANY, {});
    makeMuted(m_old);
    box->Add(m_old, wxSizerFlags().Expand().Border(wxALL, FromDIP(6)));
    m_issue = new wxButton(inside, id::duplicateIssue, T(tr("Enter the request and issue the card…")));
    m_requestOnly = new wxButton(inside, id::duplicateRequestOnly, T(tr("Enter the request only")));
    for (wxButton* b : {m_issue, m_requestOnly}) {
        setAccessibleName(*b, b->GetLabelText());
        box->Add(b, wxSizerFlags().Expand().Border(wxALL, FromDIP(4)));
    }
    SetSizer(box);
    m_find->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { find(); });
    m_find->Bind(wxEVT_SEARCHCTRL_CANCEL_BTN, [this](wxCommandEvent&) { m_find->Clear(); });
    m_card->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { show(); });
    m_reason->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { show(); });
    m_known = m_ctx.unsaved.add(
        {[] { return tr("New request"); }, [this] { return typed(); }, {}, [this] { clear(); }, true});
    m_issue->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { done(onIssue); });
    m_requestOnly->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { done(onRequestOnly); });
}

void DuplicateForm::set(std::vector<domain::StudentCard> cards, const domain::School& school) {
    m_cards = std::move(cards);
    m_school = school;
    find();
}

void DuplicateForm::setMayChange(bool may) {
    m_mayChange = may;
    Show(may);
    show();
}

void DuplicateForm::start(const domain::StudentCard& asked) {
    if (typed() && !(card() && card()->id == asked.id)) {
        if (m_ctx.dialogs.saveChanges(this, tr("New request"), false) != Dialogs::Save::discard)
            return;
        clear();
    }
    m_find->ChangeValue(wx(asked.number));
    m_found = {asked};
    m_card->Clear();
    m_card->Append(wx(model::cardChoiceText(asked)));
    m_card->SetSelection(0);
    show();
    m_reason->SetFocus();
}

void DuplicateForm::clear() {
    m_find->ChangeValue({});
    m_note->ChangeValue({});
    m_payment->ChangeValue({});
    m_reason->SetSelection(0);
    find();
}

void DuplicateForm::find() {
    const auto chosen = card() ? std::optional(card()->id) : std::nullopt;
    const std::string wanted = utf8(m_find->GetValue().Strip(wxString::both));
    m_found = wanted.empty() ? std::vector<domain::StudentCard>()
                             : model::cardsToReplace(m_cards, wanted, kMostFound);
    m_card->Clear();
    for (const domain::StudentCard& card : m_found)
        m_card->Append(wx(model::cardChoiceText(card)));
    choose(chosen, wanted != m_searched);
    m_searched = wanted;
    show();
}

/// Of several cards none is chosen for the person: the first one would be a stranger's. Neither is the one
/// that is left when the chosen card goes from the list while the same text is searched for.
void DuplicateForm::choose(const std::optional<domain::CardId>& before, bool otherText) {
    if (m_found.size() == 1 && (otherText || !before || *before == m_found.front().id)) {
        m_card->SetSelection(0);
        return;
    }
    for (std::size_t i = 0; before && i < m_found.size(); ++i)
        if (m_found[i].id == *before)
            m_card->SetSelection(static_cast<int>(i));
}

const domain::StudentCard* DuplicateForm::card() const {
    const int i = m_card->GetSelection();
    return i >= 0 && static_cast<std::size_t>(i) < m_found.size() ? &m_found[static_cast<std::size_t>(i)]
                                                                  : nullptr;
}

domain::DuplicateReason DuplicateForm::reason() const {
    return domain::allDuplicateReasons()[static_cast<std::size_t>(std::max(0, m_reason->GetSelection()))];
}

void DuplicateForm::show() {
    const bool ready = m_mayChange && card() != nullptr;
    const int fee = domain::duplicateFee(m_school, reason(), m_ctx.office.clock().today());
    m_fee->SetLabelText(wx(model::feeText(reason(), fee)));
    m_payment->Enable(fee > 0);
    m_old->SetLabelText(wx(model::oldCardText(reason())));
    m_old->Wrap(std::max(GetClientSize().x - FromDIP(30), GetCharWidth() * 30));
    m_issue->Enable(ready);
    m_requestOnly->Enable(ready);
    Layout();
}

void DuplicateForm::done(const Entered& entered) {
    const domain::StudentCard* old = card();
    if (!old || !entered)
        return;
    app::DuplicateService::Ask ask{reason(), utf8(m_note->GetValue().Strip(wxString::both)), {}};
    if (m_payment->IsEnabled())
        ask.payment = utf8(m_payment->GetValue().Strip(wxString::both));
    if (ask.reason == domain::DuplicateReason::other && ask.note.empty()) {
        if (onComplaint)
            onComplaint(tr("Write the reason in the field “Note”."));
        m_note->SetFocus();
        return;
    }
    entered(domain::StudentCard(*old), ask);
}

} // namespace esek::ui
