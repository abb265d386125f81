#pragma once
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "ui/UiContext.h"

#include <filesystem>
#include <memory>

namespace esek::ui {

class MainFrame;
class SyncCenter;
class WelcomeFrame;

/// The running desktop: one open school and its window. Also what the interface tests start.
class Desktop {
  public:
    Desktop(Preferences&, Dialogs&, const Clock&, Rng&);
    ~Desktop();

    /// Takes the folder for this process and shows the frame. instanceRunning, noReplica, databaseCorrupt ...
    Result<void> open(const std::filesystem::path& folder);
    /// The first start: make a school, open another folder, look at the demo.
    void welcome(const std::filesystem::path& suggested);
    /// The same school in a new window, for another language.
    void reopenFrame(const std::string& view);

    MainFrame* frame() { return m_frame; }
    WelcomeFrame* welcomeFrame() { return m_welcome; }
    UiContext* context() { return m_context.get(); }
    app::TaskRunner& tasks() { return m_tasks; }
    Preferences& preferences() { return m_preferences; }
    Dialogs& dialogs() { return m_dialogs; }
    const Clock& clock() const { return m_clock; }
    Rng& rng() { return m_rng; }

    /// Before the end: the background sync. False when it hangs in the network and must be left behind.
    bool endSync(std::chrono::milliseconds);

    /// From the windows, when they go.
    void frameClosed(MainFrame*);
    void welcomeClosed() { m_welcome = nullptr; }

  private:
    Preferences& m_preferences;
    Dialogs& m_dialogs;
    const Clock& m_clock;
    Rng& m_rng;
    std::unique_ptr<platform::FileLock> m_lock;
    std::unique_ptr<app::Office> m_office;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner m_tasks; // ends before the office that its work uses
    std::unique_ptr<SyncCenter> m_sync;
    std::unique_ptr<UiContext> m_context;
    MainFrame* m_frame = nullptr;
    WelcomeFrame* m_welcome = nullptr;
};

/// Our texts and those of the toolkit.
void useLanguage(Language);

} // namespace esek::ui
