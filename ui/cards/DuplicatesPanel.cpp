#include "ui/cards/DuplicatesPanel.h"

#include "app/CardRules.h"
#include "base/Format.h"
#include "ui/Text.h"
#include "ui/cards/CardIds.h"
#include "ui/cards/DuplicateForm.h"
#include "ui/cards/IssueDateQuestion.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/HelpPage.h"
#include "ui/model/CardsModel.h"
#include "ui/model/DuplicatesModel.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace esek::ui {

using app::DuplicateService;

DuplicatesPanel::DuplicatesPanel(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice) {
    setHelpPage(*this, "duplikaty.html");
    setAccessibleName(*this, T(tr("Duplicates")));
    using Need = model::ColumnNeed::Kind;
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* left = new wxBoxSizer(wxVERTICAL);
    m_list = new VirtualList(this, id::duplicatesList, tr("Requests for new cards"),
                             {{tr("Pupil"), 190},
                              {tr("Class"), 55, wxLIST_FORMAT_LEFT, Need::whole},
                              {tr("Old no."), 80, wxLIST_FORMAT_LEFT, Need::whole},
                              {tr("Reason"), 160},
                              {tr("Asked for on"), 100, wxLIST_FORMAT_LEFT, Need::whole},
                              {tr("Fee"), 70, wxLIST_FORMAT_LEFT, Need::whole},
                              {tr("Payment"), 120},
                              {tr("New no."), 90}},
                             wxLC_SINGLE_SEL);
    m_list->setSource([this](long r, long col) {
        const auto i = static_cast<std::size_t>(r);
        return i < m_rows.size() ? model::duplicateCell(m_rows[i], col) : std::string();
    });
    m_list->fillWidth();
    m_list->onChosen = [this] { chosen(); };
    left->Add(m_list, wxSizerFlags(1).Expand());
    m_empty = new wxStaticText(this, wxID_ANY, T(tr("No request for a new card has been entered yet.")),
                               wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(m_empty);
    m_empty->Hide();
    left->Add(m_empty, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(30)));
    left->Add(buildButtons(), wxSizerFlags().Expand().Border(wxTOP, FromDIP(8)));
    row->Add(left, wxSizerFlags(1).Expand().Border(wxRIGHT, FromDIP(8)));
    m_form = new DuplicateForm(this, ctx);
    m_form->onIssue = [this](const auto& old, const auto& ask) { issue(old, ask, From::form); };
    m_form->onRequestOnly = [this](const auto& old, const auto& ask) { enter(old, ask); };
    m_form->onComplaint = [this](const std::string& text) { m_notice.bad(text); };
    m_form->SetMinSize(wxSize(GetCharWidth() * 40, -1)); // what is over goes to the list
    row->Add(m_form, wxSizerFlags().Expand());
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(row, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(8)));
    SetSizer(column);
    refresh();
}

wxSizer* DuplicatesPanel::buildButtons() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](int id, const std::string& label, auto run) {
        auto* b = new wxButton(this, id, T(label));
        setAccessibleName(*b, b->GetLabelText());
        b->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        row->Add(b, wxSizerFlags().Border(wxRIGHT, FromDIP(8)));
        return b;
    };
    m_pay = button(id::duplicatePay, tr("Note the payment…"), [this] { notePayment(); });
    m_issue = button(id::duplicateIssueOpen, tr("Issue the new card…"), [this] {
        if (const Row* r = current())
            issue(r->old, {r->request.reason, r->request.note, {}}, From::list);
    });
    m_withdraw = button(id::duplicateWithdraw, tr("Withdraw the request…"), [this] { withdraw(); });
    return row;
}

void DuplicatesPanel::SetFocus() {
    if (m_rows.empty())
        m_form->SetFocus();
    else
        m_list->SetFocus();
}

void DuplicatesPanel::refresh() {
    m_scope.renew();
    struct Read {
        std::vector<Row> rows;
        std::vector<domain::StudentCard> cards;
        domain::School school;
    };
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office] {
            return guarded([&] {
                Read r;
                r.rows = DuplicateService(office).list().value();
                r.cards = office.replica().cards().list().value();
                r.school = office.replica().school().value();
                return r;
            });
        },
        [this](Result<Read> read) {
            if (!read) {
                m_notice.error(read.error());
                return;
            }
            m_rows = std::move(read->rows);
            std::vector<std::string> requests;
            for (const Row& row : m_rows)
                requests.push_back(row.request.id.toString());
            m_list->setRows(std::move(requests));
            m_list->Show(!m_rows.empty());
            m_empty->Show(m_rows.empty());
            if (!m_rows.empty() && m_list->current() < 0)
                m_list->choose(0);
            m_form->set(std::move(read->cards), read->school);
            m_form->setMayChange(m_ctx.sync.mayChange());
            chosen();
            Layout();
        });
}

const DuplicatesPanel::Row* DuplicatesPanel::current() const {
    const long row = m_list->current();
    return row >= 0 && static_cast<std::size_t>(row) < m_rows.size() ? &m_rows[static_cast<std::size_t>(row)]
                                                                     : nullptr;
}

std::optional<DuplicatesPanel::Row> DuplicatesPanel::chosenRow() const {
    const Row* row = current();
    return row ? std::optional(*row) : std::nullopt;
}

void DuplicatesPanel::chosen() {
    const Row* row = m_ctx.sync.mayChange() ? current() : nullptr;
    m_pay->Enable(row && row->request.fee > 0 && row->request.withdrawn.empty());
    m_issue->Enable(row && row->request.open());
    m_withdraw->Enable(row && row->request.open());
}

void DuplicatesPanel::start(const domain::StudentCard& card) {
    m_form->start(card);
}

void DuplicatesPanel::issue(const domain::StudentCard& old, const DuplicateService::Ask& ask, From from) {
    if (!m_ctx.sync.mayChange())
        return;
    askIssueDate(this, m_ctx, m_notice, m_work, {},
                 [this, old, ask, from](const app::CardService::IssueDate& checked, Date day) {
                     const std::string question = format(
                         fmt::runtime(tr(
                             "{name} gets a new card with the date {date}; card {number} becomes invalid.")),
                         fmt::arg("name", old.contents.givenNames + " " + old.contents.surname),
                         fmt::arg("date", toPolish(day)), fmt::arg("number", old.number));
                     if (m_ctx.dialogs.confirm(this, tr("A new card"), question, tr("Issue the card")))
                         issueOn(old.student, checked, ask, from);
                 });
}

void DuplicatesPanel::issueOn(const domain::StudentId& pupil, const app::CardService::IssueDate& day,
                              const DuplicateService::Ask& ask, From from) {
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, pupil, day, ask] { return DuplicateService(office).issue(pupil, day, ask); },
        [this, from](Result<app::CardService::Issued> issued) {
            if (!issued) {
                m_notice.error(issued.error());
                return;
            }
            const model::Summary summary = model::issuedSummary(*issued);
            if (summary.done) {
                m_notice.good(summary.text);
                if (from == From::form)
                    m_form->clear();
            } else {
                m_notice.bad(summary.text);
            }
            m_ctx.dataChanged();
        });
}

void DuplicatesPanel::enter(const domain::StudentCard& old, const DuplicateService::Ask& ask) {
    if (!m_ctx.sync.mayChange())
        return;
    change([&office = m_ctx.office, id = old.id, ask] { return DuplicateService(office).enter(id, ask); },
           tr("The request is in the list. The new card can be issued from there."), From::form);
}

void DuplicatesPanel::notePayment() {
    const std::optional<Row> row = chosenRow();
    if (!row)
        return;
    const auto payment = m_ctx.dialogs.askText(
        this, tr("Payment for the duplicate"),
        format(fmt::runtime(tr("{name}: how was {fee} paid? Write down the receipt or the transfer.")),
               fmt::arg("name", app::labelOf(row->old)),
               fmt::arg("fee", domain::moneyText(row->request.fee))),
        tr("Note the payment"));
    if (payment)
        change([&office = m_ctx.office, id = row->old.id,
                text = *payment] { return DuplicateService(office).notePayment(id, text); },
               tr("The payment is noted."), From::list);
}

void DuplicatesPanel::withdraw() {
    const std::optional<Row> row = chosenRow();
    if (!row)
        return;
    const auto reason = m_ctx.dialogs.askText(
        this, tr("Withdraw the request"),
        format(fmt::runtime(tr("{name}: no new card will be issued on this request. Why? The reason stays in "
                               "the register.")),
               fmt::arg("name", app::labelOf(row->old))),
        tr("Withdraw the request"));
    if (reason)
        change([&office = m_ctx.office, id = row->old.id,
                text = *reason] { return DuplicateService(office).withdraw(id, text); },
               tr("The request is withdrawn."), From::list);
}

void DuplicatesPanel::change(std::function<Result<void>()> work, const std::string& doneText, From from) {
    m_ctx.tasks.run(m_work, std::move(work), [this, doneText, from](Result<void> done) {
        if (done) {
            m_notice.good(doneText);
            if (from == From::form)
                m_form->clear();
        } else {
            m_notice.error(done.error());
        }
        m_ctx.dataChanged();
    });
}

} // namespace esek::ui
