#include "ui/settings/BackupControls.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "ui/BackupIds.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/NumberField.h"
#include "ui/controls/ProgressRow.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/HelpPage.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

namespace esek::ui {

namespace {
constexpr double kMostDays = 366;
}

BackupControls::BackupControls(wxWindow* parent, UiContext& ctx, NoticeBar& notice, ProgressRow& progress)
    : m_ctx(ctx), m_notice(notice), m_progress(progress), m_parent(parent),
      m_sizer(new wxBoxSizer(wxVERTICAL)) {
    Form form(parent);
    m_last = form.note(" ");
    const std::string label = tr("Remind of the backup after, days");
    m_days = new NumberField(parent, id::backupRemind, label, {0, kMostDays, 1}, 0);
    m_days->onChange = [this](double days) { remind(static_cast<int>(days)); };
    m_days->onBad = [this](const std::string& complaint) { m_notice.info(complaint); };
    setHelpPage(*m_days, "kopia.html#przypomnienie");
    form.control(m_days, label);
    form.note(tr("0 means no reminder. It is about backups that are made on this computer."));
    m_sizer->Add(form.sizer(), wxSizerFlags().Expand());
    auto* button = new wxButton(parent, id::settingsBackup, T(tr("Make a backup…")));
    setAccessibleName(*button, T(tr("Make a backup…")));
    setHelpPage(*button, "kopia.html#kopia");
    button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { make(); });
    m_sizer->Add(button, wxSizerFlags().Border(wxTOP, parent->FromDIP(6)));
}

void BackupControls::refresh() {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return app::backupState(office); },
        [this](const app::BackupState& state) {
            setHint(m_last,
                    state.last ? format(runtime(tr("The last backup on this computer: {}.")),
                                        toPolishLocal(*state.last))
                               : tr("No backup was made on this computer yet."),
                    false);
            m_days->set(state.remindAfter);
            growPage(m_parent);
        });
}

void BackupControls::remind(int days) {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office, days] { return app::remindOfBackup(office, days); },
        [this](Result<void> done) {
            if (done)
                m_ctx.dataChanged(); // the reminder comes or goes
            else
                m_notice.error(done.error());
        });
}

void BackupControls::make() {
    if (m_progress.running())
        return;
    const auto file =
        m_ctx.dialogs.saveFile(m_parent, tr("Backup"), tr("Backup") + " (*.esek)|*.esek",
                               format("e-sekretariat-{}.esek", toIso(m_ctx.office.clock().today())));
    if (!file)
        return;
    const auto password = m_ctx.dialogs.askPassword(
        m_parent, tr("Password of the backup"),
        format(
            runtime(tr("The backup can be opened with this password only. Nobody can restore it without the "
                       "password: write it down and keep it apart from the backup, for example in the "
                       "safe. At least {} characters, for example four words.")),
            app::kShortestBackupPassword),
        tr("Make the backup"), [](const std::string& typed) {
            const auto checked = app::checkBackupPassword(typed);
            return checked ? std::string() : describe(checked.error());
        });
    if (password)
        run(*file, *password);
}

void BackupControls::run(const std::string& file, const std::string& password) {
    auto progress = m_progress.start(tr("Making a backup"));
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, progress, path = platform::pathFromUtf8(file), password] {
            return app::backUpSchool(office, path, password, progress.get());
        },
        [this, file](Result<std::vector<Error>> warnings) {
            m_progress.finish();
            if (!warnings) {
                m_notice.error(warnings.error());
                return;
            }
            std::string text =
                format(runtime(tr("The backup is in {}. It was read back and compared with the "
                                  "data. Keep it on another disk.")),
                       file);
            for (const Error& warning : *warnings)
                text += "\n" + tr("Left out:") + " " + describe(warning);
            if (warnings->empty())
                m_notice.good(text);
            else
                m_notice.bad(text);
            refresh();
            m_ctx.dataChanged(); // the reminder goes
        });
}

} // namespace esek::ui
