#pragma once
#include "ui/controls/CompareView.h"

#include <optional>
#include <wx/window.h>

namespace esek::ui {

/// Paints both pictures of a CompareView and takes the mouse. Part of it.
class CompareCanvas : public wxWindow {
  public:
    explicit CompareCanvas(CompareView& view);
    model::Size pane() const; ///< what one picture has, in logical pixels

  private:
    void paint(wxPaintEvent&);
    void mouse(wxMouseEvent&);
    double captionHeight() const;
    bool sideBySide() const;
    void drawPane(wxGraphicsContext&, const PicturePtr&, const model::Placement&, const std::string& caption,
                  const std::string& missing, double left, double clipFrom, double clipTo);
    model::Vec inPane(wxPoint) const;
    const PhotoPicture* reference() const;
    CompareView& m_view;
    std::optional<wxPoint> m_dragFrom;
};

} // namespace esek::ui
