#pragma once
#include "ui/controls/PhotoMarks.h"
#include "ui/controls/PhotoPicture.h"

#include <functional>
#include <wx/window.h>

namespace esek::ui {

/// One photo as large as the window allows, with the frame of the card over it; zoom by wheel, place by
/// dragging.
class PhotoCanvas : public wxWindow {
  public:
    PhotoCanvas(wxWindow* parent, int windowId);

    void show(PicturePtr, std::optional<domain::CropParams> frame);
    /// No picture: an icon and a sentence instead (loading, broken, none).
    void showWords(const std::string& words, const std::string& iconName = {});
    void setMarks(std::vector<PhotoMark>);
    /// The card's frame and the marks may be hidden, to see the bare photo; below it stands what they mean.
    void showFrames(bool);
    bool framesShown() const { return m_framesShown; }
    bool hasPicture() const { return m_picture != nullptr; }
    const PicturePtr& picture() const { return m_picture; }

    void zoom(double factor); ///< about the middle
    void fit();
    const model::Viewport& viewport() const { return m_viewport; }
    /// Device pixels that a picture fitted into this window may take.
    wxSize pictureBox() const;

    std::function<void()> onPainted; ///< after a picture was painted
    std::function<void()> onZoomed;

  private:
    void paint(wxPaintEvent&);
    void wheel(wxMouseEvent&);
    void mouse(wxMouseEvent&);
    model::Size pane() const;
    PicturePtr m_picture;
    std::optional<domain::CropParams> m_frame;
    std::vector<PhotoMark> m_marks;
    bool m_framesShown = true;
    std::string m_words;
    std::string m_icon;
    model::Viewport m_viewport;
    std::optional<wxPoint> m_dragFrom;
};

/// Draws the picture into `place`; clips nothing.
void drawPicture(wxGraphicsContext&, const PhotoPicture&, const model::Box& place);
/// Icon and words in the middle of a window that has no picture to show.
void drawWords(wxGraphicsContext&, wxWindow*, const std::string& words, const std::string& iconName);

} // namespace esek::ui
