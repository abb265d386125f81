#include "ui/Desktop.h"

#include "app/DemoOffice.h"
#include "app/OfficePrivacy.h"
#include "base/Describe.h"
#include "base/Log.h"
#include "base/platform/Paths.h"
#include "ui/MainFrame.h"
#include "ui/Operator.h"
#include "ui/Preferences.h"
#include "ui/RecentSchools.h"
#include "ui/WelcomeFrame.h"
#include "ui/controls/Accessible.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/import/ImportStack.h"
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

constexpr int kSweepMs = 100;
constexpr std::chrono::milliseconds kSyncEnd{800};
constexpr std::chrono::milliseconds kPatience{5000}; // the end of the program takes up to three seconds
constexpr std::chrono::milliseconds kLookAgain{100};

/// A program that is ending still holds its folder.
Result<std::unique_ptr<platform::FileLock>> lockPatiently(const std::filesystem::path& folder,
                                                          std::chrono::milliseconds patience) {
    for (std::chrono::milliseconds waited{0};; waited += kLookAgain) {
        auto lock = storage::Replica::lockForDesktop(folder);
        if (lock || lock.error().code != ErrorCode::instanceRunning || waited >= patience)
            return lock;
        std::this_thread::sleep_for(kLookAgain);
    }
}
} // namespace

Desktop::Desktop(Preferences& preferences, Dialogs& dialogs, const Clock& clock, Rng& rng)
    : m_preferences(preferences), m_dialogs(dialogs), m_unsaved(dialogs), m_clock(clock), m_rng(rng),
      m_tasks([](app::TaskRunner::Job job) { wxTheApp->CallAfter(std::move(job)); }, workerCount()) {
    keepLabelsWithTheirControls();
    m_sweeping.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { sweepRetired(); });
}

Desktop::~Desktop() = default;
Desktop::School::School() = default;
Desktop::School::~School() = default;

Result<void> Desktop::open(const std::filesystem::path& asked, std::chrono::milliseconds patience) {
    std::error_code ec;
    // It is remembered, and the program may be started from another folder next time.
    const std::filesystem::path whole = std::filesystem::absolute(asked, ec);
    const std::filesystem::path folder = ec ? asked : whole.lexically_normal();
    if (m_school && std::filesystem::equivalent(folder, m_school->office->dir(), ec)) {
        if (m_frame)
            m_frame->Raise();
        if (m_welcome)
            m_welcome->Close(true);
        return {};
    }
    if (!storage::Replica::exists(folder))
        return Error{ErrorCode::noReplica, "no school", {{"folder", platform::toUtf8(folder)}}};
    auto lock = lockPatiently(folder, patience);
    // Nobody can write into a folder that is only read, so nobody need be kept out of it.
    const bool readOnly = !lock && lock.error().code == ErrorCode::folderNotWritable;
    if (!lock && !readOnly)
        return lock.error();
    auto office = app::Office::open(folder, m_clock, m_rng);
    if (!office)
        return office.error();
    auto school = std::make_unique<School>();
    if (lock)
        school->lock = std::move(*lock);
    school->office = std::move(*office);
    school->office->setClerk(Operator(m_preferences).actor());
    school->sync = std::make_unique<SyncCenter>(*school->office, m_tasks, systemKeychain());
    school->imports = std::make_unique<ImportStack>();
    school->context =
        std::make_unique<UiContext>(UiContext{*school->office, m_tasks, m_dialogs, m_preferences, [] {},
                                              *school->sync, m_unsaved, *school->imports});
    if (const auto data = school->office->replica().school(); data && !app::isDemoOffice(folder))
        RecentSchools(m_preferences).opened(folder, data->name);
    std::swap(m_school, school); // `school` is the one of before from here on
    MainFrame* before = m_frame;
    m_frame = new MainFrame(*this, *m_school->context);
    m_school->frame = m_frame;
    m_frame->Show();
    m_school->sync->start();
    m_tasks.run(
        m_scope,
        [&opened = *m_school->office] {
            opened.sweepCaches();
            if (const auto swept = opened.replica().care().sweep(); !swept)
                log::warning("sweep: " + swept.error().message);
            return true;
        },
        [](bool) {}, app::TaskRunner::Priority::idle);
    if (before)
        before->Close(true);
    if (school)
        retire(std::move(school));
    if (m_welcome)
        m_welcome->Close(true);
    if (readOnly)
        m_dialogs.inform(m_frame, tr("Only to be read"),
                         tr("The school's folder can only be read: lists, check and backup work, "
                            "nothing can be changed."));
    else if (const auto closed = app::closeToOthers(*m_school->office); !closed)
        m_dialogs.error(m_frame, describe(closed.error()));
    return {};
}

void Desktop::retire(std::unique_ptr<School> school) {
    school->lock.reset(); // it may be opened again at once
    m_retired.push_back(std::move(school));
    m_sweeping.Start(kSweepMs);
}

void Desktop::sweepRetired() {
    std::erase_if(m_retired, [this](const std::unique_ptr<School>& school) {
        if (school->frame) // its windows still use it
            return false;
        if (school->sync && !school->sync->stop(kSyncEnd))
            return false; // a dead network holds it: it stays until the program ends
        m_tasks.waitIdle();
        return true;
    });
    if (m_retired.empty())
        m_sweeping.Stop();
}

Result<void> Desktop::start(const std::filesystem::path& folder, bool openedBefore) {
    if (!openedBefore && !storage::Replica::exists(folder)) {
        welcome(folder);
        return {};
    }
    auto opened = open(folder, kPatience);
    if (opened || opened.error().code == ErrorCode::instanceRunning)
        return opened;
    m_welcome = new WelcomeFrame(*this, freeFolder(), WelcomeFrame::Trouble{folder, opened.error()});
    m_welcome->Show();
    return {};
}

void Desktop::change(wxWindow* parent, const std::filesystem::path& folder,
                     const std::function<void(const Result<void>&)>& done) {
    m_unsaved.leave(parent, UnsavedChanges::Leaving::all, [this, folder, done] {
        const auto opened = open(folder, kPatience);
        if (opened && !app::isDemoOffice(folder)) {
            m_preferences.set("data", platform::toUtf8(folder));
            (void)m_preferences.save().ok();
        }
        done(opened);
    });
}

void Desktop::welcome(const std::filesystem::path& suggested) {
    m_welcome = new WelcomeFrame(*this, suggested);
    m_welcome->Show();
}

void Desktop::another(bool restore) {
    if (m_welcome)
        m_welcome->Raise();
    else
        welcome(freeFolder());
    if (restore)
        m_welcome->restore();
}

std::filesystem::path Desktop::freeFolder() const {
    for (int n = 1;; ++n) {
        const auto folder = platform::userDataDir() / (n == 1 ? "school" : "school-" + std::to_string(n));
        if (!storage::Replica::exists(folder))
            return folder;
    }
}

void Desktop::reopenFrame(const std::string& view) {
    MainFrame* old = m_frame;
    m_frame = new MainFrame(*this, *m_school->context);
    m_school->frame = m_frame;
    m_frame->showView(view);
    m_frame->Show();
    if (old)
        old->Close(true);
}

bool Desktop::endSync(std::chrono::milliseconds time) {
    bool ended = !m_school || m_school->sync->stop(time);
    for (const auto& school : m_retired)
        ended = school->sync->stop(time) && ended;
    return ended;
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
