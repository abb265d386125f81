#pragma once
#include "ui/controls/PhotoPicture.h"

#include <functional>
#include <wx/panel.h>

class wxButton;
class wxSlider;
class wxStaticText;

namespace esek::ui {

class CropCanvas;

/// The frame of the card over the whole photo, moved by mouse and keys; beside it what the card will show.
/// The photo itself never changes.
class CropEditor : public wxPanel {
  public:
    explicit CropEditor(wxWindow* parent);

    /// `upright`: the whole photo without quarter turns, decoded for the screen.
    void open(const app::ScreenPictures::Shown& upright, std::optional<domain::CropParams> stored,
              std::optional<domain::CropParams> suggested);
    const model::CropModel& model() const { return m_model; }
    std::function<void(const domain::CropParams&)> onSave;
    std::function<void()> onCancel;
    void focusFirst();
    bool keyPressed(wxKeyEvent&); ///< false: not a key of the editor

  private:
    friend class CropCanvas;
    void changed();
    void turn(int quarters);
    void makeTurned();
    void paintResult(wxPaintEvent&);

    model::CropModel m_model;
    wxImage m_upright; ///< owns its pixels
    int m_fullWidth = 0;
    int m_fullHeight = 0;
    PicturePtr m_turned;
    int m_turnedBy = 0;
    CropCanvas* m_canvas;
    wxWindow* m_result;
    wxSlider* m_fine;
    wxStaticText* m_fineText;
    wxStaticText* m_facts;
};

} // namespace esek::ui
