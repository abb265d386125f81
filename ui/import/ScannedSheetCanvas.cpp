#include "ui/import/ScannedSheetCanvas.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <memory>
#include <wx/dcbuffer.h>
#include <wx/graphics.h>

namespace esek::ui {

ScannedSheetCanvas::ScannedSheetCanvas(wxWindow* parent, int windowId) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Create(parent, windowId, wxDefaultPosition, wxDefaultSize, wxFULL_REPAINT_ON_RESIZE);
    setAccessibleName(*this, T(tr("Page of the scanner")));
    setAccessibleRole(*this, AccessibleRole::image);
    Bind(wxEVT_PAINT, &ScannedSheetCanvas::paint, this);
}

void ScannedSheetCanvas::show(PicturePtr picture, std::vector<Numbered> frames) {
    m_picture = std::move(picture);
    m_frames = std::move(frames);
    m_words.clear();
    setAccessibleDescription(*this, format(runtime(tr("Photos found on the page: {}.")), m_frames.size()));
    Refresh(false);
}

void ScannedSheetCanvas::showWords(const std::string& words, const std::string& iconName) {
    m_picture.reset();
    m_frames.clear();
    m_words = words;
    m_icon = iconName;
    setAccessibleDescription(*this, words);
    Refresh(false);
}

void ScannedSheetCanvas::paint(wxPaintEvent&) {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(wxBrush(tone(Tone::canvas)));
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> gc(wxGraphicsContext::Create(dc));
    if (!gc)
        return;
    if (!m_picture) {
        drawWords(*gc, this, m_words, m_icon);
        return;
    }
    const wxSize room = GetClientSize();
    const double scale = std::min(static_cast<double>(room.x) / m_picture->width,
                                  static_cast<double>(room.y) / m_picture->height);
    const double w = m_picture->width * scale, h = m_picture->height * scale;
    const model::Box place{(room.x - w) / 2, (room.y - h) / 2, w, h};
    drawPicture(*gc, *m_picture, place);
    wxFont font = GetFont();
    font.MakeBold();
    for (const Numbered& frame : m_frames) {
        wxGraphicsPath path = gc->CreatePath();
        for (std::size_t i = 0; i < frame.corners.size(); ++i) {
            const double x = place.x + frame.corners[i].first * w;
            const double y = place.y + frame.corners[i].second * h;
            i == 0 ? path.MoveToPoint(x, y) : path.AddLineToPoint(x, y);
        }
        path.CloseSubpath();
        // A light line with a dark one under it is seen on any page.
        gc->SetPen(wxPen(wxColour(0, 0, 0, 160), FromDIP(5)));
        gc->StrokePath(path);
        gc->SetPen(wxPen(tone(Tone::frame), FromDIP(3)));
        gc->StrokePath(path);
        const wxString number = wxString::Format("%d", frame.number);
        gc->SetFont(font, *wxWHITE);
        double tw = 0, th = 0;
        gc->GetTextExtent(number, &tw, &th);
        const double x = place.x + frame.corners[0].first * w;
        const double y = place.y + frame.corners[0].second * h;
        gc->SetPen(*wxTRANSPARENT_PEN);
        gc->SetBrush(wxBrush(wxColour(0, 0, 0, 190)));
        gc->DrawRectangle(x, y, tw + FromDIP(10), th + FromDIP(4));
        gc->DrawText(number, x + FromDIP(5), y + FromDIP(2));
    }
}

} // namespace esek::ui
