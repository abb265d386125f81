#include "ui/reports/ReportsPanel.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/dialogs/SavedFile.h"
#include "ui/reports/ReportIds.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/TextScale.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/clipbrd.h>
#include <wx/dataobj.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

namespace {

constexpr int kTypingMs = 350;

} // namespace

ReportsPanel::ReportsPanel(wxWindow* parent, UiContext& ctx)
    : wxPanel(parent), m_ctx(ctx), m_kinds(app::reportKinds()), m_typed(this) {
    setAccessibleName(*this, T(tr("Reports")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    m_splitter = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE);
    m_kindList =
        new VirtualList(m_splitter, id::reportsKinds, tr("Reports"), {{tr("Report"), 280}}, wxLC_SINGLE_SEL);
    m_kindList->setSource([this](long row, long) {
        const auto i = static_cast<std::size_t>(row);
        return i < m_kinds.size() ? m_kinds[i].title : std::string();
    });
    m_kindList->fillWidth();
    m_kindList->setCount(static_cast<long>(m_kinds.size()));
    m_right = new wxPanel(m_splitter);
    buildTable(m_right);
    m_splitter->SplitVertically(m_kindList, m_right);
    m_side = std::make_unique<SidePane>(*m_splitter, SidePane::Side::left, m_ctx.preferences, "reports.kinds",
                                        std::max(FromDIP(250), GetCharWidth() * (largeText() ? 22 : 42)),
                                        FromDIP(200));
    column->Add(m_splitter, wxSizerFlags(1).Expand());
    SetSizer(column);

    long row = 0;
    const std::string last = m_ctx.preferences.text("reports.last", "");
    for (std::size_t i = 0; i < m_kinds.size(); ++i)
        if (m_kinds[i].name == last)
            row = static_cast<long>(i);
    m_kindList->choose(row);
    m_kindList->onChosen = [this] { chooseKind(); };
    m_kindList->Bind(wxEVT_LIST_ITEM_ACTIVATED, [this](wxListEvent&) {
        if (m_list)
            m_list->SetFocus();
    });
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { load(); });
    Bind(
        wxEVT_MENU,
        [this](wxCommandEvent&) {
            (kind().byPerson ? m_person.text : static_cast<wxWindow*>(m_class))->SetFocus();
        },
        id::search);
    m_right->Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        m_sentence->fit(m_right->GetClientSize().x - FromDIP(24));
    });
    chooseKind();
}

ReportsPanel::Choice ReportsPanel::field(wxWindow* parent, wxSizer& row, int id, const std::string& label,
                                         const std::string& hint) {
    Choice made;
    made.label = new wxStaticText(parent, wxID_ANY, wx(label));
    made.text = new wxTextCtrl(parent, id);
    made.text->SetHint(wx(hint));
    setAccessibleName(*made.text, wx(label));
    made.text->SetMinSize(wxSize(GetTextExtent(wx(hint + "000")).x + FromDIP(20), -1));
    made.text->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { m_typed.StartOnce(kTypingMs); });
    row.Add(made.label, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
    row.Add(made.text, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(12)));
    return made;
}

void ReportsPanel::buildTable(wxWindow* parent) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto side = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(12));
    m_title = new wxStaticText(parent, wxID_ANY, {});
    makeHeading(m_title, 1.3);
    column->Add(m_title, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(12)));
    m_sentence = new WrappedText(parent);
    makeMuted(m_sentence);
    column->Add(m_sentence, side);

    auto* choices = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    m_classLabel = new wxStaticText(parent, wxID_ANY, T(tr("Class")));
    m_class = new wxChoice(parent, id::reportsClass);
    m_class->Append(T(tr("All classes")));
    m_class->SetSelection(0);
    setAccessibleName(*m_class, T(tr("Class")));
    m_class->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { load(); });
    choices->Add(m_classLabel, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
    choices->Add(m_class, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(12)));
    m_yearLabel = new wxStaticText(parent, wxID_ANY, T(tr("School year")));
    m_year = new wxChoice(parent, id::reportsYear);
    setAccessibleName(*m_year, T(tr("School year")));
    m_year->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { load(); });
    choices->Add(m_yearLabel, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
    choices->Add(m_year, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(12)));
    m_from = field(parent, *choices, id::reportsFrom, tr("From day"), tr("dd.mm.yyyy"));
    m_to = field(parent, *choices, id::reportsTo, tr("To day"), tr("dd.mm.yyyy"));
    m_days = field(parent, *choices, id::reportsDays, tr("Waits longer than (days)"), "7");
    m_person = field(parent, *choices, id::reportsPerson, tr("Person"), tr("surname or name"));
    column->Add(choices, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(12)));

    auto* buttons = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto button = [&](int id, const std::string& label, void (ReportsPanel::*run)()) {
        auto* b = new wxButton(parent, id, wx(label));
        setAccessibleName(*b, wx(label));
        b->Bind(wxEVT_BUTTON, [this, run](wxCommandEvent&) { (this->*run)(); });
        buttons->Add(b, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
        return b;
    };
    m_save = button(id::reportsSave, tr("Save as…"), &ReportsPanel::save);
    m_copy = button(id::reportsCopy, tr("Copy the table"), &ReportsPanel::copy);
    m_explain = button(id::reportsExplain, tr("What the figures mean…"), &ReportsPanel::explain);
    column->Add(buttons, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(12)));
    m_complaint = new wxStaticText(parent, wxID_ANY, {});
    m_complaint->SetForegroundColour(tone(Tone::bad));
    column->Add(m_complaint, side);
    m_tablePlace = new wxBoxSizer(wxVERTICAL);
    column->Add(m_tablePlace, wxSizerFlags(1).Expand());
    m_note = new wxStaticText(parent, wxID_ANY, {});
    makeMuted(m_note);
    column->Add(m_note, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    parent->SetSizer(column);
}

void ReportsPanel::SetFocus() {
    m_kindList->SetFocus();
}

const app::ReportKind& ReportsPanel::kind() const {
    const long row = std::max(0L, m_kindList->current());
    return m_kinds[std::min(static_cast<std::size_t>(row), m_kinds.size() - 1)];
}

void ReportsPanel::chooseKind() {
    const app::ReportKind& chosen = kind();
    m_ctx.preferences.set("reports.last", chosen.name);
    m_title->SetLabelText(wx(chosen.title));
    m_sentence->set(chosen.sentence);
    m_sentence->fit(m_right->GetClientSize().x - FromDIP(24));
    offerChoices();
    load();
}

void ReportsPanel::offerChoices() {
    const app::ReportKind& chosen = kind();
    m_classLabel->Show(chosen.byClass);
    m_class->Show(chosen.byClass);
    m_yearLabel->Show(chosen.bySchoolYear);
    m_year->Show(chosen.bySchoolYear);
    const auto show = [](const Choice& choice, bool there) {
        choice.label->Show(there);
        choice.text->Show(there);
    };
    show(m_from, chosen.byPeriod);
    show(m_to, chosen.byPeriod);
    show(m_days, chosen.byDays);
    show(m_person, chosen.byPerson);
    m_right->Layout();
}

void ReportsPanel::refresh() {
    load();
}

void ReportsPanel::load() {
    m_typed.Stop();
    m_scope.renew();
    model::ReportChoices choices;
    if (m_class->GetSelection() > 0)
        choices.classUnit = utf8(m_class->GetStringSelection());
    choices.schoolYear = utf8(m_year->GetStringSelection());
    choices.from = utf8(m_from.text->GetValue());
    choices.to = utf8(m_to.text->GetValue());
    choices.days = utf8(m_days.text->GetValue());
    choices.person = utf8(m_person.text->GetValue());
    const auto query = model::reportQuery(kind(), choices);
    m_complaint->SetLabelText(query ? wxString() : wx(describe(query.error())));
    m_complaint->Show(!query);
    if (!query) { // no figures stand under a choice that they do not belong to
        m_model.set({});
        show();
        return;
    }
    struct Read {
        app::ReportQuery query; ///< of the table
        app::ReportTable table;
        std::vector<std::string> classes;
        std::vector<std::string> years; ///< for a report that has the choice
    };
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, tokens = m_ctx.sync.tokens(), q = *query,
         byYear = kind().bySchoolYear]() -> Result<Read> {
            return guarded([&] {
                app::ReportService service(office, tokens.get());
                auto classes = service.classes().value();
                app::ReportQuery asked = q;
                // A class that is gone since: the choice goes back to all of them.
                if (std::find(classes.begin(), classes.end(), asked.classUnit) == classes.end())
                    asked.classUnit.clear();
                auto years = byYear ? service.schoolYears().value() : std::vector<std::string>();
                app::ReportTable table = service.make(asked).value();
                return Read{std::move(asked), std::move(table), std::move(classes), std::move(years)};
            });
        },
        [this](Result<Read> read) {
            if (!read) {
                m_model.set({}); // no rows of another report stand under this title
                show();
                if (read.error().code == ErrorCode::notEnrolled)
                    m_notice->info(
                        tr("This computer does not work with a server yet, and only the server knows "
                           "this. Join it in the view Synchronisation."));
                else
                    m_notice->error(read.error());
                return;
            }
            m_query = std::move(read->query);
            m_model.set(std::move(read->table));
            offer(read->classes, read->years);
            show();
        });
}

void ReportsPanel::offer(const std::vector<std::string>& classes, const std::vector<std::string>& years) {
    const wxString chosen = m_class->GetStringSelection();
    const bool all = m_class->GetSelection() <= 0;
    m_class->Clear();
    m_class->Append(T(tr("All classes")));
    for (const std::string& name : classes)
        m_class->Append(wx(name));
    if (all || !m_class->SetStringSelection(chosen))
        m_class->SetSelection(0);
    if (years.empty())
        return;
    const wxString year = m_year->GetStringSelection();
    m_year->Clear();
    for (const std::string& name : years)
        m_year->Append(wx(name));
    if (year.empty() || !m_year->SetStringSelection(year))
        m_year->SetSelection(years.size() > 1 ? 1 : 0); // as the report itself chooses
}

void ReportsPanel::show() {
    if (m_model.table().name != m_listOf || !m_list)
        makeList();
    m_list->setCount(static_cast<long>(m_model.size()));
    m_list->showSort(m_model.sortColumn(), m_model.ascending());
    const bool any = !m_model.table().columns.empty();
    m_save->Enable(any);
    m_copy->Enable(any);
    m_explain->Enable(!m_model.definitions().empty());
    std::string note = m_model.table().note;
    if (const std::string& chosen = m_model.table().subtitle; !chosen.empty())
        note = chosen + (note.empty() ? "" : " · " + note);
    m_note->SetLabelText(wx(note));
    m_right->Layout();
}

void ReportsPanel::makeList() {
    const bool focused = m_list && m_list->IsDescendant(wxWindow::FindFocus());
    std::vector<VirtualList::Column> columns;
    for (std::size_t i = 0; i < m_model.columns(); ++i)
        columns.push_back({m_model.heading(i), m_model.width(i),
                           m_model.toTheRight(i) ? wxLIST_FORMAT_RIGHT : wxLIST_FORMAT_LEFT});
    m_tablePlace->Clear(true);
    m_list = new VirtualList(m_right, id::reportsList, utf8(m_title->GetLabelText()), std::move(columns));
    m_list->setSource([this](long row, long column) {
        const auto r = static_cast<std::size_t>(row), c = static_cast<std::size_t>(column);
        return r < m_model.size() && c < m_model.columns() ? m_model.text(r, c) : std::string();
    });
    m_listOf = m_model.table().name;
    m_list->rememberIn(m_ctx.preferences, "reports." + m_listOf);
    m_list->onSort = [this](long column) {
        m_model.sortBy(static_cast<std::size_t>(column));
        show();
    };
    m_list->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == 'C' && e.GetModifiers() == wxMOD_CONTROL)
            copy();
        else
            e.Skip();
    });
    // The generic list is windows of its own for the titles and for the rows.
    for (wxWindow* inner : m_list->GetChildren())
        inner->Bind(wxEVT_MOTION, [this, inner](wxMouseEvent& e) {
            e.Skip();
            showDefinition(e, *inner);
        });
    m_tablePlace->Add(m_list, wxSizerFlags(1).Expand());
    // After what stands before it on the screen, also for the Tab key.
    m_list->MoveAfterInTabOrder(m_explain);
    if (focused)
        m_list->SetFocus();
}

void ReportsPanel::showDefinition(const wxMouseEvent& e, wxWindow& inner) {
    wxRect row; // it begins left of the window when the list is scrolled sideways
    int x =
        e.GetX() - (m_list->GetItemCount() > 0 && m_list->GetItemRect(m_list->GetTopItem(), row) ? row.x : 0);
    wxString words;
    for (std::size_t i = 0; i < m_model.columns(); ++i) {
        x -= m_list->GetColumnWidth(static_cast<int>(i));
        if (x < 0) {
            words = wx(m_model.definition(i));
            break;
        }
    }
    if (inner.GetToolTipText() != words)
        inner.SetToolTip(words);
}

void ReportsPanel::copy() {
    if (m_model.table().columns.empty())
        return;
    const wxClipboardLocker lock;
    if (!lock ||
        !wxTheClipboard->SetData(new wxTextDataObject(wx(app::ReportService::tabs(m_model.table()))))) {
        m_notice->bad(tr("The clipboard is used by another program. Try again."));
        return;
    }
    const std::size_t n = m_model.table().rows.size();
    m_notice->good(format(
        runtime(trn("The table with {} row was copied.", "The table with {} rows was copied.", n)), n));
}

void ReportsPanel::save() {
    const auto file = m_ctx.dialogs.saveFile(
        this, m_model.table().title,
        "PDF (*.pdf)|*.pdf|" + tr("Workbook") + " (*.xlsx)|*.xlsx|CSV (*.csv)|*.csv",
        model::ReportsModel::fileName(m_model.table(), m_query, m_ctx.office.clock().today()) + ".pdf");
    if (!file)
        return;
    const auto path = platform::pathFromUtf8(*file);
    const auto as = app::reportFormatOf(path);
    if (!as) {
        m_notice->bad(tr("The name of the file tells its kind: end it with .pdf, .xlsx or .csv."));
        return;
    }
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, table = m_model.table(), as, path] {
            return app::ReportService(office).save(table, *as, path);
        },
        [this, file = *file, n = m_model.table().rows.size()](Result<void> saved) {
            if (saved)
                m_notice->good(format(runtime(trn("The report with {count} row is in {file}.",
                                                  "The report with {count} rows is in {file}.", n)),
                                      fmt::arg("count", n), fmt::arg("file", file)),
                               {openAction(m_ctx, *m_notice, file)});
            else
                m_notice->error(saved.error());
        });
}

void ReportsPanel::explain() {
    m_ctx.dialogs.inform(this, m_model.table().title, m_model.definitions());
}

} // namespace esek::ui
