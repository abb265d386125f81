#include "ui/model/CompareModel.h"

#include "base/Translate.h"
#include "ui/model/ReviewTexts.h"

#include <algorithm>

namespace esek::ui::model {

CompareModel::Layout CompareModel::layout() const {
    if (m_blinking)
        return m_freshShown ? Layout::fresh : Layout::present;
    return m_swipe > 0 ? Layout::swipe : Layout::sideBySide;
}

void CompareModel::setBlinking(bool on) {
    if (on && !m_blinking)
        m_freshShown = true;
    m_blinking = on;
}

void CompareModel::setSwipe(double share) {
    m_swipe = std::clamp(share, 0.0, 1.0);
}

void CompareModel::restart() {
    viewport.fit();
    m_blinking = false;
    m_swipe = 0;
    setEyes({}, {});
}

void CompareModel::setEyes(std::optional<EyePair> present, std::optional<EyePair> fresh) {
    m_presentEyes = present;
    m_freshEyes = fresh;
}

Placement CompareModel::placePresent(Size present, Size fresh, Size pane) const {
    if (aligned() && fresh.w > 0 && fresh.h > 0)
        if (const auto placed =
                alignedByEyes(present, *m_presentEyes, viewport.place(fresh, pane), *m_freshEyes))
            return *placed;
    return {viewport.place(present, pane), {}, 0};
}

std::vector<Difference> differences(const domain::Photo& present, const domain::Photo& fresh) {
    std::vector<Difference> rows;
    const Facts a = photoFacts(present);
    const Facts b = photoFacts(fresh);
    for (const auto& [label, value] : b) {
        const auto other =
            std::find_if(a.begin(), a.end(), [&l = label](const auto& fact) { return fact.first == l; });
        rows.push_back({label, other == a.end() ? std::string("–") : other->second, value});
    }
    if (present.blob == fresh.blob)
        rows.push_back({tr("Content"), tr("the same file"), tr("the same file")});
    return rows;
}

} // namespace esek::ui::model
