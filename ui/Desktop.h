#pragma once
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>
#include <wx/timer.h>
#include <wx/weakref.h>
#include <wx/window.h>

namespace esek::ui {

class ImportStack;
class MainFrame;
class SyncCenter;
class WelcomeFrame;

/// The running desktop: one open school and its window. Also what the interface tests start.
class Desktop {
  public:
    Desktop(Preferences&, Dialogs&, const Clock&, Rng&);
    ~Desktop();

    /// Takes the folder for this process and shows its frame; a school that was open before is closed. While
    /// another process holds the folder, it waits for it as long as `patience`: a program that was closed
    /// just now needs a moment to end. instanceRunning, noReplica, databaseCorrupt ...
    Result<void> open(const std::filesystem::path& folder, std::chrono::milliseconds patience = {});
    /// The school of last time, or the welcome window with what can be done when it cannot be opened.
    /// `openedBefore`: a school must be in this folder. instanceRunning only.
    Result<void> start(const std::filesystem::path& folder, bool openedBefore);
    /// A person opens another school: asks about what is typed, and starts with that school from now on.
    void change(wxWindow* parent, const std::filesystem::path& folder,
                const std::function<void(const Result<void>&)>& done);
    /// The first start: make a school, open another folder, look at the demo.
    void welcome(const std::filesystem::path& suggested);
    /// The same beside the open school, for another one; for a backup with its question at once.
    void another(bool restore);
    /// The same school in a new window, for another language.
    void reopenFrame(const std::string& view);

    MainFrame* frame() { return m_frame; }
    WelcomeFrame* welcomeFrame() { return m_welcome; }
    UiContext* context() { return m_school ? m_school->context.get() : nullptr; }
    app::TaskRunner& tasks() { return m_tasks; }
    Preferences& preferences() { return m_preferences; }
    UnsavedChanges& unsaved() { return m_unsaved; }
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
    UnsavedChanges m_unsaved;
    const Clock& m_clock;
    Rng& m_rng;
    /// What belongs to one open school, in the order in which it is made.
    struct School {
        School();
        ~School();
        std::unique_ptr<platform::FileLock> lock;
        std::unique_ptr<app::Office> office;
        std::unique_ptr<SyncCenter> sync;
        std::unique_ptr<ImportStack> imports;
        std::unique_ptr<UiContext> context;
        wxWeakRef<wxWindow> frame;
    };
    void retire(std::unique_ptr<School>);
    void sweepRetired();
    std::filesystem::path freeFolder() const;
    std::unique_ptr<School> m_school;
    std::vector<std::unique_ptr<School>> m_retired; ///< closed; their windows and work are ending
    app::TaskRunner::Scope m_scope;
    app::TaskRunner m_tasks; // ends before the offices that its work uses
    wxTimer m_sweeping;
    MainFrame* m_frame = nullptr;
    WelcomeFrame* m_welcome = nullptr;
};

/// Our texts and those of the toolkit.
void useLanguage(Language);

} // namespace esek::ui
