#include "ui/import/StudentsImportPanel.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
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

    m_book = new wxSimplebook(this);
    auto* empty = new wxPanel(m_book);
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
    m_issues = new VirtualList(
        page, id::importIssues, tr("Rows to look at"),
        {{tr("Line"), 60}, {tr("Column"), 140}, {tr("What it is about"), 480}, {tr("Row"), 120}});
    m_issues->setSource([this](long r, long col) {
        const auto i = static_cast<std::size_t>(r);
        if (i >= m_model.issues().size())
            return std::string();
        const auto& issue = m_model.issues()[i];
        return col == 0      ? issue.line
               : col == 1    ? issue.column
               : col == 2    ? issue.reason
               : issue.fatal ? tr("refused")
                             : tr("goes in");
    });
    column->Add(m_issues, wxSizerFlags(5).Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_noIssues = new wxStaticText(page, wxID_ANY, T(tr("No remarks about any row.")));
    makeMuted(m_noIssues);
    column->Add(m_noIssues, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_import = new wxButton(page, id::importGo, T(tr("Import them")));
    setAccessibleName(*m_import, m_import->GetLabelText());
    m_import->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { import(); });
    column->Add(m_import, wxSizerFlags().Right().Border(wxALL, FromDIP(12)));
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
    const int i = m_preset->GetSelection();
    const std::string preset = roster::presets()[static_cast<std::size_t>(i < 0 ? 0 : i)].name;
    m_ctx.tasks.run(
        m_scope,
        [path = platform::pathFromUtf8(file), preset] { return model::StudentsImport::read(path, preset); },
        [this](Result<model::StudentsImport::Read> read) {
            if (!read) {
                m_notice->error(read.error());
                return;
            }
            m_notice->dismiss();
            m_model.setRead(std::move(*read));
            m_file->SetLabelText(wx(m_model.describeFile()));
            m_book->SetSelection(1);
            showTable();
        });
}

void StudentsImportPanel::showTable() {
    m_preview->DestroyChildren();
    m_fields.clear();
    const std::size_t columns = m_model.columnCount();
    auto* grid = new wxFlexGridSizer(static_cast<int>(columns), FromDIP(4), FromDIP(12));
    for (std::size_t c = 0; c < columns; ++c) {
        auto* title = new wxStaticText(m_preview, wxID_ANY, wx(m_model.header(c)));
        makeHeading(title, 1.0);
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
    }
    m_import->Disable();
    m_counts->SetLabelText(T(tr("Reading…")));
    m_planScope.renew();
    m_ctx.tasks.run(
        m_planScope,
        [&office = m_ctx.office, table = m_model.table(), mapping = m_model.mapping()] {
            return model::StudentsImport::plan(office, table, mapping);
        },
        [this](Result<roster::ImportPlan> result) {
            m_model.setPlan(std::move(result));
            showPlan();
        });
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
    const std::string done = m_model.counts();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, plan = *m_model.plan()] {
            return app::RosterService(office).importStudents(plan);
        },
        [this, done](Result<void> result) {
            if (!result) {
                m_notice->error(result.error());
                m_import->Enable();
                return;
            }
            m_notice->good(tr("The list is in.") + " " + done);
            m_ctx.dataChanged();
            plan(); // shows that there is nothing left to do
        });
}

} // namespace esek::ui
