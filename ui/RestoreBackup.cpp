#include "ui/RestoreBackup.h"

#include "app/SchoolBackup.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "ui/UiContext.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/ProgressRow.h"
#include "ui/dialogs/Dialogs.h"

namespace esek::ui {

namespace fs = std::filesystem;

RestoreBackup::RestoreBackup(Desktop& desktop, wxWindow& parent, ProgressRow& progress, NoticeBar& notice)
    : m_desktop(desktop), m_parent(parent), m_progress(progress), m_notice(notice) {}

void RestoreBackup::start(fs::path folder) {
    const auto file =
        m_desktop.dialogs().openFile(&m_parent, tr("Backup"), tr("Backup") + " (*.esek)|*.esek;*.ESEK");
    if (!file)
        return;
    // Never over a school that is there, be it damaged.
    const fs::path wanted = folder;
    for (int n = 1; storage::Replica::exists(folder); ++n) {
        folder = wanted;
        folder +=
            platform::pathFromUtf8(" (" + tr("restored") + (n > 1 ? " " + std::to_string(n) : "") + ")");
    }
    Job job{platform::pathFromUtf8(*file), folder, {}};
    if (app::needsPassword(job.backup) && !askPassword(job, false))
        return;
    const std::string question = format(
        fmt::runtime(tr("The school will be restored from this backup into the folder {}. Other folders "
                        "stay as they are.")),
        platform::toUtf8(folder));
    if (m_desktop.dialogs().confirm(&m_parent, tr("Restore from a backup"), question, tr("Restore")))
        restore(job);
}

bool RestoreBackup::askPassword(Job& job, bool again) {
    const auto password = m_desktop.dialogs().askPassword(
        &m_parent, tr("Password of the backup"),
        again ? tr("This password does not open the backup. Check the size of the letters and type it again.")
              : tr("Type the password that was set when the backup was made."),
        tr("Go on"), {});
    if (password)
        job.password = *password;
    return password.has_value();
}

void RestoreBackup::restore(const Job& job) {
    working(true);
    auto progress = m_progress.start(tr("Restoring from the backup"));
    m_desktop.tasks().run(
        m_scope,
        [job, progress] { return app::restoreSchool(job.backup, job.folder, job.password, progress.get()); },
        [this, job](const Result<void>& done) { restored(job, done); });
}

void RestoreBackup::restored(const Job& job, const Result<void>& done) {
    m_progress.finish();
    if (!done && done.error().code == ErrorCode::valueInvalid) { // the password
        working(false);
        Job next = job;
        if (askPassword(next, true))
            restore(next);
        return;
    }
    if (done && m_desktop.context()) {
        compare(job.folder);
        return;
    }
    working(false);
    openRestored(done, job.folder);
}

void RestoreBackup::compare(const fs::path& folder) {
    (void)m_progress.start(tr("Comparing with the open school"));
    m_desktop.tasks().run(
        m_scope,
        [&office = m_desktop.context()->office, folder] { return app::compareWithFolder(office, folder); },
        [this, folder](const Result<app::SchoolComparison>& compared) {
            m_progress.finish();
            working(false);
            if (compared)
                decide(folder, *compared);
            else
                m_notice.error(compared.error());
        });
}

void RestoreBackup::decide(const fs::path& folder, const app::SchoolComparison& compared) {
    const std::string question =
        app::comparisonText(compared) + "\n\n" +
        format(runtime(tr("The restored school is in the folder {}. The school that is "
                          "open now stays in its folder in any case.")),
               platform::toUtf8(folder));
    if (m_desktop.dialogs().confirm(&m_parent, tr("Work with the restored school?"), question,
                                    tr("Open the restored school")))
        openRestored({}, folder);
    else
        keepOpenOne(folder);
}

void RestoreBackup::keepOpenOne(const fs::path& folder) {
    const std::string name = platform::toUtf8(folder);
    if (!m_desktop.dialogs().confirm(
            &m_parent, tr("Remove the restored school?"),
            format(runtime(tr("The folder {} holds pupils' data. The backup itself stays as it is.")), name),
            tr("Remove the restored school"))) {
        m_notice.info(format(runtime(tr("The restored school stays in the folder {}.")), name));
        return;
    }
    std::error_code ec;
    fs::remove_all(folder, ec);
    if (ec)
        m_notice.error(Error{ErrorCode::folderNotWritable, ec.message(), {{"folder", name}}});
    else
        m_notice.info(tr("The restored school was removed. The open one stays as it was."));
}

} // namespace esek::ui
