#pragma once
#include "ui/controls/PhotoPicture.h"
#include "ui/model/CheckDifferences.h"
#include "ui/model/CompareModel.h"

#include <functional>
#include <wx/panel.h>
#include <wx/timer.h>

class wxCheckBox;
class wxSlider;
class wxToggleButton;

namespace esek::ui {

class CompareCanvas;
class CompareFindings;

/// The accepted photo and the new one: side by side with one zoom and pan, blinking in one place, or swiped
/// over.
class CompareView : public wxPanel {
  public:
    explicit CompareView(wxWindow* parent);

    /// Captions: who sent it, when, from where. A missing picture is told in words.
    void show(PicturePtr present, PicturePtr fresh, const std::string& presentCaption,
              const std::string& freshCaption);
    /// What the checks said of both, once they did; the eyes as the pictures are shown.
    struct Checks {
        std::optional<model::EyePair> presentEyes, freshEyes;
        std::vector<model::CheckDifference> differences;
    };
    void showChecks(Checks);
    const CompareFindings& findings() const { return *m_findings; }
    void align(bool on);
    void zoom(double factor);
    void fit();
    void holdBlink(bool on);
    void focusFirst();
    const model::CompareModel& model() const { return m_model; }
    wxSize pictureBox() const;
    std::function<void()> onPainted;

  private:
    friend class CompareCanvas;
    void changed();
    model::CompareModel m_model;
    PicturePtr m_present;
    PicturePtr m_fresh;
    std::string m_presentCaption;
    std::string m_freshCaption;
    CompareCanvas* m_canvas;
    wxSlider* m_swipe;
    wxToggleButton* m_blink;
    wxCheckBox* m_align;
    CompareFindings* m_findings;
    wxTimer m_timer;
};

} // namespace esek::ui
