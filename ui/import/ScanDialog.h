#pragma once
#include "app/OutsideScanner.h"
#include "ui/UiContext.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>
#include <wx/dialog.h>

class wxButton;
class wxChoice;
class wxTextCtrl;

namespace esek::app {
class PhotoFiles;
}

namespace esek::ui {

class ProgressRow;
class ScannedSheetCanvas;
class WrappedText;

/// Photos on paper: a page is scanned, the photos found on it are framed, and page after page they go to the
/// import, where a person says whose each is. What was scanned lies in the memory only. Closing the window
/// stops a scan that is under way. Stays open beside the window. Interface thread only.
class ScanDialog : public wxDialog {
  public:
    ScanDialog(wxWindow* parent, UiContext&, app::OutsideScanner = {});
    /// Takes the photos of all pages; the dialog closes after it.
    std::function<void(std::shared_ptr<app::PhotoFiles>)> onPhotos;

  private:
    wxSizer* buildChoices();
    wxSizer* buildButtons();
    void look(); ///< for scanners
    void fillScanners(const Result<std::vector<app::ScannerFacts>>&);
    void scan();
    void scanned(Result<app::ScannedSheet>);
    void showSheet(const app::ScannedSheet&, std::size_t before);
    void hand();
    void working(bool);
    void say(const std::string& words);
    /// Nothing, with a complaint said, where what was typed is no NAME=VALUE.
    std::optional<app::ScanOrder> order();

    UiContext& m_ctx;
    const app::OutsideScanner m_scanner;
    std::vector<app::ScannerFacts> m_scanners;
    std::vector<std::pair<std::string, std::vector<std::uint8_t>>> m_photos;
    WrappedText* m_words = nullptr;
    wxChoice* m_which = nullptr;
    wxButton* m_look = nullptr;
    wxChoice* m_dpi = nullptr;
    wxTextCtrl* m_settings = nullptr;
    ScannedSheetCanvas* m_sheet = nullptr;
    ProgressRow* m_progress = nullptr;
    wxButton* m_scan = nullptr;
    wxButton* m_hand = nullptr;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
