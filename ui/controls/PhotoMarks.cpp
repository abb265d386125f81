#include "ui/controls/PhotoMarks.h"

#include "ui/Text.h"
#include "ui/model/LegendPlace.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <optional>
#include <wx/graphics.h>
#include <wx/window.h>

namespace esek::ui {

namespace {

model::Vec toWindow(model::Vec p, model::Size full, const model::Box& place) {
    return {place.x + p.x / full.w * place.w, place.y + p.y / full.h * place.h};
}

/// A light line with a dark one under it is seen on any photo.
void strokeTwice(wxGraphicsContext& gc, const wxGraphicsPath& path, const wxColour& colour, double width,
                 wxPenStyle style = wxPENSTYLE_SOLID) {
    gc.SetPen(gc.CreatePen(wxGraphicsPenInfo(wxColour(0, 0, 0, 160)).Width(width + 2)));
    gc.StrokePath(path);
    gc.SetPen(gc.CreatePen(wxGraphicsPenInfo(colour).Width(width).Style(style)));
    gc.StrokePath(path);
}

} // namespace

void drawMarks(wxGraphicsContext& gc, const std::vector<PhotoMark>& marks, const model::Box& place) {
    for (const PhotoMark& m : marks) {
        const double x0 = place.x + m.from.x * place.w;
        const double y0 = place.y + m.from.y * place.h;
        const double x1 = place.x + m.to.x * place.w;
        const double y1 = place.y + m.to.y * place.h;
        wxGraphicsPath path = gc.CreatePath();
        if (m.kind == PhotoMark::Kind::eyeLine) {
            path.MoveToPoint(x0, y0);
            path.AddLineToPoint(x1, y1);
            path.AddCircle(x0, y0, 3);
            path.AddCircle(x1, y1, 3);
        } else {
            path.AddRectangle(x0, y0, x1 - x0, y1 - y0);
        }
        strokeTwice(gc, path, tone(Tone::frame), 1.5,
                    m.kind == PhotoMark::Kind::headBox ? wxPENSTYLE_SHORT_DASH : wxPENSTYLE_SOLID);
    }
}

void drawLegend(wxGraphicsContext& gc, const wxWindow& window, const std::vector<PhotoMark>& marks,
                const model::Box& place) {
    struct Entry {
        std::optional<PhotoMark::Kind> kind; ///< whose line is drawn before the words
        wxString words;
        double width = 0; ///< with that line
    };
    std::vector<Entry> entries;
    for (const auto& [kind, words] :
         {std::pair(PhotoMark::Kind::faceBox, tr("face")), std::pair(PhotoMark::Kind::headBox, tr("head")),
          std::pair(PhotoMark::Kind::eyeLine, tr("eyes"))})
        if (std::any_of(marks.begin(), marks.end(), [k = kind](const PhotoMark& m) { return m.kind == k; }))
            entries.push_back({kind, wx(words)});
    entries.push_back({std::nullopt, T(tr("R hides the frames"))});
    wxFont font = window.GetFont();
    font.SetFractionalPointSize(font.GetFractionalPointSize() * 0.85);
    gc.SetFont(font, *wxWHITE);
    const double gap = window.FromDIP(8);
    const double sample = window.FromDIP(18);
    double height = 0;
    double inOneLine = 0;
    double widest = 0;
    for (Entry& e : entries) {
        gc.GetTextExtent(e.words, &e.width, &height);
        e.width += e.kind ? sample + gap : 0;
        inOneLine += e.width + 2 * gap;
        widest = std::max(widest, e.width);
    }
    const double line = height + gap;
    const wxSize room = window.GetClientSize();
    const model::Size row{inOneLine, line};
    const model::Size column{widest + 2 * gap, line * static_cast<double>(entries.size())};
    const auto where = model::legendPlace({double(room.x), double(room.y)}, place, row, column);
    if (where == model::LegendPlace::hidden)
        return;
    const bool below = where == model::LegendPlace::below;
    const model::Size size = below ? row : column;
    double x = below ? (room.x - size.w) / 2 : 0;
    double y = room.y - size.h;
    gc.SetPen(*wxTRANSPARENT_PEN);
    gc.SetBrush(wxBrush(wxColour(0, 0, 0, 170)));
    gc.DrawRectangle(x, y, size.w, size.h);
    x += gap;
    y += gap / 2;
    for (const Entry& e : entries) {
        if (e.kind) {
            const bool flat = *e.kind == PhotoMark::Kind::eyeLine;
            drawMarks(gc, {{*e.kind, {0, flat ? 0.5 : 0.15}, {1, flat ? 0.5 : 0.85}}},
                      {x, y, sample, height});
        }
        gc.SetFont(font, *wxWHITE);
        gc.DrawText(e.words, x + (e.kind ? sample + gap : 0), y);
        if (below)
            x += e.width + 2 * gap;
        else
            y += line;
    }
}

void drawFrame(wxGraphicsContext& gc, const std::array<model::Vec, 4>& corners, model::Size full,
               const model::Box& place, bool handles) {
    wxGraphicsPath frame = gc.CreatePath();
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const model::Vec p = toWindow(corners[i], full, place);
        if (i == 0)
            frame.MoveToPoint(p.x, p.y);
        else
            frame.AddLineToPoint(p.x, p.y);
    }
    frame.CloseSubpath();
    wxGraphicsPath outside = gc.CreatePath();
    outside.AddRectangle(place.x, place.y, place.w, place.h);
    outside.AddPath(frame);
    gc.SetBrush(wxBrush(wxColour(0, 0, 0, 120)));
    gc.FillPath(outside, wxODDEVEN_RULE);
    strokeTwice(gc, frame, tone(Tone::frame), 2);
    if (!handles)
        return;
    gc.SetBrush(wxBrush(tone(Tone::frame)));
    gc.SetPen(wxPen(wxColour(0, 0, 0, 200), 1));
    for (const model::Vec& c : corners) {
        const model::Vec p = toWindow(c, full, place);
        gc.DrawRectangle(p.x - 6, p.y - 6, 12, 12);
    }
}

void drawGuides(wxGraphicsContext& gc, const std::array<model::Vec, 4>& corners, model::Size full,
                const model::Box& place) {
    // A point of the frame by fractions of its width and height.
    const auto at = [&](double u, double v) {
        const model::Vec& o = corners[0];
        return toWindow({o.x + u * (corners[1].x - o.x) + v * (corners[3].x - o.x),
                         o.y + u * (corners[1].y - o.y) + v * (corners[3].y - o.y)},
                        full, place);
    };
    wxGraphicsPath path = gc.CreatePath();
    const auto line = [&](double u0, double v0, double u1, double v1) {
        const model::Vec a = at(u0, v0);
        const model::Vec b = at(u1, v1);
        path.MoveToPoint(a.x, a.y);
        path.AddLineToPoint(b.x, b.y);
    };
    line(0.5, 0, 0.5, 1);
    line(0, 0.45, 1, 0.45); // eyes a little above the middle
    // The head is 70 to 80 % of the height: crown between the first two lines, chin on the last.
    line(0.2, 0.08, 0.8, 0.08);
    line(0.2, 0.18, 0.8, 0.18);
    line(0.2, 0.88, 0.8, 0.88);
    gc.SetPen(wxPen(wxColour(0, 0, 0, 140), 3));
    gc.StrokePath(path);
    gc.SetPen(wxPen(wxColour(255, 255, 255, 220), 1, wxPENSTYLE_SHORT_DASH));
    gc.StrokePath(path);
}

} // namespace esek::ui
