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
#include "ui/import/AssignPane.h"
#include "ui/import/ImportPreview.h"
#include "ui/import/ImportStack.h"
#include "ui/import/ScanDialog.h"
#include "ui/import/ScanIds.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

using model::PhotosImport;

PhotosImportPanel::PhotosImportPanel(wxWindow* parent, UiContext& ctx) : wxPanel(parent), m_ctx(ctx) {
    setAccessibleName(*this, T(tr("Import of photos")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    auto* heading = new wxStaticText(this, wxID_ANY, T(tr("Import of photos")));
    makeHeading(heading, 1.3);
    column->Add(heading, wxSizerFlags().Border(wxALL, FromDIP(12)));
    column->Add(buildSources(), wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_book = new wxSimplebook(this);
    m_book->AddPage(buildEmpty(), {});
    m_book->AddPage(buildMatches(), {});
    column->Add(m_book, wxSizerFlags(1).Expand().Border(wxTOP, FromDIP(8)));
    m_progress = new ProgressRow(this, id::importCancel);
    column->Add(m_progress, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    SetSizer(column);
    m_known = m_ctx.unsaved.add({[] { return tr("Import of photos"); },
                                 [this] { return m_model.hasOpenWork(); },
                                 {},
                                 [this] { m_model.setRead({}); },
                                 true});
    offerImportUndo(*this, m_ctx, *m_notice);
    m_ctx.imports.listen(m_scope, [this] { readAgain(); });
}

wxSizer* PhotosImportPanel::buildSources() {
    // In large text the buttons need two lines.
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* line = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto button = [&](int id, const std::string& label) {
        auto* b = new wxButton(this, id, wx(label));
        setAccessibleName(*b, wx(label));
        line->Add(b, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
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
    button(id::scanOpen, tr("Scan photos…"))->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { scan(); });
    m_source = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize,
                                wxST_ELLIPSIZE_START | wxST_NO_AUTORESIZE);
    makeMuted(m_source);
    column->Add(line, wxSizerFlags().Expand());
    column->Add(m_source, wxSizerFlags().Expand());
    m_source->Hide(); // until something is open
    return column;
}

wxWindow* PhotosImportPanel::buildEmpty() {
    auto* empty = new wxPanel(m_book);
    setAccessibleName(*empty, T(tr("Import of photos")));
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
    return empty;
}

wxWindow* PhotosImportPanel::buildMatches() {
    auto* page = new wxPanel(m_book);
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_counts = new WrappedText(page);
    makeHeading(m_counts, 1.05);
    column->Add(m_counts, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    buildList(page);
    line->Add(m_matches, wxSizerFlags(5).Expand().Border(wxRIGHT, FromDIP(8)));
    m_preview = new ImportPreview(page, m_ctx);
    line->Add(m_preview, wxSizerFlags(3).Expand());
    m_assign = new AssignPane(page, m_model);
    m_assign->onChanged = [this](bool tookBack) { said(tookBack); };
    m_assign->onAdvice = [this](const std::string& words) { m_notice->info(words); };
    m_assign->onPupil = [this](const PhotosImport::Pupil* pupil) {
        // Nobody chosen yet: the pupil whose the file is by its name, if there is one.
        if (!pupil && row())
            pupil = m_model.pupilOf(*row());
        m_preview->showPupil(pupil ? std::optional(pupil->id) : std::nullopt,
                             pupil ? pupil->name : std::string(), pupil && pupil->hasPhoto);
    };
    line->Add(m_assign, wxSizerFlags(3).Expand());
    column->Add(line, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    column->Add(buildBottom(page), wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    page->SetSizer(column);
    page->Bind(wxEVT_SIZE, [this, page](wxSizeEvent& e) {
        m_counts->fit(e.GetSize().x - 2 * page->FromDIP(12));
        e.Skip();
    });
    return page;
}

void PhotosImportPanel::buildList(wxWindow* page) {
    m_matches = new VirtualList(page, id::importMatches, tr("Files"),
                                {{tr("File"), 150}, {tr("Pupil"), 190}, {tr("How"), 170}}, wxLC_SINGLE_SEL);
    m_matches->setSource(
        [this](long r, long col) {
            const auto i = static_cast<std::size_t>(r);
            if (i >= m_model.size())
                return std::string();
            return col == 0 ? m_model.fileName(i) : col == 1 ? m_model.whose(i) : m_model.stateText(i);
        },
        [this](long r, long col) {
            const auto i = static_cast<std::size_t>(r);
            if (col != 2 || i >= m_model.size() || m_model.state(i) == PhotosImport::State::leftOut)
                return -1;
            const auto state = m_model.state(i);
            if (state == PhotosImport::State::damaged || state == PhotosImport::State::refused)
                return 2;
            return m_model.needsPerson(i) ? 1 : 0;
        });
    m_matches->fillWidth();
    m_matches->setIcons({icon("status-accepted", 16, tone(Tone::good)),
                         icon("warning", 16, tone(Tone::warning)),
                         icon("status-rejected", 16, tone(Tone::bad))});
    m_matches->Bind(wxEVT_LIST_ITEM_SELECTED, [this](wxListEvent&) { showRow(); });
    m_matches->Bind(wxEVT_LIST_ITEM_ACTIVATED, [this](wxListEvent&) { m_assign->focusSearch(); });
}

wxSizer* PhotosImportPanel::buildBottom(wxWindow* page) {
    auto* bottom = new wxBoxSizer(wxHORIZONTAL);
    m_accepted =
        new wxCheckBox(page, id::importAccepted, T(tr("Take them as accepted at once, without review")));
    m_import = new wxButton(page, id::importGo, T(tr("Import them")));
    setAccessibleName(*m_import, T(tr("Import them")));
    m_import->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { import(); });
    bottom->Add(m_accepted, wxSizerFlags().CenterVertical());
    bottom->AddStretchSpacer();
    bottom->Add(m_import, wxSizerFlags().CenterVertical());
    return bottom;
}

void PhotosImportPanel::SetFocus() {
    m_folder->SetFocus();
}

std::optional<std::size_t> PhotosImportPanel::row() const {
    const long chosen = m_matches->current();
    return chosen < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(chosen));
}

void PhotosImportPanel::open(const std::string& folderOrZip) {
    read([&office = m_ctx.office,
          path = platform::pathFromUtf8(folderOrZip)] { return PhotosImport::read(office, path); },
         folderOrZip);
}

void PhotosImportPanel::scan() {
    if (m_scanner) {
        m_scanner->Raise();
        return;
    }
    auto* dialog = new ScanDialog(wxGetTopLevelParent(this), m_ctx);
    dialog->onPhotos = [this](const std::shared_ptr<app::PhotoFiles>& files) {
        read([&office = m_ctx.office, files] { return PhotosImport::read(office, files); },
             tr("Photos from the scanner"));
    };
    m_scanner = dialog;
    dialog->Show();
}

void PhotosImportPanel::read(std::function<Result<PhotosImport::Read>()> work, const std::string& source) {
    if (m_progress->running())
        return;
    m_ctx.tasks.run(m_scope, std::move(work), [this, source](Result<PhotosImport::Read> read) {
        if (!read) {
            m_notice->error(read.error());
            return;
        }
        m_notice->dismiss();
        m_model.setRead(std::move(*read));
        opened(source);
    });
}

void PhotosImportPanel::opened(const std::string& source) {
    m_source->SetLabelText(wx(source));
    m_source->SetToolTip(wx(source));
    m_source->Show();
    m_book->SetSelection(1);
    Layout();
    m_accepted->SetValue(false);
    checkFiles();
    m_matches->setCount(static_cast<long>(m_model.size()));
    m_matches->choose(m_model.size() ? 0 : -1, true);
    showMatches();
    showRow();
}

void PhotosImportPanel::checkFiles() {
    auto progress = m_progress->start(tr("Checking the files"));
    m_ctx.tasks.run(
        m_scope, [files = m_model.files(), progress] { return files->damaged(*progress); },
        [this](std::map<std::string, Error> damaged) {
            m_progress->finish();
            m_model.setDamaged(std::move(damaged));
            if (const std::string words = m_model.damagedText(); !words.empty())
                m_notice->bad(words);
            showMatches();
        });
}

void PhotosImportPanel::showMatches() {
    m_matches->setCount(static_cast<long>(m_model.size()));
    m_counts->set(m_model.counts());
    const std::size_t n = m_model.toImport();
    m_import->SetLabel(n ? wx(format(fmt::runtime(trn("Import {} photo", "Import {} photos", n)), n))
                         : T(tr("Nothing to import")));
    m_import->Enable(n > 0 && !m_progress->running());
    m_assign->enableButtons(m_progress->running() && m_importing);
    m_book->GetPage(1)->Layout();
}

void PhotosImportPanel::showRow() {
    const auto chosen = row();
    m_preview->showFile(chosen ? m_model.files() : nullptr,
                        chosen ? m_model.fileName(*chosen) : std::string());
    m_assign->showRow(chosen);
}

void PhotosImportPanel::said(bool tookBack) {
    m_notice->dismiss();
    const auto chosen = row();
    showMatches();
    if (!chosen)
        return;
    // What still needs a word of the clerk stays; else on to the next file that does.
    const auto next = tookBack || m_model.needsPerson(*chosen) ? std::nullopt : m_model.nextOpen(*chosen);
    if (!next) {
        showRow();
        // A second Enter must find nothing to press.
        m_matches->SetFocus();
        return;
    }
    m_matches->choose(static_cast<long>(*next));
    showRow();
    m_assign->focusSearch();
}

bool PhotosImportPanel::sure() const {
    if (!m_accepted->GetValue())
        return true;
    const std::size_t n = m_model.toImport();
    std::string question = format(fmt::runtime(trn("Accept {} photo without looking at it?",
                                                   "Accept {} photos without looking at them?", n)),
                                  n);
    if (const std::size_t k = m_model.replacing())
        question +=
            "\n" + format(fmt::runtime(trn("{} of them takes the place of a photo that is there.",
                                           "{} of them take the places of photos that are there.", k)),
                          k);
    return m_ctx.dialogs.confirm(GetParent(), tr("Import of photos"), question, tr("Import and accept"));
}

void PhotosImportPanel::import() {
    if (m_progress->running() || m_model.toImport() == 0 || !sure())
        return;
    auto progress = m_progress->start(tr("Importing photos"));
    m_importing = true;
    showMatches();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, path = m_model.source(),
         scans = m_model.scanned() ? m_model.files() : nullptr, accept = m_accepted->GetValue(),
         choices = m_model.choices(), progress] {
            app::RosterService service(office);
            return scans ? service.importPhotos(*scans, accept, choices, progress.get())
                         : service.importPhotos(path, accept, choices, progress.get());
        },
        [this](const Result<app::RosterService::PhotoImport>& done) { imported(done); });
}

void PhotosImportPanel::takeBack() {
    m_ctx.imports.takeBackLast(*this, m_ctx, *m_notice);
}

void PhotosImportPanel::readAgain() {
    if (!m_model.loaded())
        return;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, path = m_model.source(),
         scans = m_model.scanned() ? m_model.files() : nullptr] {
            return scans ? PhotosImport::read(office, scans) : PhotosImport::read(office, path);
        },
        [this, source = m_source->GetLabelText()](Result<PhotosImport::Read> read) {
            if (!read) {
                m_notice->error(read.error());
                return;
            }
            m_model.setRead(std::move(*read), m_model.made());
            opened(utf8(source));
        });
}

void PhotosImportPanel::imported(const Result<app::RosterService::PhotoImport>& done) {
    m_progress->finish();
    m_importing = false;
    if (!done) {
        m_notice->error(done.error());
    } else {
        m_model.setDone(*done);
        app::ImportMade made;
        for (const auto& item : done->imported)
            made.photos.push_back({item.student, item.decision});
        std::vector<NoticeBar::Action> actions;
        if (!made.empty())
            actions.push_back({tr("Take the import back"), [this] { takeBack(); }});
        m_ctx.imports.add(std::move(made));
        if (done->refused.empty())
            m_notice->good(model::importSummary(*done), std::move(actions));
        else
            m_notice->info(model::importSummary(*done), std::move(actions));
    }
    showMatches();
    showRow();
    m_ctx.dataChanged();
}

} // namespace esek::ui
