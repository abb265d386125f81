#pragma once
#include <functional>
#include <list>
#include <memory>
#include <string>

class wxWindow;

namespace esek::ui {

class Dialogs;

/// What was typed in any form and is not saved yet. Every way out of a form (another view, another row,
/// reading anew, another language, another school, the end of the program) goes through leave(), so that
/// nothing typed is thrown away without a question. Interface thread only.
class UnsavedChanges {
  public:
    explicit UnsavedChanges(Dialogs& dialogs) : m_dialogs(dialogs) {}
    UnsavedChanges(const UnsavedChanges&) = delete;
    UnsavedChanges& operator=(const UnsavedChanges&) = delete;

    struct Form {
        std::function<std::string()> what; ///< "Dane ucznia: Kowalska Anna"
        std::function<bool()> changed;
        /// Saves and then says whether it was saved; missing: it can only be thrown away.
        std::function<void(std::function<void(bool)>)> save = {};
        std::function<void()> discard = [] {};
        /// The form keeps its text when another view is shown.
        bool staysInView = false;
    };
    /// The form is known as long as what is returned lives; it belongs to the form's window.
    using Known = std::shared_ptr<void>;
    [[nodiscard]] Known add(Form);

    enum class Leaving {
        form, ///< the forms that do not stay: another row, another view, reading anew
        all   ///< the whole window goes
    };
    /// `go` runs at once when nothing is unsaved, after saving or throwing away otherwise; `stay` when the
    /// person went back or saving failed.
    void leave(wxWindow* parent, Leaving, std::function<void()> go, std::function<void()> stay = {});
    bool any(Leaving) const;

  private:
    const Form* first(Leaving) const;
    Dialogs& m_dialogs;
    std::shared_ptr<std::list<Form>> m_forms =
        std::make_shared<std::list<Form>>(); ///< a form may outlive this
    bool m_asking = false;
};

} // namespace esek::ui
