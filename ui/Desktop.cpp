#include "ui/Desktop.h"

#include "base/platform/Paths.h"
#include "ui/MainFrame.h"
#include "ui/Preferences.h"
#include "ui/WelcomeFrame.h"
#include "ui/controls/Accessible.h"
#include "ui/sync/SyncCenter.h"
#include "ui/sync/SystemKeychain.h"

#include <thread>
#include <wx/app.h>
#include <wx/translation.h>

namespace esek::ui {

namespace {
unsigned workerCount() {
    const unsigned cores = std::thread::hardware_concurrency();
    return cores > 4 ? 4 : cores > 2 ? cores : 2;
}
} // namespace

Desktop::Desktop(Preferences& preferences, Dialogs& dialogs, const Clock& clock, Rng& rng)
    : m_preferences(preferences), m_dialogs(dialogs), m_clock(clock), m_rng(rng),
      m_tasks([](app::TaskRunner::Job job) { wxTheApp->CallAfter(std::move(job)); }, workerCount()) {
    keepLabelsWithTheirControls();
}

Desktop::~Desktop() = default;

Result<void> Desktop::open(const std::filesystem::path& folder) {
    auto lock = storage::Replica::lockForDesktop(folder);
    if (!lock)
        return lock.error();
    auto office = app::Office::open(folder, m_clock, m_rng);
    if (!office)
        return office.error();
    m_lock = std::move(*lock);
    m_office = std::move(*office);
    m_sync = std::make_unique<SyncCenter>(*m_office, m_tasks, systemKeychain());
    m_context =
        std::make_unique<UiContext>(UiContext{*m_office, m_tasks, m_dialogs, m_preferences, [] {}, *m_sync});
    m_frame = new MainFrame(*this, *m_context);
    m_frame->Show();
    m_sync->start();
    m_tasks.run(
        m_scope,
        [&school = *m_office] {
            school.sweepCaches();
            return true;
        },
        [](bool) {}, app::TaskRunner::Priority::idle);
    if (m_welcome)
        m_welcome->Close(true);
    return {};
}

void Desktop::welcome(const std::filesystem::path& suggested) {
    m_welcome = new WelcomeFrame(*this, suggested);
    m_welcome->Show();
}

void Desktop::reopenFrame(const std::string& view) {
    MainFrame* old = m_frame;
    m_frame = new MainFrame(*this, *m_context);
    m_frame->showView(view);
    m_frame->Show();
    if (old)
        old->Close(true);
}

bool Desktop::endSync(std::chrono::milliseconds time) {
    return !m_sync || m_sync->stop(time);
}

void Desktop::frameClosed(MainFrame* frame) {
    if (frame == m_frame)
        m_frame = nullptr;
}

void useLanguage(Language language) {
    setLanguage(language);
    auto* translations = new wxTranslations; // owned by wx from here on
    wxTranslations::Set(translations);
    translations->SetLanguage(language == Language::polish ? "pl" : "en");
    translations->AddStdCatalog();
}

} // namespace esek::ui
