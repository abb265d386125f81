#pragma once
#include "domain/Photo.h"
#include "ui/model/EyeAlignment.h"

#include <string>
#include <vector>

namespace esek::ui::model {

/// The accepted photo and the one that is to replace it. One viewport for both; side by side, or one over the
/// other while the clerk blinks or swipes.
class CompareModel {
  public:
    enum class Layout { sideBySide, present, fresh, swipe };

    Viewport viewport;

    Layout layout() const;
    void setBlinking(bool on); ///< while the key is held; the two pictures alternate
    bool blinking() const { return m_blinking; }
    void blinkTick() { m_freshShown = !m_freshShown; }
    /// 0: only side by side; above it the share of the width that shows the new photo laid over the present
    /// one.
    void setSwipe(double share);
    double swipe() const { return m_swipe; }
    /// Of a face that was found; else nothing to align by.
    void setEyes(std::optional<EyePair> present, std::optional<EyePair> fresh);
    bool canAlign() const { return m_presentEyes && m_freshEyes; }
    void setAligned(bool on) { m_aligned = on; } ///< the wish is kept for the next photos
    bool aligned() const { return m_aligned && canAlign(); }
    /// Where the present photo lies; the new one lies where the viewport places it.
    Placement placePresent(Size present, Size fresh, Size pane) const;
    void restart();

  private:
    bool m_blinking = false;
    bool m_freshShown = true;
    double m_swipe = 0;
    bool m_aligned = false;
    std::optional<EyePair> m_presentEyes, m_freshEyes;
};

/// What sets the two photos apart, one row each: label, present, new.
struct Difference {
    std::string label;
    std::string present;
    std::string fresh;
};
std::vector<Difference> differences(const domain::Photo& present, const domain::Photo& fresh);

} // namespace esek::ui::model
