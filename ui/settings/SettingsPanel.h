#pragma once
#include "ui/UiContext.h"

#include <memory>
#include <wx/panel.h>

class wxScrolledWindow;

namespace esek::ui {

class NoticeBar;
class ProgressRow;
class SchoolFields;

/// Ustawienia: the school, numbers, how the program looks, the printer, the data.
class SettingsPanel : public wxPanel {
  public:
    SettingsPanel(wxWindow* parent, UiContext&);
    ~SettingsPanel() override;
    void refresh();
    std::function<void()> onLanguage;

  private:
    wxSizer* buildSchool();
    wxSizer* buildLook();
    wxSizer* buildPrinter();
    wxSizer* buildData();
    void saveSchool();
    void backup();
    void verify();
    UiContext& m_ctx;
    NoticeBar* m_notice;
    wxScrolledWindow* m_page;
    std::unique_ptr<SchoolFields> m_fields;
    ProgressRow* m_progress = nullptr;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_work;
};

} // namespace esek::ui
