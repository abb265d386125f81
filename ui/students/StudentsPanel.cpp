#include "ui/students/StudentsPanel.h"

#include "app/StudentList.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/UnsavedChanges.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/dialogs/SavedFile.h"
#include "ui/import/ImportStack.h"
#include "ui/model/LoginWords.h"
#include "ui/model/YearWords.h"
#include "ui/students/LoginsDialog.h"
#include "ui/students/PhotoAgeDialog.h"
#include "ui/students/StatusIcons.h"
#include "ui/students/StudentDetails.h"
#include "ui/students/StudentIds.h"
#include "ui/students/YearDialog.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/TextScale.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

using model::StudentsModel;

StudentsPanel::StudentsPanel(wxWindow* parent, UiContext& ctx)
    : wxPanel(parent), m_ctx(ctx), m_debounce(this) {
    setAccessibleName(*this, T(tr("Pupils")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());

    m_splitter = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE);
    auto* left = new wxPanel(m_splitter);
    buildList(left);
    m_details = new StudentDetails(m_splitter, m_ctx, *m_notice);
    m_details->onSaved = [this](const domain::StudentId& id) {
        m_wanted = id;
        m_ctx.dataChanged();
    };
    m_splitter->SplitVertically(left, m_details);
    // Enough for the buttons' words, also in large text.
    m_side =
        std::make_unique<SidePane>(*m_splitter, SidePane::Side::right, m_ctx.preferences, "students.details",
                                   std::max(FromDIP(330), GetCharWidth() * 31), FromDIP(260));
    column->Add(m_splitter, wxSizerFlags(1).Expand());
    SetSizer(column);

    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { load(); });
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { m_search->SetFocus(); }, id::search);
    Bind(
        wxEVT_MENU, [this](wxCommandEvent&) { photoAges(); }, id::photoAges);
    offerImportUndo(*this, m_ctx, *m_notice);
    refresh();
}

void StudentsPanel::buildList(wxWindow* parent) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* filters = new wxBoxSizer(wxHORIZONTAL);
    m_search = new wxSearchCtrl(parent, id::studentsSearch);
    m_search->SetDescriptiveText(T(tr("Surname, name, register number or PESEL")));
    setAccessibleName(*m_search, T(tr("Search a pupil")));
    m_search->ShowCancelButton(true);
    m_class = new wxChoice(parent, id::studentsClass);
    m_class->Append(T(tr("All classes")));
    m_class->SetSelection(0);
    setAccessibleName(*m_class, T(tr("Class")));
    m_status = new wxChoice(parent, id::studentsStatus);
    m_status->Append(T(tr("All photos")));
    for (const domain::PhotoStatus status : domain::allPhotoStatuses())
        m_status->Append(wx(domain::officeLabel(status)));
    m_status->SetSelection(0);
    setAccessibleName(*m_status, T(tr("Status of the photo")));
    m_count = new wxStaticText(parent, wxID_ANY, {});
    makeMuted(m_count);
    const auto gap = wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8));
    filters->Add(m_search, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, FromDIP(8)));
    filters->Add(m_class, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    filters->Add(m_status, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    filters->Add(m_count, wxSizerFlags().CenterVertical());
    column->Add(filters, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));

    auto* buttons = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto button = [&](int id, const std::string& label, const char* iconName) {
        auto* b = new wxButton(parent, id, wx(label));
        b->SetBitmap(icon(iconName, 16));
        setAccessibleName(*b, wx(label));
        buttons->Add(b, gap);
        return b;
    };
    button(id::studentsAdd, tr("Add a pupil"), "add")->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        m_ctx.unsaved.leave(this, UnsavedChanges::Leaving::form, [this] {
            m_list->choose(-1);
            m_details->startNew(
                utf8(m_class->GetSelection() > 0 ? m_class->GetStringSelection() : wxString()));
        });
    });
    button(id::importStudents + 50, tr("Import pupils…"), "import")
        ->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { command(id::importStudents); });
    button(id::importPhotos + 50, tr("Import photos…"), "review")
        ->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { command(id::importPhotos); });
    m_saveList = button(id::studentsSaveList, tr("Save the list…"), "folder");
    m_saveList->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { saveList(); });
    button(id::studentsYear, tr("New school year…"), "students")->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        m_ctx.unsaved.leave(this, UnsavedChanges::Leaving::form, [this] { newYear(); });
    });
    button(id::studentsLogins, tr("Logins for families…"), "students")
        ->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { giveLogins(); });
    column->Add(buttons, wxSizerFlags().Expand().Border(wxLEFT, FromDIP(8)));

    using Need = model::ColumnNeed::Kind;
    const auto columnOf = [](StudentsModel::Column which, int width, Need need) {
        return VirtualList::Column{StudentsModel::title(which), width, wxLIST_FORMAT_LEFT, need};
    };
    m_list = new VirtualList(parent, id::studentsList, tr("Pupils"),
                             {columnOf(StudentsModel::surname, 145, Need::shares),
                              columnOf(StudentsModel::givenNames, 125, Need::shares),
                              columnOf(StudentsModel::classUnit, 66, Need::whole),
                              columnOf(StudentsModel::registerNumber, 96, Need::optional),
                              columnOf(StudentsModel::birthDate, 106, Need::optional),
                              columnOf(StudentsModel::photo, 192, Need::whole),
                              columnOf(StudentsModel::card, 100, Need::optional)},
                             wxLC_SINGLE_SEL);
    m_list->setIcons(statusIcons(16));
    m_list->setSource(
        [this](long row, long col) {
            if (static_cast<std::size_t>(row) >= m_model.size())
                return std::string();
            const auto i = static_cast<std::size_t>(row);
            // Beside its icon one word is enough; in full it would take the room of the name.
            if (col == StudentsModel::photo && largeText() &&
                m_model.row(i).photoStatus == domain::PhotoStatus::pending)
                return tr("Awaiting");
            return m_model.text(i, static_cast<StudentsModel::Column>(col));
        },
        [this](long row, long col) {
            return col == StudentsModel::photo && static_cast<std::size_t>(row) < m_model.size()
                       ? m_model.statusIndex(static_cast<std::size_t>(row))
                       : -1;
        });
    m_list->rememberIn(m_ctx.preferences, "students");
    if (largeText()) // what a pupil is found by stays; the rest stands beside the list
        m_list->fillWidth();
    m_list->onSort = [this](long col) {
        const long chosen = m_list->current();
        const domain::StudentId id =
            chosen >= 0 ? m_model.row(static_cast<std::size_t>(chosen)).student.id : domain::StudentId{};
        m_model.sortBy(static_cast<StudentsModel::Column>(col));
        m_list->showSort(m_model.sortColumn(), m_model.ascending());
        m_list->setCount(static_cast<long>(m_model.size()));
        m_list->choose(m_model.find(id));
    };
    m_list->showSort(m_model.sortColumn(), true);
    m_list->Bind(wxEVT_LIST_ITEM_SELECTED, [this](wxListEvent&) { chosen(); });
    m_list->Bind(wxEVT_LIST_ITEM_ACTIVATED, [this](wxListEvent&) { m_details->edit(); });
    m_list->onMenu = [this] {
        // The list tells of the row under the pointer first.
        CallAfter([this] { m_details->popUp(*m_list); });
    };
    column->Add(m_list, wxSizerFlags(1).Expand());
    m_empty =
        new wxStaticText(parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(m_empty);
    m_empty->Hide();
    column->Add(m_empty, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(40)));
    parent->SetSizer(column);

    m_search->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { m_debounce.StartOnce(150); });
    m_search->Bind(wxEVT_SEARCHCTRL_CANCEL_BTN, [this](wxCommandEvent&) { m_search->Clear(); });
    m_search->Bind(wxEVT_SEARCHCTRL_SEARCH_BTN, [this](wxCommandEvent&) { load(); });
    for (wxChoice* choice : {m_class, m_status})
        choice->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { load(); });
    // Down from the search goes to what was found.
    m_search->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_DOWN && !m_model.empty())
            m_list->choose(std::max(0L, m_list->current()), true);
        else if (e.GetKeyCode() == WXK_ESCAPE)
            m_search->Clear();
        else
            e.Skip();
    });
}

void StudentsPanel::SetFocus() {
    m_list->SetFocus();
}

bool StudentsPanel::editing() const {
    return m_details->editing();
}

void StudentsPanel::addPhoto(const std::string& file, const wxPoint& screen) {
    if (const long row = m_list->rowAt(screen); row >= 0 && !editing()) {
        m_list->choose(row);
        showSelection();
    }
    m_details->offerPhoto(file);
}

void StudentsPanel::command(int id) {
    wxCommandEvent event(wxEVT_MENU, id);
    event.SetEventObject(this);
    ProcessWindowEvent(event);
}

void StudentsPanel::saveList() {
    const auto q = query();
    std::string name = tr("pupils");
    if (!q.classUnit.empty())
        name += "-" + q.classUnit;
    const auto file =
        m_ctx.dialogs.saveFile(this, tr("List of the pupils that are shown"),
                               tr("Workbook") + " (*.xlsx)|*.xlsx|CSV (*.csv)|*.csv", name + ".xlsx");
    if (!file)
        return;
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, rows = m_model.rows(), path = platform::pathFromUtf8(*file)] {
            return app::saveStudentList(office, rows, path);
        },
        [this, file = *file, n = m_model.size()](Result<void> saved) {
            if (saved)
                m_notice->good(format(fmt::runtime(trn("The list of {count} pupil is in {file}.",
                                                       "The list of {count} pupils is in {file}.", n)),
                                      fmt::arg("count", n), fmt::arg("file", file)),
                               {openAction(m_ctx, *m_notice, file)});
            else
                m_notice->error(saved.error());
        });
}

void StudentsPanel::newYear() {
    if (m_year) {
        m_year->Raise();
        return;
    }
    auto* dialog = new YearDialog(wxGetTopLevelParent(this), m_ctx);
    dialog->onMade = [this](const app::ImportMade& made, const std::string& year) {
        m_ctx.imports.add(made);
        m_notice->good(model::yearMadeWords(made, year),
                       {{tr("Age of the photos…"), [this] { photoAges(); }},
                        {tr("Take back"), [this] { m_ctx.imports.takeBackLast(*this, m_ctx, *m_notice); }}});
        m_ctx.dataChanged();
    };
    dialog->onAges = [this] { photoAges(); };
    dialog->onTakenBack = [this](const app::ImportUndo::Outcome& outcome) {
        m_notice->info(model::yearTakenBackWords(outcome));
        m_ctx.dataChanged();
    };
    m_year = dialog;
    dialog->CentreOnParent();
    dialog->Show();
}

void StudentsPanel::photoAges() {
    if (m_ages) {
        m_ages->Raise();
        return;
    }
    auto* dialog = new PhotoAgeDialog(wxGetTopLevelParent(this), m_ctx);
    dialog->onAsked = [this] { m_ctx.dataChanged(); };
    m_ages = dialog;
    dialog->CentreOnParent();
    dialog->Show();
}

void StudentsPanel::giveLogins() {
    if (m_logins) {
        m_logins->Raise();
        return;
    }
    LoginsDialog::Pupils pupils;
    pupils.classUnit = query().classUnit;
    pupils.classes = m_classRows;
    for (const auto& row : m_model.rows())
        pupils.inList.push_back(row.student);
    if (const long row = m_list->current(); row >= 0 && static_cast<std::size_t>(row) < m_model.size())
        pupils.chosen = m_model.row(static_cast<std::size_t>(row)).student;
    auto* dialog = new LoginsDialog(wxGetTopLevelParent(this), m_ctx, std::move(pupils));
    dialog->onIssued = [this](const app::PortalService::Slips& slips, const std::string& file) {
        const std::string words = model::issuedWords(slips, file);
        std::vector<NoticeBar::Action> open;
        if (!slips.issued.empty())
            open.push_back(openAction(m_ctx, *m_notice, file));
        if (slips.stopped)
            m_notice->bad(words, std::move(open));
        else
            m_notice->good(words, std::move(open));
    };
    m_logins = dialog;
    dialog->Show();
}

model::StudentsQuery StudentsPanel::query() const {
    model::StudentsQuery q;
    if (m_class->GetSelection() > 0)
        q.classUnit = utf8(m_class->GetStringSelection());
    if (const int status = m_status->GetSelection(); status > 0)
        q.photo = domain::allPhotoStatuses()[static_cast<std::size_t>(status - 1)];
    q.text = utf8(m_search->GetValue());
    return q;
}

void StudentsPanel::refresh() {
    for (const int button :
         {static_cast<int>(id::studentsAdd), id::importStudents + 50, id::importPhotos + 50,
          static_cast<int>(id::studentsYear), static_cast<int>(id::studentsLogins)})
        if (wxWindow* w = FindWindow(button))
            w->Enable(m_ctx.sync.mayChange());
    load();
}

void StudentsPanel::load() {
    m_scope.renew(); // answers to older questions are of no use
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office, q = query()] { return model::loadStudents(office, q); },
        [this](Result<model::StudentsData> data) { take(std::move(data)); });
}

void StudentsPanel::take(Result<model::StudentsData> data) {
    if (!data) {
        m_notice->error(data.error());
        return;
    }
    domain::StudentId keep = m_wanted;
    if (const long row = m_list->current();
        keep.isNil() && row >= 0 && static_cast<std::size_t>(row) < m_model.size())
        keep = m_model.row(static_cast<std::size_t>(row)).student.id;
    m_wanted = {};

    std::vector<std::string> classes;
    for (const auto& c : data->classes)
        classes.push_back(c.classUnit);
    m_classRows = data->classes;
    if (classes != m_classes) {
        const wxString chosen = m_class->GetStringSelection();
        m_classes = classes;
        m_class->Clear();
        m_class->Append(T(tr("All classes")));
        for (const auto& c : classes)
            m_class->Append(wx(c));
        if (!m_class->SetStringSelection(chosen))
            m_class->SetSelection(0);
        m_class->GetParent()->Layout();
    }
    m_model.setRows(std::move(data->rows));
    m_list->setCount(static_cast<long>(m_model.size()));
    m_saveList->Enable(!m_model.empty());
    m_count->SetLabelText(wx(model::pupilCount(m_model.size())));
    const bool filtered = !query().text.empty() || !query().classUnit.empty() || query().photo;
    m_empty->SetLabelText(T(filtered ? tr("No pupil fits what you typed.")
                                     : tr("There are no pupils yet. Import a class list to begin.")));
    m_list->Show(!m_model.empty());
    m_empty->Show(m_model.empty());
    m_list->GetParent()->Layout();
    long row = m_model.find(keep);
    if (row < 0 && !m_model.empty())
        row = 0;
    m_list->choose(row);
    showSelection();
}

void StudentsPanel::chosen() {
    const long row = m_list->current();
    if (row < 0 || static_cast<std::size_t>(row) >= m_model.size() ||
        !m_ctx.unsaved.any(UnsavedChanges::Leaving::form)) {
        showSelection();
        return;
    }
    const domain::StudentId wanted = m_model.row(static_cast<std::size_t>(row)).student.id;
    if (wanted == m_details->edited())
        return;
    // The list is in the middle of telling of the choice: the question comes after that.
    CallAfter([this, wanted] {
        m_ctx.unsaved.leave(
            this, UnsavedChanges::Leaving::form, [this, wanted] { choose(wanted); },
            [this] { choose(m_details->edited()); });
    });
}

void StudentsPanel::choose(const domain::StudentId& id) {
    if (!m_wanted.isNil())
        m_wanted = id; // a list that is being read anew follows
    const long row = m_model.find(id);
    m_list->choose(row);
    if (row >= 0)
        showSelection();
}

void StudentsPanel::showSelection() {
    const long row = m_list->current();
    // A list read anew never takes a form away with what was typed in it.
    if (m_details->editing() && m_ctx.unsaved.any(UnsavedChanges::Leaving::form))
        return;
    if (row < 0 || static_cast<std::size_t>(row) >= m_model.size())
        m_details->clear();
    else
        m_details->showStudent(m_model.row(static_cast<std::size_t>(row)));
}

} // namespace esek::ui
