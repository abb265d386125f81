#pragma once
#include <wx/window.h>

#include "ui/model/CropModel.h"

namespace esek::ui {

class CropEditor;

/// Where the frame is dragged. Part of the CropEditor.
class CropCanvas : public wxWindow {
  public:
    explicit CropCanvas(CropEditor& editor);

  private:
    void paint(wxPaintEvent&);
    void mouse(wxMouseEvent&);
    model::Box place() const;
    model::Vec toPicture(wxPoint) const;
    double tolerance() const;
    CropEditor& m_editor;
};

} // namespace esek::ui
