#pragma once
#include "app/SyncService.h"
#include "app/TaskRunner.h"
#include "base/Result.h"
#include "domain/School.h"

#include <filesystem>
#include <memory>
#include <wx/frame.h>

class wxButton;
class wxScrolledWindow;
class wxStaticBoxSizer;
class wxTextCtrl;

namespace esek::ui {

class Desktop;
class JoinForm;
class NoticeBar;
class ProgressRow;
class SchoolFields;

/// The first start: make a school, open one that is there, join one on a server, or look at the
/// demo.
class WelcomeFrame : public wxFrame {
  public:
    WelcomeFrame(Desktop&, const std::filesystem::path& suggested);
    ~WelcomeFrame() override;

  private:
    void create();
    void openOther();
    void demo();
    void showJoin(bool);
    void join(const app::SyncService::JoinRequest&);
    void opened(const Result<void>& made, const std::filesystem::path& folder);
    std::filesystem::path folder() const;
    void enable(bool);
    Desktop& m_desktop;
    NoticeBar* m_notice;
    wxTextCtrl* m_folder;
    std::unique_ptr<SchoolFields> m_fields;
    std::vector<wxButton*> m_buttons;
    ProgressRow* m_progress;
    wxScrolledWindow* m_page;
    wxStaticBoxSizer *m_newSchool, *m_joinBox;
    JoinForm* m_join;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
