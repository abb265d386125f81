#include "ui/controls/CropCanvas.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/CropEditor.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/review/ReviewIds.h"
#include "ui/theme/Theme.h"

#include <memory>
#include <wx/dcbuffer.h>

namespace esek::ui {

using Grip = model::CropModel::Grip;

CropCanvas::CropCanvas(CropEditor& editor) : m_editor(editor) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Create(&editor, id::cropPicture, wxDefaultPosition, wxDefaultSize,
           wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE);
    setAccessibleName(*this, T(tr("Frame of the card")));
    SetMinSize(FromDIP(wxSize(200, 240)));
    Bind(wxEVT_PAINT, &CropCanvas::paint, this);
    for (const auto& type : {wxEVT_LEFT_DOWN, wxEVT_LEFT_UP, wxEVT_MOTION})
        Bind(type, &CropCanvas::mouse, this);
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& e) {
        m_editor.m_model.grow(e.GetWheelRotation() > 0 ? 1.03 : 1 / 1.03);
        m_editor.changed();
    });
    Bind(wxEVT_MOUSE_CAPTURE_LOST, [this](wxMouseCaptureLostEvent&) { m_editor.m_model.endDrag(); });
    for (const auto& type : {wxEVT_SET_FOCUS, wxEVT_KILL_FOCUS})
        Bind(type, [this](wxFocusEvent& e) {
            e.Skip();
            Refresh(false);
        });
}

model::Box CropCanvas::place() const {
    const wxSize s = GetClientSize();
    const double edge = FromDIP(10); // room for the handles
    const model::Box b = model::fitInto(m_editor.m_model.turned(), {s.x - 2 * edge, s.y - 2 * edge});
    return {b.x + edge, b.y + edge, b.w, b.h};
}

model::Vec CropCanvas::toPicture(wxPoint p) const {
    const model::Box b = place();
    const model::Size t = m_editor.m_model.turned();
    return {(p.x - b.x) / b.w * t.w, (p.y - b.y) / b.h * t.h};
}

double CropCanvas::tolerance() const {
    return FromDIP(12) * m_editor.m_model.turned().w / std::max(1.0, place().w);
}

void CropCanvas::mouse(wxMouseEvent& e) {
    model::CropModel& m = m_editor.m_model;
    const model::Vec at = toPicture(e.GetPosition());
    if (e.LeftDown()) {
        SetFocus();
        m.beginDrag(m.gripAt(at, tolerance()), at);
        if (m.dragging() && !HasCapture())
            CaptureMouse();
    } else if (e.LeftUp()) {
        m.endDrag();
        if (HasCapture())
            ReleaseMouse();
    } else if (m.dragging()) {
        m.drag(at);
        m_editor.changed();
    } else {
        switch (m.gripAt(at, tolerance())) {
        case Grip::topLeft:
        case Grip::bottomRight:
            SetCursor(wxCursor(wxCURSOR_SIZENWSE));
            break;
        case Grip::topRight:
        case Grip::bottomLeft:
            SetCursor(wxCursor(wxCURSOR_SIZENESW));
            break;
        case Grip::move:
            SetCursor(wxCursor(wxCURSOR_SIZING));
            break;
        case Grip::none:
            SetCursor(wxNullCursor);
            break;
        }
    }
}

void CropCanvas::paint(wxPaintEvent&) {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(tone(Tone::canvas));
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> gc(wxGraphicsContext::CreateFromUnknownDC(dc));
    if (!gc || !m_editor.m_turned)
        return;
    const model::CropModel& m = m_editor.m_model;
    const model::Box b = place();
    drawPicture(*gc, *m_editor.m_turned, b);
    drawFrame(*gc, m.corners(), m.turned(), b, true);
    drawGuides(*gc, m.corners(), m.turned(), b);
    if (HasFocus()) {
        gc->SetPen(wxPen(tone(Tone::accent), FromDIP(2)));
        gc->SetBrush(*wxTRANSPARENT_BRUSH);
        const wxSize s = GetClientSize();
        gc->DrawRectangle(1, 1, s.x - 2, s.y - 2);
    }
}

} // namespace esek::ui
