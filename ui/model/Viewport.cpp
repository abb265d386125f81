#include "ui/model/Viewport.h"

#include <algorithm>

namespace esek::ui::model {

namespace {

double fitScale(Size picture, Size pane) {
    if (picture.w <= 0 || picture.h <= 0 || pane.w <= 0 || pane.h <= 0)
        return 1.0;
    return std::min(pane.w / picture.w, pane.h / picture.h);
}

/// A picture that is narrower than the pane stands in the middle, a wider one leaves no gap at its ends.
double clampAxis(double centre, double shown, double pane) {
    if (shown <= pane)
        return 0.5;
    const double half = pane / shown / 2;
    return std::clamp(centre, half, 1 - half);
}

} // namespace

Box fitInto(Size picture, Size pane) {
    const double s = fitScale(picture, pane);
    return {(pane.w - picture.w * s) / 2, (pane.h - picture.h * s) / 2, picture.w * s, picture.h * s};
}

void Viewport::fit() {
    m_zoom = 1.0;
    m_centre = {0.5, 0.5};
}

double Viewport::scale(Size picture, Size pane) const {
    return fitScale(picture, pane) * m_zoom;
}

Box Viewport::place(Size picture, Size pane) const {
    const double s = scale(picture, pane);
    const double w = picture.w * s;
    const double h = picture.h * s;
    const double cx = clampAxis(m_centre.x, w, pane.w);
    const double cy = clampAxis(m_centre.y, h, pane.h);
    return {pane.w / 2 - cx * w, pane.h / 2 - cy * h, w, h};
}

void Viewport::zoomAt(double factor, Size picture, Size pane, Vec at) {
    const Box before = place(picture, pane);
    if (before.w <= 0 || before.h <= 0)
        return;
    const Vec held{(at.x - before.x) / before.w, (at.y - before.y) / before.h};
    m_zoom = std::clamp(m_zoom * factor, 1.0, kMaxZoom);
    if (m_zoom < 1.0001) {
        fit();
        return;
    }
    const double s = scale(picture, pane);
    m_centre = {held.x + (pane.w / 2 - at.x) / (picture.w * s),
                held.y + (pane.h / 2 - at.y) / (picture.h * s)};
    keepInside(picture, pane);
}

void Viewport::panBy(Vec pixels, Size picture, Size pane) {
    const double s = scale(picture, pane);
    if (picture.w <= 0 || picture.h <= 0)
        return;
    m_centre.x -= pixels.x / (picture.w * s);
    m_centre.y -= pixels.y / (picture.h * s);
    keepInside(picture, pane);
}

void Viewport::keepInside(Size picture, Size pane) {
    const double s = scale(picture, pane);
    m_centre = {clampAxis(m_centre.x, picture.w * s, pane.w), clampAxis(m_centre.y, picture.h * s, pane.h)};
}

} // namespace esek::ui::model
