#pragma once
#include "ui/cards/ScreenCanvas.h"
#include "ui/model/PlacesModel.h"

#include <functional>
#include <optional>

namespace esek::ui {

/// A specimen of the card with a box around each place, which the mouse and the arrow keys move and size.
/// Interface thread only.
class PlacesCanvas : public ScreenCanvas {
  public:
    PlacesCanvas(wxWindow* parent, int windowId, model::PlacesModel&);
    std::function<void()> onChosen;  ///< another place was chosen
    std::function<void()> onChanged; ///< the chosen place was moved or sized
    /// A picture of a real blank, as wide and high as the card.
    void showBlank(const wxBitmap& blank) { setBlank(blank); }
    bool AcceptsFocus() const override { return true; }
    void told(); ///< the model was changed elsewhere

  private:
    void overlay(wxGraphicsContext&, double pixelsPerMm) override;
    void mouse(wxMouseEvent&);
    void key(wxKeyEvent&);
    void chosen(std::size_t place);
    void describe();
    struct Drag {
        double x = 0, y = 0; ///< mm, where the pointer was
        bool size = false;
    };
    model::PlacesModel& m_model;
    std::optional<Drag> m_drag;
};

} // namespace esek::ui
