#pragma once
#include "app/SyncService.h"
#include "app/TaskRunner.h"
#include "base/Result.h"
#include "domain/School.h"
#include "ui/UnsavedChanges.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <wx/frame.h>

class wxButton;
class wxScrolledWindow;
class wxStaticBoxSizer;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

class Desktop;
class JoinForm;
class NoticeBar;
class ProgressRow;
class RestoreBackup;
class SchoolFields;

/// The door to a school: make one, open one that is there, join one on a server, restore one from a backup,
/// or look at the demo. Also what is shown when the school of last time cannot be opened.
class WelcomeFrame : public wxFrame {
  public:
    /// Why the school of last time is not open.
    struct Trouble {
        std::filesystem::path folder;
        Error error;
    };
    WelcomeFrame(Desktop&, const std::filesystem::path& suggested, std::optional<Trouble> = std::nullopt);
    ~WelcomeFrame() override;
    void restore(); ///< asks for a backup and makes the school of it

  private:
    enum class Part { choice, newSchool, join };
    wxSizer* buildHead();
    wxSizer* buildChoices();
    wxSizer* buildRecent();
    wxSizer* buildNewSchool();
    wxSizer* buildJoin();
    wxWindow* buildFooter(wxWindow* parent);
    wxButton* button(wxWindow* parent, int id, const std::string& label, std::function<void()> press);
    void place();
    void show(Part);
    void retry();
    void create(const std::function<void(bool)>& after = {});
    void openOther();
    void demo();
    void join(const app::SyncService::JoinRequest&);
    /// Opens what was made; `then` runs when its window is there.
    void opened(const Result<void>& made, const std::filesystem::path& folder,
                std::function<void()> then = {});
    std::filesystem::path folder() const;
    void enable(bool);
    Desktop& m_desktop;
    std::filesystem::path m_suggested;
    std::optional<Trouble> m_trouble;
    NoticeBar* m_notice;
    wxTextCtrl* m_folder = nullptr;
    std::unique_ptr<SchoolFields> m_fields;
    std::vector<wxButton*> m_buttons;
    ProgressRow* m_progress;
    wxScrolledWindow* m_page;
    wxWindow* m_footer = nullptr;
    wxStaticBoxSizer *m_newSchool = nullptr, *m_joinBox = nullptr;
    JoinForm* m_join = nullptr;
    std::unique_ptr<RestoreBackup> m_restore;
    UnsavedChanges::Known m_known, m_knownJoin;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
