#pragma once
#include "app/Office.h"
#include "app/TaskRunner.h"

namespace esek::ui {

class Dialogs;
class ImportStack;
class Preferences;
class SyncCenter;
class UnsavedChanges;

/// What every view gets. All of it outlives the windows. Interface thread only, but for `office`, which any
/// thread may use; the interface thread itself touches neither disk nor network: it asks `tasks`.
struct UiContext {
    app::Office& office;
    app::TaskRunner& tasks;
    Dialogs& dialogs;         ///< every modal question; scripted in tests
    Preferences& preferences; ///< window places, columns, text size, language
    /// Tells all views that data changed (a decision, an import), so that they read anew.
    std::function<void()> dataChanged;
    SyncCenter& sync;        ///< the office's work with a server
    UnsavedChanges& unsaved; ///< forms that hold typed text
    ImportStack& imports;    ///< what can be taken back as a whole
};

} // namespace esek::ui
