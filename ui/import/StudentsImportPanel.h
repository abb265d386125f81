#pragma once
#include "ui/UiContext.h"
#include "ui/model/StudentsImport.h"

#include <wx/panel.h>

class wxButton;
class wxCheckListBox;
class wxChoice;
class wxScrolledWindow;
class wxSimplebook;
class wxStaticText;

namespace esek::ui {

class NoticeBar;
class VirtualList;

/// Import of a class list in one place, without windows in the way: file, columns, what is wrong, how many,
/// import.
class StudentsImportPanel : public wxPanel {
  public:
    StudentsImportPanel(wxWindow* parent, UiContext&);
    std::function<void()> onDone;
    void SetFocus() override;
    void open(const std::string& file);
    void refresh(); ///< compares the list with the register as it is now

  private:
    wxSizer* buildSheets();
    wxWindow* buildPreview();
    void choose();
    void read(const std::filesystem::path& file, const roster::ReadOptions&);
    void showSheets();
    void readChosenSheets();
    void saveRefused();
    void showTable();
    void plan();
    void showPlan();
    void import();
    UiContext& m_ctx;
    model::StudentsImport m_model;
    NoticeBar* m_notice;
    wxButton* m_choose;
    wxChoice* m_preset;
    wxStaticText* m_file;
    wxStaticText* m_sheetsLabel = nullptr;
    wxCheckListBox* m_sheets = nullptr;
    wxSimplebook* m_book;
    wxScrolledWindow* m_preview = nullptr;
    wxSizer* m_table = nullptr;
    wxStaticText* m_counts = nullptr;
    wxStaticText* m_missing = nullptr;
    VirtualList* m_issues = nullptr;
    wxStaticText* m_noIssues = nullptr;
    wxButton* m_saveRefused = nullptr;
    wxButton* m_import = nullptr;
    std::vector<wxStaticText*> m_titles;
    std::vector<wxChoice*> m_fields;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_planScope;
};

} // namespace esek::ui
