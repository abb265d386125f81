#include "ui/cards/MarksPanel.h"

#include "base/Format.h"
#include "ui/Text.h"
#include "ui/cards/CardIds.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/ButtonMenu.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/HelpPage.h"
#include "ui/model/MarksModel.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace esek::ui {

using app::ValidityService;

MarksPanel::MarksPanel(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice) {
    setHelpPage(*this, "znaki-waznosci.html");
    setAccessibleName(*this, T(tr("Validity marks")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(buildFilters(), wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    m_list = new VirtualList(this, id::marksList, tr("Cards and their marks"),
                             {{tr("Class"), 60, wxLIST_FORMAT_LEFT, model::ColumnNeed::Kind::whole},
                              {tr("Pupil"), 220},
                              {tr("Card no."), 90, wxLIST_FORMAT_LEFT, model::ColumnNeed::Kind::whole},
                              {tr("Mark of this year"), 260},
                              {tr("Next place"), 200}});
    m_list->setSource([this](long row, long col) {
        const auto i = static_cast<std::size_t>(row);
        return i < m_rows.size() ? model::markCell(m_rows[i], col) : std::string();
    });
    m_list->fillWidth();
    m_list->onChosen = [this] { chosen(); };
    m_list->onMenu = [this] {
        if (m_ctx.sync.mayChange())
            CallAfter([this] { popUpButtons(*m_list, {m_markChosen, m_markAll, m_takeBack}); });
    };
    column->Add(m_list, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(8)));
    m_empty =
        new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(m_empty);
    m_empty->Hide();
    column->Add(m_empty, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(30)));
    column->Add(buildButtons(), wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    SetSizer(column);
    refresh();
}

wxSizer* MarksPanel::buildFilters() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto label = [&](const std::string& text) {
        row->Add(new wxStaticText(this, wxID_ANY, T(text)),
                 wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
    };
    label(tr("School year"));
    m_year = new wxChoice(this, id::marksYear);
    setAccessibleName(*m_year, T(tr("School year")));
    for (const std::string& y : model::yearsAround(ValidityService(m_ctx.office).currentYear()))
        m_year->Append(wx(y));
    m_year->SetSelection(1);
    m_year->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { readOthers(); });
    row->Add(m_year, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(12)));
    m_class = new wxChoice(this, id::marksClass);
    m_class->Append(T(tr("All classes")));
    m_class->SetSelection(0);
    setAccessibleName(*m_class, T(tr("Class")));
    m_class->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { readOthers(); });
    row->Add(m_class, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(12)));
    m_without = new wxCheckBox(this, id::marksWithout, T(tr("Only cards without a mark")));
    m_without->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { showRows(); });
    row->Add(m_without, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(12)));
    row->AddStretchSpacer();
    m_counts = new wxStaticText(this, wxID_ANY, {});
    makeMuted(m_counts);
    row->Add(m_counts, wxSizerFlags().CenterVertical());
    return row;
}

wxSizer* MarksPanel::buildButtons() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](int id, const std::string& label) {
        auto* b = new wxButton(this, id, T(label));
        setAccessibleName(*b, b->GetLabelText());
        row->Add(b, wxSizerFlags().Border(wxRIGHT, FromDIP(8)));
        return b;
    };
    m_markAll = button(id::marksAll, tr("Enter the marks for all in the list"));
    m_markChosen = button(id::marksChosen, tr("Enter the marks for the chosen"));
    m_takeBack = button(id::marksTakeBack, tr("Void the marks of the chosen…"));
    m_markAll->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { place(toMark(false)); });
    m_markChosen->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { place(toMark(true)); });
    m_takeBack->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { takeBack(); });
    return row;
}

void MarksPanel::SetFocus() {
    if (m_rows.empty())
        m_class->SetFocus();
    else
        m_list->SetFocus();
}

std::string MarksPanel::year() const {
    return utf8(m_year->GetStringSelection());
}

void MarksPanel::readOthers() {
    // Until the new list is there, a button would still mean the cards of the old one.
    for (wxButton* button : {m_markAll, m_markChosen, m_takeBack})
        button->Disable();
    refresh();
}

void MarksPanel::refresh() {
    m_scope.renew();
    struct Read {
        std::vector<Row> rows;
        std::vector<std::string> classes;
    };
    const std::string classUnit =
        m_class->GetSelection() > 0 ? utf8(m_class->GetStringSelection()) : std::string();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, classUnit, year = year()] {
            return guarded([&] {
                Read r;
                r.rows = ValidityService(office).list(year, classUnit).value();
                for (auto& c : office.replica().students().classes().value())
                    r.classes.push_back(std::move(c.classUnit));
                return r;
            });
        },
        [this](Result<Read> read) {
            if (!read) {
                m_notice.error(read.error());
                return;
            }
            m_all = std::move(read->rows);
            if (read->classes != m_classes) {
                const wxString before = m_class->GetStringSelection();
                m_classes = read->classes;
                m_class->Clear();
                m_class->Append(T(tr("All classes")));
                for (const auto& c : m_classes)
                    m_class->Append(wx(c));
                if (!m_class->SetStringSelection(before))
                    m_class->SetSelection(0);
            }
            showRows();
        });
}

void MarksPanel::showRows() {
    m_rows.clear();
    for (const Row& row : m_all)
        if (!m_without->GetValue() || !row.mark)
            m_rows.push_back(row);
    std::vector<std::string> cards;
    for (const Row& row : m_rows)
        cards.push_back(row.card.id.toString());
    m_list->setRows(std::move(cards));
    m_list->Show(!m_rows.empty());
    m_empty->Show(m_rows.empty());
    m_empty->SetLabelText(
        T(m_all.empty() ? tr("Nobody here has a card yet.") : tr("Every card in the list has its mark.")));
    m_counts->SetLabelText(wx(model::markCounts(m_all)));
    if (!m_rows.empty() && m_list->current() < 0)
        m_list->choose(0);
    chosen();
    Layout();
}

void MarksPanel::chosen() {
    const bool may = m_ctx.sync.mayChange();
    bool marked = false;
    for (const long row : m_list->selected())
        if (static_cast<std::size_t>(row) < m_rows.size())
            marked = marked || m_rows[static_cast<std::size_t>(row)].mark.has_value();
    m_markAll->Enable(may && !toMark(false).empty());
    m_markChosen->Enable(may && !toMark(true).empty());
    m_takeBack->Enable(may && marked);
}

std::vector<domain::CardId> MarksPanel::toMark(bool chosenOnly) const {
    std::vector<domain::CardId> ids;
    const auto add = [&](const Row& row) {
        if (!row.mark &&
            (row.inUse || chosenOnly)) // a chosen one that cannot be marked is told with its reason
            ids.push_back(row.card.id);
    };
    if (!chosenOnly)
        for (const Row& row : m_rows)
            add(row);
    else
        for (const long row : m_list->selected())
            if (static_cast<std::size_t>(row) < m_rows.size())
                add(m_rows[static_cast<std::size_t>(row)]);
    return ids;
}

void MarksPanel::place(std::vector<domain::CardId> ids) {
    if (ids.empty() || !m_ctx.sync.mayChange())
        return;
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, ids = std::move(ids), year = year()] {
            ValidityService::Choice choice;
            choice.schoolYear = year;
            return ValidityService(office).place(ids, choice);
        },
        [this](Result<ValidityService::Outcome> out) {
            if (out)
                told(*out);
            else
                m_notice.error(out.error());
        });
}

void MarksPanel::told(const ValidityService::Outcome& out) {
    std::vector<NoticeBar::Action> actions;
    if (!out.made.empty()) {
        m_undo.push_back(out.made);
        actions.push_back({tr("Take back"), [this] { undo(); }});
    }
    const model::Summary summary = model::marksSummary(out);
    if (!summary.all.empty())
        actions.push_back({tr("Show all reasons"), [this, all = summary.all] {
                               m_ctx.dialogs.inform(this, tr("Cards without a mark"), all);
                           }});
    if (summary.done)
        m_notice.good(summary.text, std::move(actions));
    else
        m_notice.bad(summary.text, std::move(actions));
    m_ctx.dataChanged();
}

void MarksPanel::undo() {
    if (m_undo.empty() || !m_ctx.sync.mayChange())
        return;
    auto made = std::move(m_undo.back());
    m_undo.pop_back();
    takeBack(std::move(made), tr("taken back at once"));
}

void MarksPanel::takeBack() {
    std::vector<ValidityService::Made> made;
    for (const long row : m_list->selected())
        if (static_cast<std::size_t>(row) < m_rows.size())
            if (const Row& r = m_rows[static_cast<std::size_t>(row)]; r.mark)
                made.push_back({r.card.id, r.mark->validUntil});
    if (made.empty() || !m_ctx.sync.mayChange())
        return;
    const auto reason = m_ctx.dialogs.askText(
        this, tr("Void the marks"),
        format(
            fmt::runtime(trn("{} mark becomes void and stays in the history of the card. Why?",
                             "{} marks become void and stay in the history of the cards. Why?", made.size())),
            made.size()),
        tr("Void the marks"));
    if (reason)
        takeBack(std::move(made), *reason);
}

void MarksPanel::takeBack(std::vector<ValidityService::Made> made, const std::string& reason) {
    const std::size_t n = made.size();
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, made = std::move(made), reason] {
            return ValidityService(office).takeBack(made, reason);
        },
        [this, n](Result<void> done) {
            if (done)
                m_notice.info(
                    format(fmt::runtime(trn("{} mark is void now.", "{} marks are void now.", n)), n));
            else
                m_notice.error(done.error());
            m_ctx.dataChanged();
        });
}

} // namespace esek::ui
