#pragma once
#include "ui/dialogs/Dialogs.h"

namespace esek::ui {

/// The system's own dialogs.
class WxDialogs final : public Dialogs {
  public:
    bool confirm(wxWindow*, const std::string& title, const std::string& question,
                 const std::string& yes) override;
    Save saveChanges(wxWindow*, const std::string& what, bool canSave) override;
    void inform(wxWindow*, const std::string& title, const std::string& text) override;
    void error(wxWindow*, const std::string& text) override;
    std::optional<std::string> openFile(wxWindow*, const std::string& title,
                                        const std::string& wildcard) override;
    std::optional<std::string> openFolder(wxWindow*, const std::string& title) override;
    std::optional<std::string> saveFile(wxWindow*, const std::string& title, const std::string& wildcard,
                                        const std::string& suggestedName) override;
    std::optional<std::string> askText(wxWindow*, const std::string& title, const std::string& question,
                                       const std::string& yes) override;
    std::optional<std::string>
    askPassword(wxWindow*, const std::string& title, const std::string& words, const std::string& yes,
                const std::function<std::string(const std::string&)>& complaint) override;
    bool openWithSystem(const std::string& path) override;
};

} // namespace esek::ui
