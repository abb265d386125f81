#pragma once
#include "app/CardTemplates.h"

#include <optional>
#include <vector>

namespace esek::ui::model {

/// The places of a blank while a person moves them: steps of a tenth of a millimetre, always on the card, the
/// photo in its proportion, the line of a text with its box. Interface thread only.
class PlacesModel {
  public:
    /// As they are saved.
    void set(app::CardLayoutPlan);
    /// From elsewhere (a file, the bundled template), not saved yet.
    void take(app::CardLayoutPlan);
    const app::CardLayoutPlan& plan() const { return m_plan; }
    bool loaded() const { return !m_plan.places.empty(); }
    bool changed() const { return m_plan != m_saved; }
    void revert();
    bool undo(); ///< the last change; false when there is none

    std::size_t size() const { return m_plan.places.size(); }
    std::size_t chosen() const { return m_chosen; }
    void choose(std::size_t place);
    const app::CardPlace& place() const { return m_plan.places[m_chosen]; }

    /// Millimetres. What would leave the card stays at its edge.
    void move(double right, double down);
    void resize(double wider, double taller);
    /// What a person typed for the chosen place; the rules above hold for it too.
    void put(app::CardPlace);
    /// A drag: the changes until end() are taken back as one.
    void begin();
    void end();

    /// The smallest place that has this point, mm.
    std::optional<std::size_t> at(double x, double y) const;
    /// The point is at the lower right corner of the chosen place, by which its size is dragged.
    bool atHandle(double x, double y, double reachMm) const;

  private:
    app::CardPlace fitted(app::CardPlace) const;
    void change(const app::CardPlace&);
    app::CardLayoutPlan m_saved, m_plan;
    std::size_t m_chosen = 0;
    std::vector<app::CardLayoutPlan> m_before;
    bool m_together = false;
};

} // namespace esek::ui::model
