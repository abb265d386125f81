#include "ui/settings/SettingsPanel.h"

#include "app/SchoolService.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Desktop.h"
#include "ui/Ids.h"
#include "ui/Operator.h"
#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/ProgressRow.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/settings/BackupControls.h"
#include "ui/settings/CardYearFields.h"
#include "ui/settings/PrinterFields.h"
#include "ui/settings/RetentionDialog.h"
#include "ui/settings/RetentionFields.h"
#include "ui/settings/SchoolFields.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/utils.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

SettingsPanel::SettingsPanel(wxWindow* parent, UiContext& ctx) : wxPanel(parent), m_ctx(ctx) {
    setAccessibleName(*this, T(tr("Settings")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_notice = new NoticeBar(this);
    column->Add(m_notice, wxSizerFlags().Expand());
    m_page = new wxScrolledWindow(this);
    m_page->SetScrollRate(FromDIP(16), FromDIP(16));
    m_progress = new ProgressRow(this, id::settingsCancel);
    auto* inside = new wxBoxSizer(wxVERTICAL);
    const auto block = wxSizerFlags().Expand().Border(wxALL, FromDIP(10));
    inside->Add(buildSchool(), block);
    inside->Add(buildOperator(), block);
    inside->Add(buildLook(), block);
    inside->Add(buildPrinter(), block);
    inside->Add(buildData(), block);
    m_page->SetSizer(inside);
    column->Add(m_page, wxSizerFlags(1).Expand());
    column->Add(m_progress, wxSizerFlags().Expand().Border(wxALL, FromDIP(8)));
    SetSizer(column);
    m_known = m_ctx.unsaved.add({[] { return tr("School and card numbers"); }, [this] { return changed(); },
                                 [this](const std::function<void(bool)>& done) { saveSchool(done); },
                                 [this] {
                                     m_fields->revert();
                                     m_yearFields->revert();
                                     m_retention->revert();
                                 }});
    refresh();
}

bool SettingsPanel::changed() const {
    return m_filled && (m_fields->changed() || m_yearFields->changed() || m_retention->changed());
}

SettingsPanel::~SettingsPanel() = default;

wxSizer* SettingsPanel::buildSchool() {
    auto* box = new wxStaticBoxSizer(wxVERTICAL, m_page, T(tr("School and card numbers")));
    wxWindow* parent = box->GetStaticBox();
    m_fields = std::make_unique<SchoolFields>(parent, m_ctx.office.clock());
    m_school = parent;
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(6));
    box->Add(m_fields->school(), line);
    box->Add(m_fields->numbers(), line);
    m_yearFields = std::make_unique<CardYearFields>(parent);
    auto* heading = new wxStaticText(parent, wxID_ANY, T(tr("Duplicates and validity marks")));
    makeHeading(heading, 1.1);
    box->Add(heading, line);
    box->Add(m_yearFields->sizer(), line);
    m_retention = std::make_unique<RetentionFields>(parent);
    m_retention->onPreview = [this] { showRetention(); };
    auto* keeping = new wxStaticText(parent, wxID_ANY, T(tr("Keeping of photos")));
    makeHeading(keeping, 1.1);
    box->Add(keeping, line);
    box->Add(m_retention->sizer(), line);
    auto* save = new wxButton(parent, id::settingsSaveSchool, T(tr("Save the school's data")));
    setAccessibleName(*save, save->GetLabelText());
    save->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { saveSchool(); });
    box->Add(save, wxSizerFlags().Border(wxALL, FromDIP(6)));
    return box;
}

wxSizer* SettingsPanel::buildOperator() {
    auto* box = new wxStaticBoxSizer(wxVERTICAL, m_page, T(tr("Person and workstation")));
    wxWindow* parent = box->GetStaticBox();
    Form form(parent);
    const Operator who(m_ctx.preferences);
    auto* name = form.text(id::settingsOperator, tr("Name and surname")).text;
    auto* workstation = form.text(id::settingsWorkstation, tr("Workstation")).text;
    name->ChangeValue(wx(who.actor().name));
    workstation->ChangeValue(wx(who.actor().workstation));
    form.note(tr("The history of changes names this person from the next change on."));
    // Saved as it is typed: there is nothing to get wrong, and no button to forget.
    for (wxTextCtrl* field : {name, workstation})
        field->Bind(wxEVT_TEXT, [this, name, workstation](wxCommandEvent&) {
            Operator now_(m_ctx.preferences);
            now_.set(utf8(name->GetValue()), utf8(workstation->GetValue()));
            m_ctx.office.setClerk(now_.actor());
        });
    box->Add(form.sizer(), wxSizerFlags().Expand().Border(wxALL, FromDIP(6)));
    return box;
}

wxSizer* SettingsPanel::buildLook() {
    auto* box = new wxStaticBoxSizer(wxVERTICAL, m_page, T(tr("Language and text")));
    wxWindow* parent = box->GetStaticBox();
    Form form(parent);
    auto* language_ = form.choice(id::settingsLanguage, tr("Language"));
    language_->Append("Polski");
    language_->Append("English");
    language_->SetSelection(language() == Language::english ? 1 : 0);
    language_->Bind(wxEVT_CHOICE, [this, language_](wxCommandEvent& e) {
        const auto chosen = e.GetSelection() == 1 ? Language::english : Language::polish;
        if (chosen == language())
            return;
        if (onLanguage)
            onLanguage(chosen,
                       [language_] { language_->SetSelection(language() == Language::english ? 1 : 0); });
    });
    auto* scale = form.choice(id::settingsTextScale, tr("Size of text"));
    const double now = m_ctx.preferences.real("textScale", 1.0);
    for (int percent = 100; percent <= 200; percent += 25) {
        const int i = scale->Append(wx(std::to_string(percent) + " %"));
        if (percent <= now * 100 + 1)
            scale->SetSelection(i);
    }
    scale->Bind(wxEVT_CHOICE, [this](wxCommandEvent& e) {
        m_ctx.preferences.set("textScale", 1.0 + 0.25 * e.GetSelection());
        (void)m_ctx.preferences.save().ok();
        m_notice->info(tr("The new size of text counts from the next start of the program."));
    });
    box->Add(form.sizer(), wxSizerFlags().Border(wxALL, FromDIP(6)));
    return box;
}

wxSizer* SettingsPanel::buildPrinter() {
    auto* box = new wxStaticBoxSizer(wxVERTICAL, m_page, T(tr("Printer")));
    m_printer = std::make_unique<PrinterFields>(box->GetStaticBox(), m_ctx, *m_notice);
    box->Add(m_printer->sizer(), wxSizerFlags().Expand());
    return box;
}

wxSizer* SettingsPanel::buildData() {
    auto* box = new wxStaticBoxSizer(wxVERTICAL, m_page, T(tr("Data")));
    wxWindow* parent = box->GetStaticBox();
    Form form(parent);
    auto* folder = new wxTextCtrl(parent, wxID_ANY, wx(platform::toUtf8(m_ctx.office.dir())),
                                  wxDefaultPosition, FromDIP(wxSize(420, -1)), wxTE_READONLY);
    form.control(folder, tr("Folder of the data"));
    box->Add(form.sizer(), wxSizerFlags().Border(wxALL, FromDIP(6)));
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto button = [&](int id, const std::string& label) {
        auto* b = new wxButton(parent, id, wx(label));
        setAccessibleName(*b, wx(label));
        row->Add(b, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
        return b;
    };
    button(id::settingsFolder, tr("Open the folder"))->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        wxLaunchDefaultApplication(wx(platform::toUtf8(m_ctx.office.dir())));
    });
    button(id::settingsVerify, tr("Check the data"))->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        verify();
    });
    box->Add(row, wxSizerFlags().Expand().Border(wxALL, FromDIP(6)));
    m_backup = std::make_unique<BackupControls>(parent, m_ctx, *m_notice, *m_progress);
    box->Add(m_backup->sizer(), wxSizerFlags().Expand().Border(wxALL, FromDIP(6)));
    return box;
}

void SettingsPanel::refresh() {
    m_backup->refresh();
    m_school->Enable(m_filled && m_ctx.sync.mayChange());
    m_printer->refresh();
    m_scope.renew();
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return office.replica().school(); },
        [this](Result<domain::School> school) {
            if (!school) {
                m_notice->error(school.error());
                return;
            }
            m_fields->fill(*school);
            m_yearFields->fill(*school);
            m_retention->fill(*school);
            m_filled = true;
            m_school->Enable(m_ctx.sync.mayChange());
            m_page->FitInside();
        });
}

void SettingsPanel::saveSchool(const std::function<void(bool)>& after) {
    auto school = m_fields->take();
    if (!school || !m_yearFields->apply(*school) || !m_retention->apply(*school)) {
        if (after)
            after(false);
        return;
    }
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, s = *school, seen = m_fields->filled()] {
            return app::SchoolService(office).save(s, &seen);
        },
        [this, s = *school, after](Result<void> done) mutable {
            if (done) {
                ++s.version; // as saving did
                m_notice->good(
                    tr("The school's data were saved. Cards that were issued before stay as they were."));
                m_fields->fill(s);
                m_yearFields->fill(s);
                m_retention->fill(s);
                m_ctx.dataChanged();
            } else {
                m_notice->error(done.error());
            }
            if (after)
                after(done.ok());
        });
}

void SettingsPanel::makeBackup() {
    m_backup->make();
}

void SettingsPanel::showRetention() {
    auto* dialog = new RetentionDialog(this, m_ctx);
    dialog->onErased = [this](const app::RetentionService::Erased& erased) {
        std::string text = format(runtime(tr("Erased photos: {}.")), erased.done.size());
        for (const auto& [item, error] : erased.refused)
            text += "\n" + item.label + ": " + describe(error);
        if (erased.refused.empty())
            m_notice->good(text);
        else
            m_notice->bad(text);
        m_ctx.dataChanged();
    };
    dialog->Show();
}

void SettingsPanel::verify() {
    if (m_progress->running())
        return;
    auto progress = m_progress->start(tr("Checking the data"));
    m_ctx.tasks.run(
        m_work, [&office = m_ctx.office, progress] { return office.replica().care().verify(progress.get()); },
        [this](Result<storage::VerifyReport> report) {
            m_progress->finish();
            if (!report) {
                m_notice->error(report.error());
            } else if (report->ok()) {
                m_notice->good(
                    format(fmt::runtime(tr("The data are in order: {} pupils, {} photos, {} cards.")),
                           report->students, report->blobs, report->cards));
            } else {
                const storage::VerifyProblem& first = report->problems.front();
                const std::string reason =
                    first.area == "second_valid_card"
                        ? format(fmt::runtime(tr("a pupil has more than one valid card: {}")), first.detail)
                        : format(fmt::runtime(tr("problems: {}, the first one in “{}”")),
                                 report->problems.size(), first.area);
                m_notice->error(Error{ErrorCode::checkFailed, "verify", {{"reason", reason}}});
            }
        });
}

} // namespace esek::ui
