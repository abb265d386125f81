#pragma once
#include "app/SchoolBackup.h"
#include "ui/UiContext.h"

class wxSizer;
class wxStaticText;
class wxWindow;

namespace esek::ui {

class NoticeBar;
class NumberField;
class ProgressRow;

/// The backup in the settings: when the last one was made, after how many days the reminder comes, and the
/// making of one. Interface thread only.
class BackupControls {
  public:
    BackupControls(wxWindow* parent, UiContext&, NoticeBar&, ProgressRow&);
    wxSizer* sizer() { return m_sizer; }
    void refresh();
    void make(); ///< asks where to, and for a password

  private:
    void run(const std::string& file, const std::string& password);
    void remind(int days);
    UiContext& m_ctx;
    NoticeBar& m_notice;
    ProgressRow& m_progress;
    wxWindow* m_parent;
    wxSizer* m_sizer;
    wxStaticText* m_last;
    NumberField* m_days;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
