#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

class wxWindow;

namespace esek::ui {

/// The one door for modal questions, so that tests can answer them. Texts are UTF-8, already translated.
class Dialogs {
  public:
    virtual ~Dialogs() = default;
    /// `yes` is the verb on the button ("Usuń zdjęcie"), never a bare "Tak".
    virtual bool confirm(wxWindow* parent, const std::string& title, const std::string& question,
                         const std::string& yes) = 0;
    enum class Save { save, discard, cancel };
    /// "Save the changes?" before a form is left. `what` names the form; without `canSave` it can only be
    /// thrown away.
    virtual Save saveChanges(wxWindow* parent, const std::string& what, bool canSave) = 0;
    virtual void inform(wxWindow* parent, const std::string& title, const std::string& text) = 0;
    virtual void error(wxWindow* parent, const std::string& text) = 0;
    virtual std::optional<std::string> openFile(wxWindow* parent, const std::string& title,
                                                const std::string& wildcard) = 0;
    virtual std::optional<std::string> openFolder(wxWindow* parent, const std::string& title) = 0;
    virtual std::optional<std::string> saveFile(wxWindow* parent, const std::string& title,
                                                const std::string& wildcard,
                                                const std::string& suggestedName) = 0;
    /// A line of text that may not be empty; `yes` is the verb on the button.
    virtual std::optional<std::string> askText(wxWindow* parent, const std::string& title,
                                               const std::string& question, const std::string& yes) = 0;
    /// A password, never shown. With `complaint` it is a new one: it is typed twice, and taken once the
    /// function finds nothing to complain about. Without it it is one that is there.
    virtual std::optional<std::string>
    askPassword(wxWindow* parent, const std::string& title, const std::string& words, const std::string& yes,
                const std::function<std::string(const std::string&)>& complaint) = 0;
    /// Opens the file with the program that the system has for it; false when there is none.
    virtual bool openWithSystem(const std::string& path) = 0;
};

} // namespace esek::ui
