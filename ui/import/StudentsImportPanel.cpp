#include "ui/import/StudentsImportPanel.h"

#include "app/StudentList.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/dialogs/SavedFile.h"
#include "ui/import/ImportStack.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/checklst.h>
#include <wx/choice.h>
#include <wx/scrolwin.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace esek::ui {

namespace {
constexpr std::size_t kPreviewRows = 6;
}

StudentsImportPanel::StudentsImportPanel(wxWindow* parent, UiContext& ctx) : wxPanel(parent), m_ctx(ctx) {
    setAccessibleName(*this, T(tr("Import of pupils")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    auto* heading = new wxStaticText(this, wxID_ANY, T(tr("Import of pupils")));
    makeHeading(heading, 1.3);
    column->Add(heading, wxSizerFlags().Border(wxALL, FromDIP(12)));

    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto gap = wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8));
    auto* back = new wxButton(this, id::importBack, T(tr("Back to pupils")));
    setAccessibleName(*back, back->GetLabelText());
    back->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (onDone)
            onDone();
    });
    m_choose = new wxButton(this, id::importChoose, T(tr("Choose a file…")));
    m_choose->SetBitmap(icon("folder", 16));
    setAccessibleName(*m_choose, m_choose->GetLabelText());
    m_choose->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { choose(); });
    auto* words = new wxStaticText(this, wxID_ANY, T(tr("List from")));
    m_preset = new wxChoice(this, id::importPreset);
    setAccessibleName(*m_preset, T(tr("Program that made the list")));
    for (const auto& preset : roster::presets())
        m_preset->Append(wx(preset.title));
    m_preset->SetSelection(0);
    m_preset->Bind(wxEVT_CHOICE, [this](wxCommandEvent& e) {
        if (!m_model.loaded())
            return;
        m_model.setPreset(roster::presets()[static_cast<std::size_t>(e.GetSelection())].name);
        showTable();
    });
    row->Add(back, gap);
    row->Add(m_choose, gap);
    row->Add(words, gap);
    row->Add(m_preset, gap);
    column->Add(row, wxSizerFlags().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_file = new wxStaticText(this, wxID_ANY, {});
    makeMuted(m_file);
    column->Add(m_file, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    column->Add(buildSheets(), wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));

    m_book = new wxSimplebook(this);
    auto* empty = new wxPanel(m_book);
    setAccessibleName(*empty, T(tr("Import of pupils")));
    auto* hint = new wxStaticText(
        empty, wxID_ANY,
        T(tr("Choose a list of pupils: CSV or XLSX from the register program, or a OneRoster zip.\n"
             "Nothing is changed before you have seen what would be.")),
        wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(hint);
    auto* middle = new wxBoxSizer(wxVERTICAL);
    middle->AddStretchSpacer();
    middle->Add(hint, wxSizerFlags().Center());
    middle->AddStretchSpacer(2);
    empty->SetSizer(middle);
    m_book->AddPage(empty, {});
    m_book->AddPage(buildPreview(), {});
    column->Add(m_book, wxSizerFlags(1).Expand());
    SetSizer(column);
    offerImportUndo(*this, m_ctx, *m_notice, [this] { refresh(); });
}

wxSizer* StudentsImportPanel::buildSheets() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_sheetsLabel = new wxStaticText(this, wxID_ANY, T(tr("Sheets to read")));
    m_sheets = new wxCheckListBox(this, id::importSheets);
    m_sheets->SetName(m_sheetsLabel->GetLabelText());
    m_sheets->SetMinSize(wxSize(-1, GetCharHeight() * 5));
    m_sheets->Bind(wxEVT_CHECKLISTBOX, [this](wxCommandEvent&) { readChosenSheets(); });
    row->Add(m_sheetsLabel, wxSizerFlags().Border(wxRIGHT, FromDIP(8)));
    row->Add(m_sheets, wxSizerFlags(1));
    m_sheetsLabel->Hide();
    m_sheets->Hide();
    return row;
}

wxWindow* StudentsImportPanel::buildPreview() {
    auto* page = new wxPanel(m_book);
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* first = new wxStaticText(page, wxID_ANY, T(tr("What each column carries, and the first rows")));
    makeHeading(first, 1.05);
    column->Add(first, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    m_preview = new wxScrolledWindow(page, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxHSCROLL | wxVSCROLL);
    m_preview->SetScrollRate(FromDIP(16), FromDIP(16));
    m_preview->SetMinSize(wxSize(-1, GetCharHeight() * 8));
    setAccessibleName(*m_preview, T(tr("Columns and first rows")));
    column->Add(m_preview, wxSizerFlags(4).Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_counts = new wxStaticText(page, wxID_ANY, {});
    makeHeading(m_counts, 1.05);
    column->Add(m_counts, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    m_missing = new wxStaticText(page, wxID_ANY, {});
    m_missing->SetForegroundColour(tone(Tone::bad));
    m_missing->Hide();
    column->Add(m_missing, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    m_issues = new VirtualList(page, id::importIssues, tr("Rows to look at"),
                               {{tr("Line"), 60},
                                {tr("Pupil"), 160},
                                {tr("Column"), 120},
                                {tr("Value"), 120},
                                {tr("What it is about"), 420},
                                {tr("Row"), 120}});
    m_issues->setSource([this](long r, long col) {
        const auto i = static_cast<std::size_t>(r);
        if (i >= m_model.issues().size())
            return std::string();
        const auto& issue = m_model.issues()[i];
        switch (col) {
        case 0:
            return issue.line;
        case 1:
            return issue.pupil;
        case 2:
            return issue.column;
        case 3:
            return issue.value;
        case 4:
            return issue.reason;
        default:
            return issue.fatal ? tr("refused") : issue.line.empty() ? tr("to look at") : tr("goes in");
        }
    });
    column->Add(m_issues, wxSizerFlags(5).Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_noIssues = new wxStaticText(page, wxID_ANY, T(tr("No remarks about any row.")));
    makeMuted(m_noIssues);
    column->Add(m_noIssues, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_import = new wxButton(page, id::importGo, T(tr("Import them")));
    setAccessibleName(*m_import, m_import->GetLabelText());
    m_import->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { import(); });
    m_saveRefused = new wxButton(page, id::importSaveRefused, T(tr("Save the refused rows…")));
    m_saveRefused->SetName(m_saveRefused->GetLabelText());
    m_saveRefused->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { saveRefused(); });
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(m_saveRefused, wxSizerFlags().CenterVertical());
    buttons->AddStretchSpacer();
    buttons->Add(m_import, wxSizerFlags().CenterVertical());
    column->Add(buttons, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    page->SetSizer(column);
    return page;
}

void StudentsImportPanel::SetFocus() {
    m_choose->SetFocus();
}

void StudentsImportPanel::choose() {
    const auto file = m_ctx.dialogs.openFile(this, tr("List of pupils"),
                                             tr("Lists of pupils") +
                                                 " (*.csv, *.txt, *.xlsx, *.zip)|*.csv;*.CSV;*.txt;"
                                                 "*.TXT;*.xlsx;*.XLSX;*.zip;*.ZIP|" +
                                                 tr("All files") + "|*");
    if (file)
        open(*file);
}

void StudentsImportPanel::open(const std::string& file) {
    read(platform::pathFromUtf8(file), {});
}

void StudentsImportPanel::read(const std::filesystem::path& file, const roster::ReadOptions& options) {
    const int i = m_preset->GetSelection();
    const std::string preset = roster::presets()[static_cast<std::size_t>(i < 0 ? 0 : i)].name;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, file, preset, options] {
            return model::StudentsImport::read(file, preset, options, &office);
        },
        [this](Result<model::StudentsImport::Read> read) {
            if (!read) {
                m_notice->error(read.error());
                return;
            }
            if (read->remembered)
                m_notice->info(tr("The columns are set as the last time for such a list."));
            else
                m_notice->dismiss();
            m_model.setRead(std::move(*read));
            m_file->SetLabelText(wx(m_model.describeFile()));
            m_book->SetSelection(1);
            showSheets();
            showTable();
        });
}

void StudentsImportPanel::showSheets() {
    const auto& sheets = m_model.table().sheets;
    const bool several = sheets.size() > 1;
    m_sheets->Clear();
    for (const roster::SheetInfo& sheet : sheets) {
        const int at = m_sheets->Append(wx(sheet.name));
        m_sheets->Check(static_cast<unsigned>(at), sheet.read);
    }
    m_sheetsLabel->Show(several);
    m_sheets->Show(several);
    Layout();
}

void StudentsImportPanel::readChosenSheets() {
    roster::ReadOptions options;
    const auto& sheets = m_model.table().sheets;
    for (std::size_t i = 0; i < sheets.size(); ++i)
        if (m_sheets->IsChecked(static_cast<unsigned>(i)))
            options.sheets.push_back(sheets[i].name);
    // Without a sheet there is no list; the last one stays.
    if (options.sheets.empty())
        showSheets();
    else
        read(m_model.file(), options);
}

void StudentsImportPanel::saveRefused() {
    const auto file =
        m_ctx.dialogs.saveFile(this, tr("Refused rows"), "CSV (*.csv)|*.csv", tr("refused-rows.csv"));
    if (!file)
        return;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, path = platform::pathFromUtf8(*file), list = m_model.refusedList()] {
            return app::saveForPerson(office, path, list);
        },
        [this, file = *file](Result<void> saved) {
            if (saved)
                m_notice->good(
                    tr("The refused rows were saved. Correct them in a spreadsheet and import that file."),
                    {openAction(m_ctx, *m_notice, file)});
            else
                m_notice->error(saved.error());
        });
}

void StudentsImportPanel::showTable() {
    m_preview->DestroyChildren();
    m_fields.clear();
    const std::size_t columns = m_model.columnCount();
    auto* grid = new wxFlexGridSizer(static_cast<int>(columns), FromDIP(4), FromDIP(12));
    m_titles.clear();
    for (std::size_t c = 0; c < columns; ++c) {
        auto* title = new wxStaticText(m_preview, wxID_ANY, wx(m_model.header(c)));
        makeHeading(title, 1.0);
        m_titles.push_back(title);
        grid->Add(title);
    }
    for (std::size_t c = 0; c < columns; ++c) {
        auto* choice = new wxChoice(m_preview, id::importFirstColumn + static_cast<int>(c));
        for (const roster::Field field : roster::allFields())
            choice->Append(field == roster::Field::ignore ? T(tr("– leave out –"))
                                                          : wx(roster::title(field)));
        choice->SetMinSize(wxSize(-1, GetCharHeight() * 3 / 2 + FromDIP(8)));
        setAccessibleName(*choice, T(format(fmt::runtime(tr("Column “{}” carries")), m_model.header(c))));
        choice->Bind(wxEVT_CHOICE, [this, c](wxCommandEvent& e) {
            m_model.setField(c, roster::allFields()[static_cast<std::size_t>(e.GetSelection())]);
            plan();
        });
        m_fields.push_back(choice);
        grid->Add(choice);
    }
    for (std::size_t r = 0; r < std::min(kPreviewRows, m_model.table().rows.size()); ++r) {
        for (std::size_t c = 0; c < columns; ++c)
            grid->Add(new wxStaticText(m_preview, wxID_ANY, wx(m_model.cell(r, c)), wxDefaultPosition,
                                       wxDefaultSize, wxST_ELLIPSIZE_END));
    }
    m_preview->SetSizer(grid, true);
    m_preview->FitInside();
    plan();
}

void StudentsImportPanel::plan() {
    const auto& fields = roster::allFields();
    for (std::size_t c = 0; c < m_fields.size(); ++c) {
        const auto it = std::find(fields.begin(), fields.end(), m_model.field(c));
        m_fields[c]->SetSelection(static_cast<int>(it - fields.begin()));
        const std::string name = m_model.header(c);
        m_titles[c]->SetLabelText(
            wx(m_model.asked(c) ? format(fmt::runtime(tr("{} – choose")), name) : name));
        m_titles[c]->SetForegroundColour(m_model.asked(c) ? tone(Tone::bad)
                                                          : m_preview->GetForegroundColour());
    }
    m_preview->Layout();
    m_import->Disable();
    m_counts->SetLabelText(T(tr("Reading…")));
    m_planScope.renew();
    m_ctx.tasks.run(
        m_planScope,
        [&office = m_ctx.office, table = m_model.table(), mapping = m_model.mapping(),
         takenBack = m_ctx.imports.takenBack()] {
            return model::StudentsImport::plan(office, table, mapping, takenBack);
        },
        [this](Result<roster::ImportPlan> result) {
            m_model.setPlan(std::move(result));
            showPlan();
        });
}

void StudentsImportPanel::refresh() {
    if (m_model.loaded())
        plan();
}

void StudentsImportPanel::showPlan() {
    const Error* error = m_model.planError();
    m_missing->Show(error != nullptr);
    if (error) {
        m_missing->SetLabelText(wx(describe(*error)));
        m_missing->Wrap(m_book->GetClientSize().x - FromDIP(24));
    }
    m_counts->SetLabelText(wx(m_model.counts()));
    m_counts->Show(!error);
    m_issues->setCount(static_cast<long>(m_model.issues().size()));
    m_issues->Show(!m_model.issues().empty());
    m_noIssues->Show(m_model.issues().empty() && !error);
    m_import->Enable(m_model.canImport());
    m_saveRefused->Show(m_model.hasRefused());
    const auto* p = m_model.plan();
    const std::size_t n = p ? p->add.size() + p->update.size() : 0;
    m_import->SetLabel(n ? wx(format(fmt::runtime(trn("Import {} row", "Import {} rows", n)), n))
                         : T(tr("Nothing to import")));
    m_book->GetPage(1)->Layout();
}

void StudentsImportPanel::import() {
    if (!m_model.canImport())
        return;
    m_import->Disable();
    const std::string done = m_model.done();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, plan = *m_model.plan(), table = m_model.table(), mapping = m_model.mapping(),
         changed = m_model.changedByHand()]() -> Result<app::ImportMade> {
            app::RosterService roster(office);
            auto imported = roster.importStudents(plan);
            // The columns are only a help for the next time: the pupils are in, whether they are kept or not.
            if (imported && changed)
                (void)roster.rememberColumns(table, mapping);
            return imported;
        },
        [this, done](Result<app::ImportMade> result) {
            if (!result) {
                m_notice->error(result.error());
                m_import->Enable();
                return;
            }
            m_ctx.imports.add(std::move(*result));
            m_notice->good(done, {{tr("Take the import back"), [this] {
                                       m_ctx.imports.takeBackLast(*this, m_ctx, *m_notice,
                                                                  [this] { refresh(); });
                                   }}});
            m_ctx.dataChanged();
            plan(); // shows that there is nothing left to do
        });
}

} // namespace esek::ui
