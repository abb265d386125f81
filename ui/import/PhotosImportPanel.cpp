#include "ui/import/PhotosImportPanel.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/ProgressRow.h"
#include "ui/controls/VirtualList.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

PhotosImportPanel::PhotosImportPanel(wxWindow* parent, UiContext& ctx) : wxPanel(parent), m_ctx(ctx) {
    setAccessibleName(*this, T(tr("Import of photos")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    auto* heading = new wxStaticText(this, wxID_ANY, T(tr("Import of photos")));
    makeHeading(heading, 1.3);
    column->Add(heading, wxSizerFlags().Border(wxALL, FromDIP(12)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](int id, const std::string& label) {
        auto* b = new wxButton(this, id, wx(label));
        setAccessibleName(*b, wx(label));
        row->Add(b, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
        return b;
    };
    button(id::importBack, tr("Back to pupils"))->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (onDone)
            onDone();
    });
    m_folder = button(id::importChooseFolder, tr("Choose a folder…"));
    m_folder->SetBitmap(icon("folder", 16));
    m_folder->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (const auto folder = m_ctx.dialogs.openFolder(this, tr("Folder of photos")))
            open(*folder);
    });
    button(id::importChoose, tr("Choose a zip…"))->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (const auto file = m_ctx.dialogs.openFile(this, tr("Zip with photos"), "Zip (*.zip)|*.zip;*.ZIP"))
            open(*file);
    });
    column->Add(row, wxSizerFlags().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_source = new wxStaticText(this, wxID_ANY, {});
    makeMuted(m_source);
    column->Add(m_source, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));

    m_book = new wxSimplebook(this);
    auto* empty = new wxPanel(m_book);
    auto* hint = new wxStaticText(
        empty, wxID_ANY,
        T(tr("Choose a folder or a zip with photos.\nThe name of a file tells whose it is: the PESEL, the "
             "register "
             "number,\nor surname, name and class (Kowalska Anna 1A.jpg). Nothing is guessed.")),
        wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(hint);
    auto* middle = new wxBoxSizer(wxVERTICAL);
    middle->AddStretchSpacer();
    middle->Add(hint, wxSizerFlags().Center());
    middle->AddStretchSpacer(2);
    empty->SetSizer(middle);
    m_book->AddPage(empty, {});
    m_book->AddPage(buildMatches(), {});
    column->Add(m_book, wxSizerFlags(1).Expand());
    m_progress = new ProgressRow(this, id::importCancel);
    column->Add(m_progress, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    SetSizer(column);
}

wxWindow* PhotosImportPanel::buildMatches() {
    auto* page = new wxPanel(m_book);
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_counts = new WrappedText(page);
    makeHeading(m_counts, 1.05);
    column->Add(m_counts, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_matches = new VirtualList(page, id::importMatches, tr("Files"),
                                {{tr("File"), 230}, {tr("Pupil"), 240}, {tr("How"), 190}}, wxLC_SINGLE_SEL);
    m_matches->setSource(
        [this](long r, long col) {
            const auto i = static_cast<std::size_t>(r);
            if (i >= m_model.size())
                return std::string();
            return col == 0 ? m_model.fileName(i) : col == 1 ? m_model.whose(i) : m_model.stateText(i);
        },
        [this](long r, long col) {
            const auto i = static_cast<std::size_t>(r);
            if (col != 2 || i >= m_model.size())
                return -1;
            const auto state = m_model.state(i);
            return state == model::PhotosImport::State::matched ||
                           state == model::PhotosImport::State::assigned
                       ? 0
                       : 1;
        });
    m_matches->setIcons(
        {icon("status-accepted", 16, tone(Tone::good)), icon("warning", 16, tone(Tone::warning))});
    m_matches->Bind(wxEVT_LIST_ITEM_SELECTED, [this](wxListEvent&) {
        m_find->ChangeValue({});
        showCandidates();
    });
    m_matches->Bind(wxEVT_LIST_ITEM_ACTIVATED, [this](wxListEvent&) { m_find->SetFocus(); });
    row->Add(m_matches, wxSizerFlags(3).Expand().Border(wxRIGHT, FromDIP(8)));

    // No frame around it: GTK's keeps the width that it once had, and the list of files would shrink.
    auto* box = new wxBoxSizer(wxVERTICAL);
    wxWindow* parent = page;
    auto* title = new wxStaticText(page, wxID_ANY, T(tr("Assign the chosen file to a pupil")),
                                   wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    makeHeading(title, 1.0);
    box->Add(title, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(4)));
    m_find = new wxTextCtrl(parent, id::importFind);
    m_find->SetHint(T(tr("Search: surname, name, class")));
    setAccessibleName(*m_find, T(tr("Search a pupil")));
    m_find->SetMinSize(wxSize(FromDIP(120), GetCharHeight() * 17 / 10));
    m_find->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { showCandidates(); });
    m_candidates =
        new VirtualList(parent, id::importCandidates, tr("Pupils"), {{tr("Pupil"), 260}}, wxLC_SINGLE_SEL);
    m_candidates->setSource([this](long r, long) {
        return static_cast<std::size_t>(r) < m_offered.size() ? m_offered[static_cast<std::size_t>(r)].label
                                                              : std::string();
    });
    m_candidates->Bind(wxEVT_LIST_ITEM_ACTIVATED, [this](wxListEvent&) { assign(false); });
    m_find->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_RETURN)
            assign(false);
        else if (e.GetKeyCode() == WXK_DOWN && !m_offered.empty())
            m_candidates->choose(0, true);
        else
            e.Skip();
    });
    m_assign = new wxButton(parent, id::importAssign, T(tr("Assign")));
    m_unassign = new wxButton(parent, wxID_ANY, T(tr("Take back")));
    setAccessibleName(*m_assign, T(tr("Assign the file to the pupil")));
    setAccessibleName(*m_unassign, T(tr("Take back the assignment")));
    m_assign->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { assign(false); });
    m_unassign->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { assign(true); });
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(4));
    box->Add(m_find, line);
    box->Add(m_candidates, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(4)));
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(m_assign, wxSizerFlags().Border(wxRIGHT, FromDIP(8)));
    buttons->Add(m_unassign);
    box->Add(buttons, line);
    row->Add(box, wxSizerFlags(2).Expand());
    column->Add(row, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));

    auto* bottom = new wxBoxSizer(wxHORIZONTAL);
    m_accepted =
        new wxCheckBox(page, id::importAccepted, T(tr("Take them as accepted at once, without review")));
    m_import = new wxButton(page, id::importGo, T(tr("Import them")));
    setAccessibleName(*m_import, T(tr("Import them")));
    m_import->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { import(); });
    bottom->Add(m_accepted, wxSizerFlags().CenterVertical());
    bottom->AddStretchSpacer();
    bottom->Add(m_import, wxSizerFlags().CenterVertical());
    column->Add(bottom, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    page->SetSizer(column);
    page->Bind(wxEVT_SIZE, [this, page](wxSizeEvent& e) {
        m_counts->fit(e.GetSize().x - 2 * page->FromDIP(12));
        e.Skip();
    });
    return page;
}

void PhotosImportPanel::SetFocus() {
    m_folder->SetFocus();
}

void PhotosImportPanel::open(const std::string& folderOrZip) {
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, path = platform::pathFromUtf8(folderOrZip)] {
            return model::PhotosImport::read(office, path);
        },
        [this, folderOrZip](Result<model::PhotosImport::Read> read) {
            if (!read) {
                m_notice->error(read.error());
                return;
            }
            m_notice->dismiss();
            m_model.setRead(std::move(*read));
            m_source->SetLabelText(wx(folderOrZip));
            m_book->SetSelection(1);
            showMatches();
            m_matches->choose(m_model.size() ? 0 : -1);
            showCandidates();
        });
}

void PhotosImportPanel::showMatches() {
    m_matches->setCount(static_cast<long>(m_model.size()));
    m_counts->set(m_model.counts());
    const std::size_t n = m_model.toImport();
    m_import->SetLabel(n ? wx(format(fmt::runtime(trn("Import {} photo", "Import {} photos", n)), n))
                         : T(tr("Nothing to import")));
    m_import->Enable(n > 0 && !m_progress->running());
    m_book->GetPage(1)->Layout();
}

void PhotosImportPanel::showCandidates() {
    const long row = m_matches->current();
    m_offered = row < 0 ? std::vector<model::PhotosImport::Pupil>()
                        : m_model.candidates(static_cast<std::size_t>(row), utf8(m_find->GetValue()));
    m_candidates->setCount(static_cast<long>(m_offered.size()));
    if (!m_offered.empty())
        m_candidates->choose(0);
    m_assign->Enable(!m_offered.empty());
    m_unassign->Enable(row >= 0 &&
                       m_model.state(static_cast<std::size_t>(row)) == model::PhotosImport::State::assigned);
}

void PhotosImportPanel::assign(bool remove) {
    const long row = m_matches->current();
    const long pupil = m_candidates->current();
    if (row < 0)
        return;
    if (remove)
        m_model.unassign(static_cast<std::size_t>(row));
    else if (pupil >= 0 && static_cast<std::size_t>(pupil) < m_offered.size())
        m_model.assign(static_cast<std::size_t>(row), m_offered[static_cast<std::size_t>(pupil)].id);
    showMatches();
    // On to the next file that needs a person.
    if (!remove && row + 1 < m_matches->GetItemCount())
        m_matches->choose(row + 1, true);
    showCandidates();
}

void PhotosImportPanel::import() {
    if (m_progress->running() || m_model.toImport() == 0)
        return;
    auto progress = m_progress->start(tr("Importing photos"));
    m_import->Disable();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, path = m_model.source(), accept = m_accepted->GetValue(),
         assigned = m_model.assigned(), progress] {
            return app::RosterService(office).importPhotos(path, accept, assigned, progress.get());
        },
        [this](Result<app::RosterService::PhotoImport> done) {
            m_progress->finish();
            if (!done)
                m_notice->error(done.error());
            else if (done->refused.empty())
                m_notice->good(model::importSummary(*done));
            else
                m_notice->info(model::importSummary(*done));
            showMatches();
            m_ctx.dataChanged();
        });
}

} // namespace esek::ui
