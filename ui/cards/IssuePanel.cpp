#include "ui/cards/IssuePanel.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "ui/Ids.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/cards/CardIds.h"
#include "ui/cards/IssueDateQuestion.h"
#include "ui/cards/ScreenCanvas.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/ButtonMenu.h"
#include "ui/controls/Form.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/ProgressRow.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/TextScale.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

using model::CardsModel;

IssuePanel::IssuePanel(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice) {
    setAccessibleName(*this, T(tr("Issuing")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(buildFilters(), wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));

    auto* middle = new wxBoxSizer(wxHORIZONTAL);
    auto* left = new wxBoxSizer(wxVERTICAL);
    m_list = new VirtualList(this, id::cardsPeople, tr("Pupils"), {{tr("Pupil"), 230}, {tr("Cause"), 420}});
    m_list->setSource([this](long row, long col) {
        const auto i = static_cast<std::size_t>(row);
        if (i >= rows().size())
            return std::string();
        return col == 0 ? rows()[i].label : rows()[i].reason;
    });
    m_list->Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        CallAfter([this] { fitColumns(); });
    });
    m_list->onChosen = [this] { preview(); };
    m_list->onMenu = [this] {
        if (m_ctx.sync.mayChange())
            CallAfter([this] { popUpButtons(*m_list, {m_issueSelected, m_issueAll}); });
    };
    left->Add(m_list, wxSizerFlags(1).Expand());
    m_empty =
        new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(m_empty);
    m_empty->Hide();
    left->Add(m_empty, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(30)));
    middle->Add(left, wxSizerFlags(5).Expand().Border(wxRIGHT, FromDIP(8)));

    // With large text or in a low window the card keeps a size at which it can be judged, and the rest
    // scrolls.
    m_side = new wxScrolledWindow(this);
    m_side->SetScrollRate(0, FromDIP(16));
    m_side->Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        fitPage(*m_side);
        e.Skip();
    });
    auto* right = new wxBoxSizer(wxVERTICAL);
    m_canvas = new ScreenCanvas(m_side);
    right->Add(m_canvas, wxSizerFlags(1).Expand());
    auto* note = new wxStaticText(
        m_side, wxID_ANY,
        T(tr("The background is for the screen only: data and photo are printed on ready blanks.")));
    makeMuted(note);
    note->Wrap(GetCharWidth() * (largeText() ? 28 : 46));
    right->Add(note, wxSizerFlags().Border(wxALL, FromDIP(8)));
    m_issuing = buildIssue();
    right->Add(m_issuing, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    m_side->SetSizer(right);
    middle->Add(m_side, wxSizerFlags(4).Expand());
    column->Add(middle, wxSizerFlags(1).Expand());
    m_progress = new ProgressRow(this, id::issueCancel);
    column->Add(m_progress, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    SetSizer(column);
    refresh();
}

wxSizer* IssuePanel::buildFilters() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_section = new wxChoice(this, id::cardsSection);
    setAccessibleName(*m_section, T(tr("Which pupils")));
    for (int i = 0; i < 3; ++i)
        m_section->Append(wx(m_model.title(static_cast<CardsModel::Section>(i))));
    m_section->SetSelection(0);
    m_section->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        showRows();
        chooseAgain({}, {});
    });
    m_class = new wxChoice(this, id::cardsClass);
    m_class->Append(T(tr("All classes")));
    m_class->SetSelection(0);
    setAccessibleName(*m_class, T(tr("Class")));
    m_class->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { refresh(); });
    row->Add(m_section, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    row->Add(m_class, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    m_find = new wxSearchCtrl(this, id::cardsFind);
    setAccessibleName(*m_find, T(tr("Search the pupils")));
    m_find->SetDescriptiveText(T(tr("Pupil, class or card number")));
    m_find->ShowCancelButton(true);
    m_find->Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
        changeRows([this] { m_model.find(utf8(m_find->GetValue().Strip(wxString::both))); });
    });
    m_find->Bind(wxEVT_SEARCHCTRL_CANCEL_BTN, [this](wxCommandEvent&) { m_find->Clear(); });
    m_find->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_ESCAPE && !m_find->IsEmpty())
            m_find->Clear();
        else
            e.Skip();
    });
    row->Add(m_find, wxSizerFlags(1).CenterVertical());
    return row;
}

wxSizer* IssuePanel::buildIssue() {
    auto* box = new wxBoxSizer(wxVERTICAL);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* label = new wxStaticText(m_side, wxID_ANY, T(tr("Date of issue")));
    m_date = new wxTextCtrl(m_side, id::cardsDate);
    followToday();
    setAccessibleName(*m_date, T(tr("Date of issue")));
    m_date->SetMinSize(wxSize(GetTextExtent("00.00.0000").x + FromDIP(36), GetCharHeight() * 17 / 10));
    m_date->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { showNumber(); });
    m_next = new wxStaticText(m_side, wxID_ANY, {});
    makeMuted(m_next);
    row->Add(label, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    row->Add(m_date, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(12)));
    // Large words side by side would take the width from the list of pupils.
    if (!largeText())
        row->Add(m_next, wxSizerFlags().CenterVertical());
    box->Add(row, wxSizerFlags().Border(wxBOTTOM, FromDIP(8)));
    if (largeText())
        box->Add(m_next, wxSizerFlags().Border(wxBOTTOM, FromDIP(8)));
    auto* buttons = new wxBoxSizer(largeText() ? wxVERTICAL : wxHORIZONTAL);
    m_issueAll = new wxButton(m_side, id::cardsIssue, T(tr("Issue for all in the list…")));
    m_issueSelected = new wxButton(m_side, id::cardsIssueSelected, T(tr("Issue for the chosen…")));
    for (wxButton* b : {m_issueAll, m_issueSelected})
        setAccessibleName(*b, b->GetLabelText());
    m_issueAll->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { issue(m_model.ready()); });
    m_issueSelected->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        std::vector<domain::StudentId> ids;
        for (const long row_ : m_list->selected())
            ids.push_back(rows()[static_cast<std::size_t>(row_)].student);
        issue(std::move(ids));
    });
    const auto gap = wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8));
    buttons->Add(m_issueAll, gap);
    buttons->Add(m_issueSelected, gap);
    box->Add(buttons, wxSizerFlags().Expand());
    return box;
}

void IssuePanel::SetFocus() {
    m_list->SetFocus();
}

CardsModel::Section IssuePanel::section() const {
    const int i = m_section->GetSelection();
    return static_cast<CardsModel::Section>(i < 0 ? 0 : i);
}

const std::vector<CardsModel::Row>& IssuePanel::rows() const {
    return m_model.rows(section());
}

void IssuePanel::refresh() {
    followToday();
    m_side->GetSizer()->Show(m_issuing, m_ctx.sync.mayChange());
    Layout();
    fitPage(*m_side);
    m_scope.renew();
    struct Read {
        app::CardService::Readiness readiness;
        std::vector<std::string> classes;
        domain::School school;
    };
    const std::string classUnit =
        m_class->GetSelection() > 0 ? utf8(m_class->GetStringSelection()) : std::string();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, classUnit] {
            return guarded([&] {
                Read r;
                r.readiness = app::CardService(office).readiness(classUnit).value();
                for (auto& c : office.replica().students().classes().value())
                    r.classes.push_back(std::move(c.classUnit));
                r.school = office.replica().school().value();
                return r;
            });
        },
        [this](Result<Read> read) {
            if (!read) {
                m_notice.error(read.error());
                return;
            }
            m_school = read->school;
            changeRows([&] { m_model.set(read->readiness); });
            if (read->classes != m_classes) {
                const wxString chosen = m_class->GetStringSelection();
                m_classes = read->classes;
                m_class->Clear();
                m_class->Append(T(tr("All classes")));
                for (const auto& c : m_classes)
                    m_class->Append(wx(c));
                if (!m_class->SetStringSelection(chosen))
                    m_class->SetSelection(0);
            }
            Layout();
            showNumber();
        });
}

void IssuePanel::showTitles() {
    for (unsigned i = 0; i < 3; ++i)
        m_section->SetString(i, wx(m_model.title(static_cast<CardsModel::Section>(i))));
    m_section->InvalidateBestSize();
    Layout();
}

void IssuePanel::search() {
    m_find->SetFocus();
    m_find->SelectAll();
}

void IssuePanel::changeRows(const std::function<void()>& change) {
    std::set<domain::StudentId> people;
    const long focused = m_list->current();
    domain::StudentId current{};
    for (const long row : m_list->selected())
        if (static_cast<std::size_t>(row) < rows().size())
            people.insert(rows()[static_cast<std::size_t>(row)].student);
    if (focused >= 0 && static_cast<std::size_t>(focused) < rows().size())
        current = rows()[static_cast<std::size_t>(focused)].student;
    change();
    showTitles();
    showRows();
    chooseAgain(people, current);
}

void IssuePanel::chooseAgain(const std::set<domain::StudentId>& chosen, const domain::StudentId& current) {
    bool any = false;
    for (std::size_t i = 0; i < rows().size(); ++i)
        any = any || chosen.count(rows()[i].student) > 0;
    if (!any) {
        m_list->choose(rows().empty() ? -1 : 0);
        preview();
        return;
    }
    for (std::size_t i = 0; i < rows().size(); ++i) {
        const auto row = static_cast<long>(i);
        const bool on = chosen.count(rows()[i].student) > 0;
        if (on != (m_list->GetItemState(row, wxLIST_STATE_SELECTED) != 0))
            m_list->SetItemState(row, on ? wxLIST_STATE_SELECTED : 0, wxLIST_STATE_SELECTED);
        if (rows()[i].student == current && !m_list->GetItemState(row, wxLIST_STATE_FOCUSED))
            m_list->SetItemState(row, wxLIST_STATE_FOCUSED, wxLIST_STATE_FOCUSED);
    }
    preview();
}

std::optional<Date> IssuePanel::date() const {
    return dateFromText(utf8(m_date->GetValue()));
}

bool IssuePanel::dateIsOurs() const {
    return utf8(m_date->GetValue()) == m_today;
}

void IssuePanel::followToday() {
    if (!dateIsOurs())
        return;
    m_today = toPolish(m_ctx.office.clock().today());
    m_date->ChangeValue(wx(m_today));
}

void IssuePanel::showNumber() {
    const auto day = date();
    const std::string number = day ? model::sampleNumber(m_school, *day) : std::string();
    m_next->SetForegroundColour(tone(day ? Tone::muted : Tone::bad));
    m_next->SetLabelText(wx(!day             ? tr("Type the date as dd.mm.yyyy.")
                            : number.empty() ? std::string()
                                             : format(fmt::runtime(tr("Next number: {}")), number)));
    Layout();
}

void IssuePanel::showRows() {
    const auto chosen = section();
    const char* titles[] = {ESEK_N_("Cause"), ESEK_N_("Cause"), ESEK_N_("Card no.")};
    wxListItem item;
    item.SetMask(wxLIST_MASK_TEXT);
    item.SetText(chosen == CardsModel::Section::ready ? wxString() : T(tr(titles[static_cast<int>(chosen)])));
    m_list->SetColumn(1, item);
    m_list->setCount(static_cast<long>(rows().size()));
    m_list->Show(!rows().empty());
    m_empty->Show(rows().empty());
    m_empty->SetLabelText(
        T(chosen == CardsModel::Section::ready
              ? tr("No card can be issued now.\nA card needs an accepted photo and complete data; see “To be "
                   "completed”.")
          : chosen == CardsModel::Section::refused ? tr("Nothing has to be completed.")
                                                   : tr("Nobody here has a card yet.")));
    if (rows().empty() && !m_find->IsEmpty())
        m_empty->SetLabelText(T(tr("Nobody fits the search.")));
    m_issueAll->Enable(m_model.count(CardsModel::Section::ready) > 0 && mayIssue());
    if (!rows().empty() && m_list->current() < 0)
        m_list->choose(0);
    Layout();
    fitColumns();
    preview();
}

void IssuePanel::fitColumns() {
    // Those who are ready need no second column.
    const int room = m_list->GetClientSize().x - FromDIP(20);
    const bool one = section() == CardsModel::Section::ready;
    const int names = std::min(GetCharWidth() * 34, room / 2);
    m_list->SetColumnWidth(0, one ? room : names);
    m_list->SetColumnWidth(1, one ? 0 : room - names);
}

void IssuePanel::preview() {
    const auto chosen = m_list->selected();
    m_issueSelected->Enable(section() == CardsModel::Section::ready && !chosen.empty() && mayIssue());
    const long row = m_list->current();
    if (row < 0 || static_cast<std::size_t>(row) >= rows().size()) {
        m_previewScope.renew();
        m_canvas->explain({});
        return;
    }
    m_previewScope.renew();
    m_ctx.tasks.run(
        m_previewScope,
        [&office = m_ctx.office, id = rows()[static_cast<std::size_t>(row)].student] {
            return app::CardPreview(office).draw(id);
        },
        [this](Result<app::CardPicture> picture) {
            if (picture)
                m_canvas->show(std::move(*picture));
            else
                m_canvas->explain(describe(picture.error()));
        });
}

bool IssuePanel::mayIssue() const {
    return !m_progress->running() && m_ctx.sync.mayChange();
}

void IssuePanel::issue(std::vector<domain::StudentId> ids) {
    if (ids.empty() || !mayIssue())
        return;
    followToday();
    app::CardService::IssueDate day;
    if (!dateIsOurs())
        day.given = date();
    if (!dateIsOurs() && !day.given) {
        m_notice.bad(tr("The date of issue is missing or is no day of the calendar. Type it as dd.mm.yyyy."));
        m_date->SetFocus();
        return;
    }
    askIssueDate(this, m_ctx, m_notice, m_work, day,
                 [this, ids = std::move(ids)](const app::CardService::IssueDate& checked, Date on) {
                     if (confirmIssue(ids.size(), on))
                         issueOn(ids, checked);
                 });
}

bool IssuePanel::confirmIssue(std::size_t people, Date day) {
    const std::string question =
        format(
            fmt::runtime(trn("Issue {} card with the date {}?", "Issue {} cards with the date {}?", people)),
            people, toPolish(day)) +
        " " +
        format(fmt::runtime(tr("Numbers begin with {}. They are written in the register.")),
               model::sampleNumber(m_school, day));
    return m_ctx.dialogs.confirm(this, tr("Issuing cards"), question, tr("Issue the cards"));
}

void IssuePanel::issueOn(std::vector<domain::StudentId> ids, const app::CardService::IssueDate& day) {
    m_issueAll->Disable();
    m_issueSelected->Disable();
    auto progress = m_progress->start(tr("Issuing cards"));
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, ids = std::move(ids), day, progress] {
            return app::CardService(office).issue(ids, day, progress.get());
        },
        [this](Result<app::CardService::Issued> issued) {
            m_progress->finish();
            if (!issued) {
                m_notice.error(issued.error());
                showRows();
                return;
            }
            tell(model::issuedSummary(*issued));
            m_ctx.dataChanged();
            if (!issued->batches.empty() && onIssued)
                onIssued(issued->batches.front().id);
        });
}

void IssuePanel::tell(const model::Summary& summary) {
    std::vector<NoticeBar::Action> actions;
    if (!summary.all.empty())
        actions.push_back({tr("Show all reasons"), [this, all = summary.all] {
                               m_ctx.dialogs.inform(this, tr("Pupils who got no card"), all);
                           }});
    if (summary.done)
        m_notice.good(summary.text, std::move(actions));
    else
        m_notice.bad(summary.text, std::move(actions));
}

} // namespace esek::ui
