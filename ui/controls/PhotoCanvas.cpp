#include "ui/controls/PhotoCanvas.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/PhotoIcons.h"
#include "ui/theme/Theme.h"

#include <cmath>
#include <memory>
#include <wx/dcbuffer.h>
#include <wx/settings.h>
#include <wx/tokenzr.h>

namespace esek::ui {

void drawPicture(wxGraphicsContext& gc, const PhotoPicture& picture, const model::Box& place) {
    // At its own size a picture is painted pixel by pixel; between pixels it would be smeared.
    const bool exact = std::abs(place.w - picture.width) < 1.5 && std::abs(place.h - picture.height) < 1.5;
    if (exact) {
        gc.SetInterpolationQuality(wxINTERPOLATION_NONE);
        gc.DrawBitmap(picture.bitmap, std::round(place.x), std::round(place.y), picture.width,
                      picture.height);
        return;
    }
    gc.SetInterpolationQuality(wxINTERPOLATION_GOOD);
    gc.DrawBitmap(picture.bitmap, place.x, place.y, place.w, place.h);
}

void drawWords(wxGraphicsContext& gc, wxWindow* window, const std::string& words,
               const std::string& iconName) {
    const wxSize size = window->GetClientSize();
    const wxColour ink = tone(Tone::muted);
    gc.SetFont(window->GetFont(), ink);
    // Wrapped by words to the width of the window.
    std::vector<wxString> lines;
    wxString line;
    double height = 0;
    double width = 0;
    for (wxStringTokenizer all(wx(words), " "); all.HasMoreTokens();) {
        const wxString word = all.GetNextToken();
        const wxString longer = line.empty() ? word : line + " " + word;
        gc.GetTextExtent(longer, &width, &height);
        if (!line.empty() && width > size.x - window->FromDIP(32)) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    if (!line.empty())
        lines.push_back(line);
    const int side = window->FromDIP(48);
    const double total =
        static_cast<double>(lines.size()) * height + (iconName.empty() ? 0 : side + height / 2);
    double y = (size.y - total) / 2;
    if (!iconName.empty()) {
        const wxBitmap b = paintedIcon(window, iconName, 48, ink);
        gc.DrawBitmap(b, (size.x - side) / 2.0, y, side, side);
        y += side + height / 2;
    }
    for (const wxString& l : lines) {
        gc.GetTextExtent(l, &width, &height);
        gc.DrawText(l, (size.x - width) / 2, y);
        y += height;
    }
}

PhotoCanvas::PhotoCanvas(wxWindow* parent, int windowId) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Create(parent, windowId, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE);
    SetMinSize(FromDIP(wxSize(200, 240)));
    setAccessibleName(*this, T(tr("Photo")));
    setAccessibleRole(*this, AccessibleRole::image);
    Bind(wxEVT_PAINT, &PhotoCanvas::paint, this);
    Bind(wxEVT_MOUSEWHEEL, &PhotoCanvas::wheel, this);
    for (const auto& type : {wxEVT_LEFT_DOWN, wxEVT_LEFT_UP, wxEVT_MOTION, wxEVT_LEFT_DCLICK})
        Bind(type, &PhotoCanvas::mouse, this);
    Bind(wxEVT_MOUSE_CAPTURE_LOST, [this](wxMouseCaptureLostEvent&) { m_dragFrom.reset(); });
    for (const auto& type : {wxEVT_SET_FOCUS, wxEVT_KILL_FOCUS})
        Bind(type, [this](wxFocusEvent& e) {
            e.Skip();
            Refresh(false);
        });
}

model::Size PhotoCanvas::pane() const {
    const wxSize s = GetClientSize();
    return {static_cast<double>(s.x), static_cast<double>(s.y)};
}

wxSize PhotoCanvas::pictureBox() const {
    const double scale = GetContentScaleFactor();
    const wxSize s = GetClientSize();
    return {static_cast<int>(s.x * scale), static_cast<int>(s.y * scale)};
}

void PhotoCanvas::show(PicturePtr picture, std::optional<domain::CropParams> frame) {
    m_picture = std::move(picture);
    m_frame = frame;
    m_words.clear();
    setAccessibleDescription(*this, {});
    Refresh(false);
}

void PhotoCanvas::showWords(const std::string& words, const std::string& iconName) {
    m_picture.reset();
    m_marks.clear();
    m_words = words;
    m_icon = iconName;
    setAccessibleDescription(*this, words);
    m_viewport.fit();
    Refresh(false);
}

void PhotoCanvas::setMarks(std::vector<PhotoMark> marks) {
    m_marks = std::move(marks);
    Refresh(false);
}

void PhotoCanvas::showFrames(bool shown) {
    m_framesShown = shown;
    Refresh(false);
}

void PhotoCanvas::zoom(double factor) {
    if (!m_picture)
        return;
    const model::Size p = pane();
    m_viewport.zoomAt(factor, m_picture->full(), p, {p.w / 2, p.h / 2});
    Refresh(false);
    if (onZoomed)
        onZoomed();
}

void PhotoCanvas::fit() {
    m_viewport.fit();
    Refresh(false);
}

void PhotoCanvas::wheel(wxMouseEvent& e) {
    if (!m_picture || e.GetWheelRotation() == 0)
        return;
    const wxPoint p = e.GetPosition();
    m_viewport.zoomAt(e.GetWheelRotation() > 0 ? model::Viewport::kStep : 1 / model::Viewport::kStep,
                      m_picture->full(), pane(), {static_cast<double>(p.x), static_cast<double>(p.y)});
    Refresh(false);
    if (onZoomed)
        onZoomed();
}

void PhotoCanvas::mouse(wxMouseEvent& e) {
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
        fit();
    } else if (e.Dragging() && m_dragFrom && m_picture) {
        const wxPoint by = e.GetPosition() - *m_dragFrom;
        m_dragFrom = e.GetPosition();
        m_viewport.panBy({static_cast<double>(by.x), static_cast<double>(by.y)}, m_picture->full(), pane());
        Refresh(false);
    }
}

void PhotoCanvas::paint(wxPaintEvent&) {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(tone(Tone::canvas));
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> gc(wxGraphicsContext::CreateFromUnknownDC(dc));
    if (!gc)
        return;
    if (!m_picture) {
        drawWords(*gc, this, m_words, m_icon);
        return;
    }
    const model::Box place = m_viewport.place(m_picture->full(), pane());
    drawPicture(*gc, *m_picture, place);
    if (m_framesShown) {
        if (m_frame)
            drawFrame(*gc, model::frameCorners(*m_frame, m_picture->full()), m_picture->full(), place, false);
        drawMarks(*gc, m_marks, place);
        if (!m_marks.empty())
            drawLegend(*gc, *this, m_marks, place);
    }
    if (HasFocus()) {
        gc->SetPen(wxPen(tone(Tone::accent), FromDIP(2)));
        gc->SetBrush(*wxTRANSPARENT_BRUSH);
        gc->DrawRectangle(1, 1, pane().w - 2, pane().h - 2);
    }
    if (onPainted)
        onPainted();
}

} // namespace esek::ui
