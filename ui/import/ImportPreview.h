#pragma once
#include "app/PhotoFiles.h"
#include "ui/UiContext.h"

#include <wx/panel.h>

class wxStaticText;

namespace esek::ui {

class PhotoCanvas;

/// The file that is chosen, large, and beside it the photo that the chosen pupil has now: nobody gives a face
/// to a pupil without seeing it.
class ImportPreview : public wxPanel {
  public:
    ImportPreview(wxWindow* parent, UiContext&);
    /// Null: nothing is chosen.
    void showFile(const std::shared_ptr<app::PhotoFiles>&, const std::string& name);
    void showPupil(const std::optional<domain::StudentId>&, const std::string& name, bool hasPhoto);

    bool showsFile() const;
    bool showsPresent() const;

  private:
    UiContext& m_ctx;
    PhotoCanvas* m_file;
    PhotoCanvas* m_present;
    wxStaticText* m_fileName;
    wxStaticText* m_pupilName;
    std::shared_ptr<app::PhotoFiles> m_files;
    std::string m_name;
    app::TaskRunner::Scope m_fileScope;
    app::TaskRunner::Scope m_presentScope;
};

} // namespace esek::ui
