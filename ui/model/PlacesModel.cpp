#include "ui/model/PlacesModel.h"

#include <algorithm>
#include <cmath>

namespace esek::ui::model {

using app::CardPlace;

namespace {

constexpr double kLeastMm = 1.5;
constexpr double kLeastPt = 5, kMostPt = 30; // as the templates allow
constexpr std::size_t kKept = 200;           // changes that can be taken back

double tenths(double mm) {
    return std::round(mm * 10) / 10;
}

double hundredths(double mm) {
    return std::round(mm * 100) / 100;
}

} // namespace

void PlacesModel::set(app::CardLayoutPlan plan) {
    m_saved = plan;
    m_plan = std::move(plan);
    m_before.clear();
    m_together = false;
    m_chosen = m_chosen < m_plan.places.size() ? m_chosen : 0;
}

void PlacesModel::take(app::CardLayoutPlan plan) {
    m_before.push_back(m_plan);
    m_plan = std::move(plan);
    m_chosen = m_chosen < m_plan.places.size() ? m_chosen : 0;
}

void PlacesModel::revert() {
    set(m_saved);
}

bool PlacesModel::undo() {
    if (m_before.empty())
        return false;
    m_plan = std::move(m_before.back());
    m_before.pop_back();
    m_together = false;
    return true;
}

void PlacesModel::choose(std::size_t place) {
    if (place < m_plan.places.size())
        m_chosen = place;
}

void PlacesModel::begin() {
    m_before.push_back(m_plan);
    m_together = true;
}

void PlacesModel::end() {
    if (!m_together)
        return;
    m_together = false;
    if (!m_before.empty() && m_before.back() == m_plan) // a click that moved nothing
        m_before.pop_back();
}

CardPlace PlacesModel::fitted(CardPlace place) const {
    place.width = std::clamp(place.width, kLeastMm, m_plan.widthMm);
    place.height = std::clamp(place.height, kLeastMm, m_plan.heightMm);
    if (place.isPhoto()) {
        // The picture is cropped before it comes to the card, so its proportion is not to be changed here.
        const CardPlace& usual = m_saved.places.front();
        const double shape = usual.width / usual.height;
        place.width = std::min({place.width, m_plan.widthMm, m_plan.heightMm * shape});
        place.height = hundredths(place.width / shape);
    }
    place.x = std::clamp(place.x, 0.0, hundredths(m_plan.widthMm - place.width));
    place.y = std::clamp(place.y, 0.0, hundredths(m_plan.heightMm - place.height));
    if (!place.isPhoto()) {
        place.baseline = std::clamp(place.baseline, place.y, place.y + place.height);
        place.sizePt = std::clamp(place.sizePt, kLeastPt, kMostPt);
    }
    return place;
}

void PlacesModel::change(const CardPlace& place) {
    const CardPlace next = fitted(place);
    if (next == this->place())
        return;
    if (!m_together) {
        m_before.push_back(m_plan);
        if (m_before.size() > kKept)
            m_before.erase(m_before.begin());
    }
    m_plan.places[m_chosen] = next;
}

void PlacesModel::move(double right, double down) {
    if (!loaded())
        return;
    CardPlace next = place();
    next.x = tenths(next.x + right);
    next.y = tenths(next.y + down);
    next = fitted(next);
    if (!next.isPhoto())
        next.baseline = hundredths(place().baseline + next.y - place().y);
    change(next);
}

void PlacesModel::resize(double wider, double taller) {
    if (!loaded())
        return;
    CardPlace next = place();
    next.width = std::min(tenths(next.width + wider), hundredths(m_plan.widthMm - next.x));
    next.height = std::min(tenths(next.height + taller), hundredths(m_plan.heightMm - next.y));
    if (next.isPhoto() && wider == 0 && taller != 0) // by its height alone
        next.width = next.height * m_saved.places.front().width / m_saved.places.front().height;
    change(next);
}

void PlacesModel::put(CardPlace place) {
    if (!loaded())
        return;
    place.id = this->place().id;
    place.label = this->place().label;
    if (!place.isPhoto() && place.baseline == this->place().baseline) // the line goes along with its box
        place.baseline = hundredths(place.baseline + place.y - this->place().y);
    change(place);
}

std::optional<std::size_t> PlacesModel::at(double x, double y) const {
    std::optional<std::size_t> best;
    const auto area = [&](std::size_t i) { return m_plan.places[i].width * m_plan.places[i].height; };
    for (std::size_t i = 0; i < size(); ++i) {
        const CardPlace& p = m_plan.places[i];
        if (x >= p.x && x <= p.x + p.width && y >= p.y && y <= p.y + p.height &&
            (!best || area(i) < area(*best)))
            best = i;
    }
    return best;
}

bool PlacesModel::atHandle(double x, double y, double reachMm) const {
    return loaded() && std::abs(x - place().x - place().width) <= reachMm &&
           std::abs(y - place().y - place().height) <= reachMm;
}

} // namespace esek::ui::model
