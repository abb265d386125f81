#pragma once
#include "app/PhotoAdvice.h"
#include "ui/controls/KeyHold.h"
#include "ui/controls/PhotoMarks.h"
#include "ui/model/QueueModel.h"
#include "ui/model/ReviewGate.h"
#include "ui/review/PreviewLoader.h"

#include <wx/simplebook.h>
#include <wx/timer.h>

namespace esek::ui {

class CompareView;
class CropEditor;
class PhotoCanvas;

/// The picture of the pupil who is looked at: one photo, two beside each other, or the crop editor. A
/// decision is let through only for what was painted here, so the stage owns the gate. Interface thread only.
class PhotoStage : public wxSimplebook {
  public:
    enum class Page { photo, compare, crop };

    PhotoStage(wxWindow* parent, UiContext&, const model::QueueModel&);

    /// The queue's current row; at once when its picture was decoded ahead. `emptyWords` stand there when
    /// there is no row.
    void showCurrent(const std::string& emptyWords);
    /// The pictures are read anew when they are shown next.
    void forget() { m_loader.clear(); }
    const Preview* shown() const { return m_shown.get(); } ///< null: still loading, or no row
    Page page() const { return m_page; }
    model::ReviewGate& gate() { return m_gate; }
    const model::ReviewGate& gate() const { return m_gate; }

    /// What the checks found, over the one photo; in the comparison between the two.
    void setMarks(std::vector<PhotoMark>);
    void showChecks(const app::PhotoAdvice& present, const app::PhotoAdvice& fresh);
    void zoom(double by);
    void fit();
    void blinkWhileHeld(int keyCode); ///< old and new in one place by turns
    void toggleFrames();

    /// `suggested` is asked once the picture is there; the checks may be done by then.
    void openCrop(std::function<std::optional<domain::CropParams>()> suggested);
    void closeCrop();
    bool cropKey(wxKeyEvent&); ///< false when the editor has no use for it
    /// Letters typed there decide about the photo.
    bool owns(const wxWindow* focus) const;

    std::function<void()> onShown;                         ///< shown() is another one, or newer
    std::function<void()> onPage;                          ///< page() changed
    std::function<void(const domain::PhotoFile&)> onNewer; ///< the file is newer than its row
    std::function<void(const domain::CropParams&)> onCrop;
    std::function<void()> onCropCancelled;
    std::function<void(const Error&)> onFailed;

  private:
    void build();
    wxSize pictureBox() const;
    void setPage(Page);
    void display(const PreviewPtr&);
    void displayCompare(const Preview&);
    void nothingToShow(const std::string& words);
    void resized();
    void wantAhead();
    void arrived(const PreviewLoader::Key&, const PreviewPtr&);
    void painted();
    void loadLarger();
    const domain::Photo* photo() const { return m_shown ? m_shown->photo() : nullptr; }

    UiContext& m_context;
    const model::QueueModel& m_queue;
    PreviewLoader m_loader;
    model::ReviewGate m_gate;
    KeyHold m_blinkKey;
    PreviewPtr m_shown;
    model::ReviewGate::ShownPhoto m_seen;        ///< of m_shown
    std::optional<domain::StudentId> m_expected; ///< the pupil whose picture is to come
    std::string m_emptyWords;
    Page m_page = Page::photo;
    bool m_firstShown = false;
    app::TaskRunner::Scope m_scope; ///< renewed when another photo is shown
    wxTimer m_resizing;             ///< pictures of the new size once the window keeps it
    PhotoCanvas* m_canvas = nullptr;
    CompareView* m_compare = nullptr;
    CropEditor* m_crop = nullptr;
};

} // namespace esek::ui
