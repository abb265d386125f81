#include "ui/students/StoryDialog.h"

#include "app/DataCopy.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/dialogs/SavedFile.h"
#include "ui/help/HelpPage.h"
#include "ui/students/StudentIds.h"

#include <wx/button.h>
#include <wx/sizer.h>

namespace esek::ui {

namespace {
constexpr int kWidthInLetters = 110;
constexpr int kHeightInLines = 24;
} // namespace

StoryDialog::StoryDialog(wxWindow* parent, UiContext& ctx, const domain::Student& student)
    : wxDialog(parent, wxID_ANY, wx(student.listName() + " – " + tr("the whole story")), wxDefaultPosition,
               wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      m_ctx(ctx) {
    setHelpPage(*this, "uczniowie.html#historia");
    build();
    SetEscapeId(wxID_CLOSE);
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { Destroy(); });
    read(student.id);
}

void StoryDialog::build() {
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    m_list = new VirtualList(this, id::storyList, tr("The whole story"),
                             {{tr("Day"), 90}, {tr("About"), 150}, {tr("What"), 190}, {tr("Content"), 400}});
    m_list->SetMinSize(wxSize(GetCharWidth() * kWidthInLetters, GetCharHeight() * kHeightInLines));
    m_list->fillWidth();
    m_list->setSource([this](long row, long cell) {
        return app::ReportService::shown(
            m_table.rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(cell)]);
    });
    column->Add(m_list, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(10)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_save = new wxButton(this, id::storySave, T(tr("Save as…")));
    setAccessibleName(*m_save, m_save->GetLabelText());
    m_save->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(); });
    m_save->Disable();
    row->Add(m_save, wxSizerFlags().Border(wxRIGHT, FromDIP(6)));
    auto* close = new wxButton(this, wxID_CLOSE, T(tr("Close")));
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Close(); });
    row->Add(close);
    column->Add(row, wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    SetSizerAndFit(column);
    CentreOnParent();
}

void StoryDialog::read(const domain::StudentId& student) {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office, student] { return app::DataCopy(office).story(student); },
        [this](Result<app::ReportTable> table) {
            if (!table)
                return m_notice->error(table.error());
            m_table = std::move(*table);
            m_list->setCount(static_cast<long>(m_table.rows.size()));
            m_list->choose(0, true);
            m_save->Enable();
        });
}

void StoryDialog::save() {
    // The name of the file says nothing of whose story it is.
    const auto file = m_ctx.dialogs.saveFile(this, tr("The whole story"),
                                             "PDF (*.pdf)|*.pdf|XLSX (*.xlsx)|*.xlsx|CSV (*.csv)|*.csv",
                                             format("historia-{}.pdf", toIso(m_ctx.office.clock().today())));
    if (!file)
        return;
    const auto path = platform::pathFromUtf8(*file);
    const auto as = app::reportFormatOf(path);
    if (!as) {
        m_notice->bad(tr("The name of the file tells its kind: end it with .pdf, .xlsx or .csv."));
        return;
    }
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, table = m_table, as, path] {
            return app::ReportService(office).save(table, *as, path);
        },
        [this, file = *file](Result<void> saved) {
            if (saved)
                m_notice->good(format(runtime(tr("The story is in {}.")), file),
                               {openAction(m_ctx, *m_notice, file)});
            else
                m_notice->error(saved.error());
        });
}

} // namespace esek::ui
