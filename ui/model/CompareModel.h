#pragma once
#include "domain/Photo.h"
#include "ui/model/Viewport.h"

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
    void restart();

  private:
    bool m_blinking = false;
    bool m_freshShown = true;
    double m_swipe = 0;
};

/// What sets the two photos apart, one row each: label, present, new.
struct Difference {
    std::string label;
    std::string present;
    std::string fresh;
};
std::vector<Difference> differences(const domain::Photo& present, const domain::Photo& fresh);

} // namespace esek::ui::model
