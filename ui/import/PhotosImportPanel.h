#pragma once
#include "ui/UiContext.h"
#include "ui/model/StudentsImport.h"

#include <wx/panel.h>

class wxButton;
class wxCheckBox;
class wxSimplebook;
class wxStaticText;
class wxTextCtrl;

namespace esek::ui {

class NoticeBar;
class ProgressRow;
class VirtualList;
class WrappedText;

/// Import of photos from a folder or zip: whose each file is, the unclear ones assigned by hand, then the
/// import.
class PhotosImportPanel : public wxPanel {
  public:
    PhotosImportPanel(wxWindow* parent, UiContext&);
    std::function<void()> onDone;
    void SetFocus() override;
    void open(const std::string& folderOrZip);

  private:
    wxWindow* buildMatches();
    void showMatches();
    void showCandidates();
    void assign(bool remove);
    void import();
    UiContext& m_ctx;
    model::PhotosImport m_model;
    std::vector<model::PhotosImport::Pupil> m_offered;
    NoticeBar* m_notice;
    wxButton* m_folder;
    wxStaticText* m_source;
    wxSimplebook* m_book;
    VirtualList* m_matches = nullptr;
    wxTextCtrl* m_find = nullptr;
    VirtualList* m_candidates = nullptr;
    wxButton* m_assign = nullptr;
    wxButton* m_unassign = nullptr;
    WrappedText* m_counts = nullptr;
    wxCheckBox* m_accepted = nullptr;
    wxButton* m_import = nullptr;
    ProgressRow* m_progress = nullptr;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
