#include "ui/settings/PlacesCanvas.h"

#include "base/Format.h"
#include "base/Number.h"
#include "base/Translate.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/graphics.h>

namespace esek::ui {

namespace {

constexpr double kStepMm = 0.1, kLargeStepMm = 1;
constexpr int kHandle = 8;     ///< device-independent pixels of the corner by which a size is dragged
constexpr double kReach = 1.2; ///< of it, beyond its edge

} // namespace

PlacesCanvas::PlacesCanvas(wxWindow* parent, int windowId, model::PlacesModel& model)
    : ScreenCanvas(parent), m_model(model) {
    SetId(windowId);
    setAccessibleName(*this, T(tr("Places on the card")));
    for (const auto& type : {wxEVT_LEFT_DOWN, wxEVT_LEFT_UP, wxEVT_MOTION})
        Bind(type, &PlacesCanvas::mouse, this);
    Bind(wxEVT_MOUSE_CAPTURE_LOST, [this](wxMouseCaptureLostEvent&) {
        m_drag.reset();
        m_model.end();
    });
    Bind(wxEVT_KEY_DOWN, &PlacesCanvas::key, this);
    for (const auto& type : {wxEVT_SET_FOCUS, wxEVT_KILL_FOCUS})
        Bind(type, [this](wxFocusEvent& e) {
            e.Skip();
            Refresh();
        });
}

void PlacesCanvas::overlay(wxGraphicsContext& gc, double scale) {
    const app::CardLayoutPlan& plan = m_model.plan();
    for (std::size_t i = 0; i < plan.places.size(); ++i) {
        const app::CardPlace& place = plan.places[i];
        const bool here = i == m_model.chosen();
        const double x = place.x * scale, y = place.y * scale;
        const double w = place.width * scale, h = place.height * scale;
        gc.SetBrush(*wxTRANSPARENT_BRUSH);
        // A light line with a dark one under it is seen on any blank.
        gc.SetPen(wxPen(wxColour(255, 255, 255, 200), FromDIP(here ? 4 : 2)));
        gc.DrawRectangle(x, y, w, h);
        gc.SetPen(wxPen(here ? wxColour(200, 0, 90) : wxColour(30, 80, 160), FromDIP(here ? 2 : 1),
                        here && !HasFocus() ? wxPENSTYLE_SHORT_DASH : wxPENSTYLE_SOLID));
        gc.DrawRectangle(x, y, w, h);
        if (!place.isPhoto())
            gc.StrokeLine(x, place.baseline * scale, x + w, place.baseline * scale);
        if (!here)
            continue;
        const double handle = FromDIP(kHandle);
        gc.SetBrush(wxBrush(wxColour(200, 0, 90)));
        gc.DrawRectangle(x + w - handle / 2, y + h - handle / 2, handle, handle);
    }
}

void PlacesCanvas::mouse(wxMouseEvent& e) {
    const Place at = place();
    if (at.scale <= 0 || !m_model.loaded())
        return;
    const double x = (e.GetX() - at.x) / at.scale, y = (e.GetY() - at.y) / at.scale;
    const double reach = FromDIP(kHandle) * kReach / at.scale;
    if (e.LeftDown()) {
        SetFocus();
        const bool size = m_model.atHandle(x, y, reach);
        const auto found = m_model.at(x, y);
        if (!size && !found)
            return;
        if (!size && *found != m_model.chosen())
            chosen(*found);
        m_model.begin();
        m_drag = Drag{x, y, size};
        CaptureMouse();
        return;
    }
    if (m_drag && (e.LeftUp() || !e.LeftIsDown())) {
        m_drag.reset();
        m_model.end();
        if (HasCapture())
            ReleaseMouse();
        if (onChanged)
            onChanged();
        return;
    }
    if (!m_drag) {
        SetCursor(wxCursor(m_model.atHandle(x, y, reach) ? wxCURSOR_SIZENWSE
                           : m_model.at(x, y)            ? wxCURSOR_SIZING
                                                         : wxCURSOR_ARROW));
        return;
    }
    // What is less than a step stays for the next movement.
    const auto steps = [](double mm) { return static_cast<int>(mm / kStepMm) * kStepMm; };
    const double dx = steps(x - m_drag->x), dy = steps(y - m_drag->y);
    if (dx == 0 && dy == 0)
        return;
    m_drag->size ? m_model.resize(dx, dy) : m_model.move(dx, dy);
    m_drag->x += dx;
    m_drag->y += dy;
    told();
    if (onChanged)
        onChanged();
}

void PlacesCanvas::key(wxKeyEvent& e) {
    if (!m_model.loaded())
        return e.Skip();
    const double step = e.ShiftDown() ? kLargeStepMm : kStepMm;
    double right = 0, down = 0;
    switch (e.GetKeyCode()) {
    case WXK_LEFT:
        right = -step;
        break;
    case WXK_RIGHT:
        right = step;
        break;
    case WXK_UP:
        down = -step;
        break;
    case WXK_DOWN:
        down = step;
        break;
    case WXK_PAGEUP:
        return chosen((m_model.chosen() + m_model.size() - 1) % m_model.size());
    case WXK_PAGEDOWN:
        return chosen((m_model.chosen() + 1) % m_model.size());
    default:
        return e.Skip();
    }
    e.ControlDown() ? m_model.resize(right, down) : m_model.move(right, down);
    told();
    if (onChanged)
        onChanged();
}

void PlacesCanvas::chosen(std::size_t place) {
    m_model.choose(place);
    told();
    if (onChosen)
        onChosen();
}

void PlacesCanvas::told() {
    describe();
    Refresh();
}

void PlacesCanvas::describe() {
    if (!m_model.loaded())
        return;
    const app::CardPlace& place = m_model.place();
    setAccessibleDescription(
        *this, format(runtime(tr("{name}: {x} mm from the left, {y} mm from above, {w} × {h} mm")),
                      fmt::arg("name", place.label), fmt::arg("x", numberText(place.x, 1)),
                      fmt::arg("y", numberText(place.y, 1)), fmt::arg("w", numberText(place.width, 1)),
                      fmt::arg("h", numberText(place.height, 1))));
}

} // namespace esek::ui
