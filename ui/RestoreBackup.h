#pragma once
#include "app/SchoolComparison.h"
#include "app/TaskRunner.h"
#include "ui/Desktop.h"

#include <filesystem>
#include <functional>

class wxWindow;

namespace esek::ui {

class NoticeBar;
class ProgressRow;

/// A backup becomes a school in a folder of its own. When a school is open, both are compared before a person
/// decides which of them is worked with. Interface thread only.
class RestoreBackup {
  public:
    RestoreBackup(Desktop&, wxWindow& parent, ProgressRow&, NoticeBar&);
    /// Asks for a backup, its password, and whether to restore it. `folder` is where the school goes; when
    /// there is a school already, a folder beside it is taken.
    void start(std::filesystem::path folder);

    std::function<void(bool)> working;                                                   ///< begins, ends
    std::function<void(const Result<void>&, const std::filesystem::path&)> openRestored; ///< what was decided

  private:
    struct Job {
        std::filesystem::path backup, folder;
        std::string password;
    };
    bool askPassword(Job&, bool again);
    void restore(const Job&);
    void restored(const Job&, const Result<void>&);
    void compare(const std::filesystem::path& folder);
    void decide(const std::filesystem::path& folder, const app::SchoolComparison&);
    void keepOpenOne(const std::filesystem::path& folder);
    Desktop& m_desktop;
    wxWindow& m_parent;
    ProgressRow& m_progress;
    NoticeBar& m_notice;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
