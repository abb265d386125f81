#pragma once
#include "base/Translate.h"
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"

#include <memory>
#include <wx/panel.h>

class wxScrolledWindow;

namespace esek::ui {

class BackupControls;
class CardYearFields;
class NoticeBar;
class PrinterFields;
class ProgressRow;
class RetentionFields;
class SchoolFields;

/// Ustawienia: the school, numbers, how the program looks, the printer, the data.
class SettingsPanel : public wxPanel {
  public:
    SettingsPanel(wxWindow* parent, UiContext&);
    ~SettingsPanel() override;
    void refresh();
    void makeBackup();
    bool changed() const; ///< something was typed that is not saved
    /// Another language was chosen: the frame makes its windows anew, or says that the person stays.
    std::function<void(Language, std::function<void()> stay)> onLanguage;

  private:
    wxSizer* buildSchool();
    wxSizer* buildOperator();
    wxSizer* buildLook();
    wxSizer* buildPrinter();
    wxSizer* buildData();
    void saveSchool(const std::function<void(bool)>& done = {});
    void showRetention();
    void verify();
    UiContext& m_ctx;
    NoticeBar* m_notice;
    wxScrolledWindow* m_page;
    std::unique_ptr<SchoolFields> m_fields;
    std::unique_ptr<CardYearFields> m_yearFields;
    std::unique_ptr<RetentionFields> m_retention;
    std::unique_ptr<BackupControls> m_backup;
    std::unique_ptr<PrinterFields> m_printer;
    wxWindow* m_school = nullptr; ///< around the fields of the school
    bool m_filled = false;        ///< with the school, which is read on a thread
    UnsavedChanges::Known m_known;
    ProgressRow* m_progress = nullptr;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_work;
};

} // namespace esek::ui
