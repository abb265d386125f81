#pragma once
#include <vector>
#include <wx/panel.h>

class wxButton;
class wxStaticBitmap;
class wxStaticText;

namespace esek::ui {

/// Above the views until a school works: import the pupils, import their photos, issue the cards. Each step
/// has its button until it is done.
class FirstSteps : public wxPanel {
  public:
    explicit FirstSteps(wxWindow* parent);
    struct State {
        bool pupils = false; ///< there are some
        bool photos = false;
        bool cards = false;
        bool operator==(const State&) const = default;
        bool done() const { return pupils && photos && cards; }
    };
    /// True when the strip came, went or grew.
    bool show(const State&);

  private:
    struct Step {
        wxStaticBitmap* tick;
        wxStaticText* words;
        wxButton* button;
    };
    State m_state{true, true, true};
    std::vector<Step> m_steps;
};

} // namespace esek::ui
