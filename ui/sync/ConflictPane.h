#pragma once
#include "ui/UiContext.h"
#include "ui/model/SyncConflicts.h"

#include <wx/panel.h>

class wxBoxSizer;
class wxButton;
class wxScrolledWindow;
class wxStaticBitmap;
class wxStaticText;

namespace esek::ui {

class PhotoCanvas;
class WrappedText;

/// One matter that waits for a person: why, what was decided here, what stands on the server, the pictures
/// of both sides, and the answers.
class ConflictPane : public wxPanel {
  public:
    ConflictPane(wxWindow* parent, UiContext&);
    void show(const app::ConflictText&, const std::string& reason);
    void focusAnswer();
    void enableAnswers(bool);
    std::function<void(storage::Resolution)> onAnswer;

    // For tests.
    bool hasPictures() const;

  private:
    struct Side {
        wxPanel* panel = nullptr;
        wxBoxSizer* row = nullptr; ///< words, then the picture
        wxStaticBitmap* mark = nullptr;
        WrappedText* heading = nullptr;
        WrappedText* words = nullptr;
        PhotoCanvas* canvas = nullptr;
    };
    Side makeSide(wxWindow* parent, const std::string& heading, const char* iconName, int canvasId);
    void load(const Side&, const std::optional<domain::BlobId>&);
    void arrange();
    void fitWords(int width, bool beside);
    UiContext& m_ctx;
    app::ConflictText m_row;
    wxScrolledWindow* m_page;
    wxStaticText* m_title;
    WrappedText* m_reason;
    Side m_mine, m_theirs;
    wxButton *m_keepTheirs, *m_takeMine, *m_putAway;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
