#include "ui/controls/CompareCanvas.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/review/ReviewIds.h"
#include "ui/theme/Theme.h"

#include <cmath>
#include <memory>
#include <wx/control.h>
#include <wx/dcbuffer.h>
#include <wx/settings.h>

namespace esek::ui {

using Layout = model::CompareModel::Layout;

CompareCanvas::CompareCanvas(CompareView& view) : m_view(view) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Create(&view, id::reviewCompare, wxDefaultPosition, wxDefaultSize,
           wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE);
    setAccessibleName(*this, T(tr("Present and new photo")));
    setAccessibleRole(*this, AccessibleRole::image);
    SetMinSize(FromDIP(wxSize(260, 200)));
    Bind(wxEVT_PAINT, &CompareCanvas::paint, this);
    for (const auto& type :
         {wxEVT_LEFT_DOWN, wxEVT_LEFT_UP, wxEVT_MOTION, wxEVT_LEFT_DCLICK, wxEVT_MOUSEWHEEL})
        Bind(type, &CompareCanvas::mouse, this);
    Bind(wxEVT_MOUSE_CAPTURE_LOST, [this](wxMouseCaptureLostEvent&) { m_dragFrom.reset(); });
}

bool CompareCanvas::sideBySide() const {
    return m_view.m_model.layout() == Layout::sideBySide;
}

double CompareCanvas::captionHeight() const {
    return GetTextExtent("Ąg").y * 2 + FromDIP(12);
}

model::Size CompareCanvas::pane() const {
    const wxSize s = GetClientSize();
    const double gap = FromDIP(6);
    return {sideBySide() ? (s.x - gap) / 2 : static_cast<double>(s.x), std::max(1.0, s.y - captionHeight())};
}

const PhotoPicture* CompareCanvas::reference() const {
    return m_view.m_fresh ? m_view.m_fresh.get() : m_view.m_present.get();
}

model::Vec CompareCanvas::inPane(wxPoint p) const {
    const double second = pane().w + FromDIP(6);
    const double x = sideBySide() && p.x >= second ? p.x - second : p.x;
    return {x, p.y - captionHeight()};
}

void CompareCanvas::mouse(wxMouseEvent& e) {
    const PhotoPicture* picture = reference();
    model::Viewport& viewport = m_view.m_model.viewport;
    if (e.LeftDown()) {
        SetFocus();
        m_dragFrom = e.GetPosition();
        if (!HasCapture())
            CaptureMouse();
    } else if (e.LeftUp()) {
        m_dragFrom.reset();
        if (HasCapture())
            ReleaseMouse();
    } else if (e.LeftDClick()) {
        viewport.fit();
        Refresh(false);
    } else if (picture && e.GetWheelRotation() != 0) {
        viewport.zoomAt(e.GetWheelRotation() > 0 ? model::Viewport::kStep : 1 / model::Viewport::kStep,
                        picture->full(), pane(), inPane(e.GetPosition()));
        Refresh(false);
    } else if (picture && m_dragFrom && e.Dragging()) {
        const wxPoint by = e.GetPosition() - *m_dragFrom;
        m_dragFrom = e.GetPosition();
        viewport.panBy({static_cast<double>(by.x), static_cast<double>(by.y)}, picture->full(), pane());
        Refresh(false);
    }
}

void CompareCanvas::drawPane(wxGraphicsContext& gc, const PicturePtr& picture, const model::Placement& place,
                             const std::string& caption, const std::string& missing, double left,
                             double clipFrom, double clipTo) {
    const model::Size room = pane();
    const double top = captionHeight();
    gc.PushState();
    gc.Clip(clipFrom, 0, clipTo - clipFrom, top + room.h);
    gc.SetBrush(wxBrush(tone(Tone::canvas)));
    gc.SetPen(wxNullPen);
    gc.DrawRectangle(left, top, room.w, room.h);
    if (picture) {
        gc.Clip(std::max(left, clipFrom), top, std::min(room.w, clipTo - std::max(left, clipFrom)), room.h);
        gc.PushState();
        gc.Translate(left + place.pivot.x, top + place.pivot.y);
        gc.Rotate(place.radians);
        drawPicture(gc, *picture,
                    {place.box.x - place.pivot.x, place.box.y - place.pivot.y, place.box.w, place.box.h});
        gc.PopState();
        gc.ResetClip();
        gc.Clip(clipFrom, 0, clipTo - clipFrom, top + room.h);
    }
    gc.SetFont(GetFont(), wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOWTEXT));
    const wxString all = picture ? wx(caption) : wx(missing);
    double y = FromDIP(4);
    wxClientDC measure(this);
    measure.SetFont(GetFont());
    bool first = true;
    for (const wxString& lineText : {all.BeforeFirst('\n'), all.AfterFirst('\n')}) {
        wxFont font = GetFont();
        if (first)
            font.MakeBold();
        measure.SetFont(font);
        gc.SetFont(font,
                   wxSystemSettings::GetColour(first ? wxSYS_COLOUR_WINDOWTEXT : wxSYS_COLOUR_WINDOWTEXT));
        const wxString shown =
            wxControl::Ellipsize(lineText, measure, wxELLIPSIZE_END, static_cast<int>(room.w) - FromDIP(12));
        gc.DrawText(shown, left + FromDIP(6), y);
        y += measure.GetTextExtent("Ąg").y + FromDIP(2);
        first = false;
    }
    gc.PopState();
}

void CompareCanvas::paint(wxPaintEvent&) {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOW));
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> gc(wxGraphicsContext::CreateFromUnknownDC(dc));
    if (!gc)
        return;
    const CompareView& v = m_view;
    const bool loading = v.m_presentCaption.empty() && v.m_freshCaption.empty();
    const std::string gone = loading ? tr("Loading…") : tr("This photo cannot be shown.");
    const wxSize s = GetClientSize();
    if (s.x <= FromDIP(8) ||
        s.y <= captionHeight()) // before the first layout: the halves would be of less than nothing
        return;
    const auto present = [&](double left, double from, double to) {
        const auto place = v.m_present
                               ? v.m_model.placePresent(v.m_present->full(),
                                                        v.m_fresh ? v.m_fresh->full() : model::Size{}, pane())
                               : model::Placement{};
        drawPane(*gc, v.m_present, place, v.m_presentCaption, gone, left, from, to);
    };
    const auto fresh = [&](double left, double from, double to) {
        const model::Placement place{
            v.m_fresh ? v.m_model.viewport.place(v.m_fresh->full(), pane()) : model::Box{}, {}, 0};
        drawPane(*gc, v.m_fresh, place, v.m_freshCaption, gone, left, from, to);
    };
    switch (v.m_model.layout()) {
    case Layout::sideBySide: {
        const double half = pane().w;
        present(0, 0, half);
        fresh(half + FromDIP(6), half + FromDIP(6), s.x);
        break;
    }
    case Layout::present:
        present(0, 0, s.x);
        break;
    case Layout::fresh:
        fresh(0, 0, s.x);
        break;
    case Layout::swipe: {
        const double edge = std::round(s.x * (1 - v.m_model.swipe()));
        present(0, 0, edge);
        // The new one from the right; its words would be cut, so they stand at the edge.
        gc->PushState();
        fresh(0, edge, s.x);
        gc->PopState();
        gc->SetPen(wxPen(tone(Tone::accent), FromDIP(2)));
        gc->StrokeLine(edge, 0, edge, s.y);
        break;
    }
    }
    if (v.m_fresh && v.m_present && v.onPainted)
        v.onPainted();
}

} // namespace esek::ui
