#pragma once
#include "support/SampleOffice.h"
#include "ui/Desktop.h"
#include "ui/MainFrame.h"
#include "ui/Preferences.h"
#include "ui/dialogs/Dialogs.h"

#include <deque>
#include <wx/uiaction.h>
#include <wx/window.h>

namespace esek::test {

/// Answers to modal questions, in their order; a question without an answer is noted and refused.
class ScriptedDialogs final : public ui::Dialogs {
  public:
    bool nextConfirm = true;
    std::deque<bool> answers; ///< to the next confirmations, before nextConfirm
    Save nextSave = Save::cancel;
    std::vector<std::string> unsaved; ///< forms that were asked about
    std::deque<std::string> files;    ///< for openFile, openFolder, saveFile
    std::deque<std::string> texts;    ///< for askText
    std::deque<std::string> passwords;
    std::vector<std::string> asked;
    std::function<void()> meanwhile; ///< what happens once while the next question is open
    std::vector<std::string> opened; ///< with another program
    std::vector<std::string> errors;
    bool confirm(wxWindow*, const std::string&, const std::string& question, const std::string&) override;
    Save saveChanges(wxWindow*, const std::string& what, bool canSave) override;
    void inform(wxWindow*, const std::string& title, const std::string&) override;
    void error(wxWindow*, const std::string& text) override;
    std::optional<std::string> openFile(wxWindow*, const std::string&, const std::string&) override;
    std::optional<std::string> openFolder(wxWindow*, const std::string&) override;
    std::optional<std::string> saveFile(wxWindow*, const std::string&, const std::string&,
                                        const std::string&) override;
    std::optional<std::string> askText(wxWindow*, const std::string&, const std::string&,
                                       const std::string&) override;
    std::optional<std::string>
    askPassword(wxWindow*, const std::string&, const std::string& words, const std::string&,
                const std::function<std::string(const std::string&)>& complaint) override;
    bool openWithSystem(const std::string& path) override;

  private:
    std::optional<std::string> next();
    void open(const std::string& question);
};

/// The whole desktop on a made school, worked by real keys and clicks (X server and window manager needed).
/// The school is made by `fill` before the window opens.
class Desk {
  public:
    explicit Desk(const std::function<void(SampleOffice&)>& fill, Language = Language::english,
                  const std::string& view = "review");
    ~Desk();

    ui::MainFrame& frame() { return *m_desktop->frame(); }
    ui::Desktop& desktop() { return *m_desktop; }
    ScriptedDialogs& dialogs() { return m_dialogs; }
    ui::Preferences& preferences() { return m_preferences; }
    const TempDir& dir() const { return m_made.dir; }
    /// The data as another program sees them.
    storage::Replica& replica() { return *m_replica; }

    template <class T>
    T* find(int id) {
        auto* window = dynamic_cast<T*>(wxWindow::FindWindowById(id, m_desktop->frame()));
        if (!window)
            throw std::runtime_error("no control " + std::to_string(id));
        return window;
    }

    /// A key as from the keyboard, e.g. key('2', wxMOD_CONTROL) or key(WXK_DOWN).
    void key(int code, int modifiers = 0);
    void type(const std::string& ascii);
    void click(wxWindow*);
    void click(int id) { click(find<wxWindow>(id)); }
    /// Lets the program run until this is so; false after the time.
    bool until(const std::function<bool()>&, int milliseconds = 60000);
    /// Until no work is under way and its results have arrived.
    void settle();
    void screenshot(const std::string& name); ///< to build/screenshots

  private:
    SampleOffice m_made;
    ScriptedDialogs m_dialogs;
    ui::Preferences m_preferences;
    std::unique_ptr<ui::Desktop> m_desktop;
    std::unique_ptr<storage::Replica> m_replica;
    wxUIActionSimulator m_hands;
};

/// Where screenshots go.
std::filesystem::path screenshotFolder();

/// A picture of this window, to screenshotFolder().
void takeScreenshot(wxWindow&, const std::string& name);
/// Where a person clicks on it, in pixels of the screen. Throws std::runtime_error when it is not in sight
/// there: a click would land on something else.
wxPoint middleInSight(const wxWindow&);
/// A text that a person sees in the window has these words, however its lines are broken.
bool says(const wxWindow&, const std::string& words);
/// The first child of this kind, however deep.
template <class T>
T* descendant(const wxWindow& window) {
    for (wxWindow* child : window.GetChildren()) {
        if (auto* found = dynamic_cast<T*>(child))
            return found;
        if (auto* found = descendant<T>(*child))
            return found;
    }
    return nullptr;
}

/// Lets events through for this long.
void pump(int milliseconds);

} // namespace esek::test
