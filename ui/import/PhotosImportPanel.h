#pragma once
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"
#include "ui/model/PhotosImport.h"

#include <wx/dialog.h>
#include <wx/panel.h>
#include <wx/weakref.h>

class wxButton;
class wxCheckBox;
class wxSimplebook;
class wxStaticText;

namespace esek::ui {

class AssignPane;
class ImportPreview;
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
    /// The window of the scanner; its photos come into this view.
    void scan();

  private:
    wxSizer* buildSources();
    wxWindow* buildEmpty();
    wxWindow* buildMatches();
    void buildList(wxWindow* page);
    wxSizer* buildBottom(wxWindow* page);
    void read(std::function<Result<model::PhotosImport::Read>()>, const std::string& source);
    void opened(const std::string& source);
    void checkFiles();
    void showMatches();
    void showRow();
    void said(bool tookBack);
    bool sure() const;
    void import();
    void takeBack();
    void readAgain(); ///< after an import was taken back: the list stays, with what a person said of it
    void imported(const Result<app::RosterService::PhotoImport>&);
    std::optional<std::size_t> row() const;
    UiContext& m_ctx;
    model::PhotosImport m_model;
    NoticeBar* m_notice;
    wxButton* m_folder = nullptr;
    wxStaticText* m_source;
    wxSimplebook* m_book;
    VirtualList* m_matches = nullptr;
    ImportPreview* m_preview = nullptr;
    AssignPane* m_assign = nullptr;
    WrappedText* m_counts = nullptr;
    wxCheckBox* m_accepted = nullptr;
    wxButton* m_import = nullptr;
    bool m_importing = false;
    UnsavedChanges::Known m_known;
    ProgressRow* m_progress = nullptr;
    wxWeakRef<wxDialog> m_scanner; ///< the window of the scanner
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
