#include "ui/model/CropModel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace esek::ui::model {

Size turnedSize(int width, int height, int quarterTurns) {
    const bool lying = quarterTurns % 2 != 0;
    return {static_cast<double>(lying ? height : width), static_cast<double>(lying ? width : height)};
}

domain::CropParams centredFrame(int width, int height, double aspect) {
    domain::CropParams c;
    if (width <= 0 || height <= 0)
        return c;
    const double shape = static_cast<double>(width) / height;
    if (shape > aspect) {
        c.w = aspect / shape;
        c.x = (1 - c.w) / 2;
    } else {
        c.h = shape / aspect;
        c.y = (1 - c.h) / 2;
    }
    return c;
}

std::array<Vec, 4> frameCorners(const domain::CropParams& crop, Size turned) {
    const double w = crop.w * turned.w;
    const double h = crop.h * turned.h;
    const double cx = crop.x * turned.w + w / 2;
    const double cy = crop.y * turned.h + h / 2;
    // The picture turns clockwise under the frame, so over the picture the frame tilts the other way.
    const double a = -crop.fineDegrees * std::numbers::pi / 180;
    const auto at = [&](double dx, double dy) {
        return Vec{cx + dx * std::cos(a) - dy * std::sin(a), cy + dx * std::sin(a) + dy * std::cos(a)};
    };
    return {at(-w / 2, -h / 2), at(w / 2, -h / 2), at(w / 2, h / 2), at(-w / 2, h / 2)};
}

CropModel::CropModel(int width, int height, std::optional<domain::CropParams> stored,
                     std::optional<domain::CropParams> suggested, double aspect)
    : m_width(std::max(1, width)), m_height(std::max(1, height)), m_aspect(aspect), m_suggested(suggested) {
    m_crop = stored ? *stored : suggested ? *suggested : centredFrame(m_width, m_height, aspect);
    // What is stored may come from another aspect: the frame that is shown is the one that will be saved.
    const Box f = frame();
    m_start = m_crop;
    if (std::abs(f.w / std::max(1.0, f.h) - m_aspect) > 0.005) {
        setFrame(f.x + f.w / 2, f.y + f.h / 2, f.h);
        m_start = m_crop;
    }
}

Size CropModel::turned() const {
    return turnedSize(m_width, m_height, m_crop.quarterTurns);
}

Box CropModel::frame() const {
    const Size t = turned();
    return {m_crop.x * t.w, m_crop.y * t.h, m_crop.w * t.w, m_crop.h * t.h};
}

std::array<Vec, 4> CropModel::corners() const {
    return frameCorners(m_crop, turned());
}

bool CropModel::leavesPicture() const {
    const Size t = turned();
    const auto all = corners();
    return std::any_of(all.begin(), all.end(),
                       [&](Vec c) { return c.x < -0.5 || c.y < -0.5 || c.x > t.w + 0.5 || c.y > t.h + 0.5; });
}

double CropModel::dpi(double windowHeightMm) const {
    return frame().h / (windowHeightMm / 25.4);
}

double CropModel::largestHeight() const {
    const Size t = turned();
    return std::min(t.h, t.w / m_aspect);
}

void CropModel::setFrame(double cx, double cy, double h) {
    const Size t = turned();
    h = std::clamp(h, largestHeight() * kSmallest, largestHeight());
    const double w = h * m_aspect;
    const double x = std::clamp(cx - w / 2, 0.0, std::max(0.0, t.w - w));
    const double y = std::clamp(cy - h / 2, 0.0, std::max(0.0, t.h - h));
    m_crop.x = x / t.w;
    m_crop.y = y / t.h;
    m_crop.w = w / t.w;
    m_crop.h = h / t.h;
}

CropModel::Grip CropModel::gripAt(Vec p, double tolerance) const {
    static constexpr Grip kCorners[] = {Grip::topLeft, Grip::topRight, Grip::bottomRight, Grip::bottomLeft};
    const auto all = corners();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (std::hypot(all[i].x - p.x, all[i].y - p.y) <= tolerance)
            return kCorners[i];
    }
    for (std::size_t i = 0; i < all.size(); ++i) { // inside when it lies to the right of every edge
        const Vec a = all[i];
        const Vec b = all[(i + 1) % all.size()];
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) < 0)
            return Grip::none;
    }
    return Grip::move;
}

void CropModel::beginDrag(Grip grip, Vec at) {
    m_grip = grip;
    m_dragFrom = at;
    m_dragFrame = frame();
}

void CropModel::drag(Vec at) {
    const Box& f = m_dragFrame;
    const double dx = at.x - m_dragFrom.x;
    const double dy = at.y - m_dragFrom.y;
    if (m_grip == Grip::none)
        return;
    if (m_grip == Grip::move) {
        setFrame(f.x + f.w / 2 + dx, f.y + f.h / 2 + dy, f.h);
        return;
    }
    const bool left = m_grip == Grip::topLeft || m_grip == Grip::bottomLeft;
    const bool top = m_grip == Grip::topLeft || m_grip == Grip::topRight;
    // The corner across stays where it is; the larger of the two movements decides.
    const Vec fixed{left ? f.x + f.w : f.x, top ? f.y + f.h : f.y};
    const Size t = turned();
    const double byWidth = (f.w + (left ? -dx : dx)) / m_aspect;
    const double byHeight = f.h + (top ? -dy : dy);
    const double roomX = (left ? fixed.x : t.w - fixed.x) / m_aspect;
    const double roomY = top ? fixed.y : t.h - fixed.y;
    double h = std::abs(byWidth - f.h) > std::abs(byHeight - f.h) ? byWidth : byHeight;
    h = std::clamp(h, largestHeight() * kSmallest,
                   std::max(largestHeight() * kSmallest, std::min(roomX, roomY)));
    const double w = h * m_aspect;
    setFrame(fixed.x + (left ? -w / 2 : w / 2), fixed.y + (top ? -h / 2 : h / 2), h);
}

void CropModel::nudge(double dx, double dy) {
    const Box f = frame();
    setFrame(f.x + f.w / 2 + dx, f.y + f.h / 2 + dy, f.h);
}

void CropModel::grow(double factor) {
    const Box f = frame();
    setFrame(f.x + f.w / 2, f.y + f.h / 2, f.h * factor);
}

void CropModel::turn(int quarters) {
    const double height = frame().h;
    Vec centre{m_crop.x + m_crop.w / 2, m_crop.y + m_crop.h / 2};
    const int steps = ((quarters % 4) + 4) % 4;
    for (int i = 0; i < steps; ++i) {
        m_crop.quarterTurns = (m_crop.quarterTurns + 1) % 4;
        centre = {1 - centre.y, centre.x};
    }
    const Size t = turned();
    setFrame(centre.x * t.w, centre.y * t.h, height);
}

void CropModel::setFine(double degrees) {
    m_crop.fineDegrees = std::clamp(degrees, -kMaxFine, kMaxFine);
}

void CropModel::reset() {
    m_crop = m_suggested ? *m_suggested : centredFrame(m_width, m_height, m_aspect);
}

} // namespace esek::ui::model
