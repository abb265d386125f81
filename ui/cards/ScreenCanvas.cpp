#include "ui/cards/ScreenCanvas.h"

#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Pictures.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <set>
#include <wx/dcbuffer.h>
#include <wx/font.h>
#include <wx/graphics.h>
#include <wx/settings.h>

namespace esek::ui {

namespace {

void loadFontOnce(const std::filesystem::path& file) {
    static std::set<std::filesystem::path> loaded;
    if (loaded.insert(file).second)
        wxFont::AddPrivateFont(wx(platform::toUtf8(file)));
}

wxColour colour(const pdf::Color& c) {
    return wxColour(c.r, c.g, c.b);
}

constexpr double kMmPerPoint = 25.4 / 72.0;

} // namespace

ScreenCanvas::ScreenCanvas(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Preview of the card")));
    setAccessibleRole(*this, AccessibleRole::image);
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetMinSize(FromDIP(wxSize(240, 152))); // the shape of ID-1
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        Refresh();
    });
}

void ScreenCanvas::show(app::CardPicture picture) {
    loadFontOnce(picture.regularFont);
    loadFontOnce(picture.boldFont);
    m_picture = std::make_unique<app::CardPicture>(std::move(picture));
    m_photo = toBitmap(m_picture->photo);
    m_words.clear();
    setAccessibleDescription(*this, words());
    Refresh();
}

void ScreenCanvas::explain(const std::string& words) {
    m_picture.reset();
    m_words = words;
    setAccessibleDescription(*this, words);
    Refresh();
}

std::string ScreenCanvas::words() const {
    if (!m_picture)
        return m_words;
    std::string all;
    for (const pdf::Op& op : m_picture->data)
        if (const auto* text = std::get_if<pdf::TextOp>(&op))
            all += (all.empty() ? "" : " ") + text->text;
    return all;
}

wxFont ScreenCanvas::font(pdf::FontStyle style, double pixels) const {
    // The bundled fonts are DejaVu Sans; their file names are what the template tells, their face is what wx
    // asks.
    wxFontInfo info(wxSize(0, std::max(1, static_cast<int>(pixels + 0.5))));
    info.FaceName("DejaVu Sans").Bold(style == pdf::FontStyle::bold);
    return wxFont(info);
}

void ScreenCanvas::paint() {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(wxBrush(GetParent()->GetBackgroundColour()));
    dc.Clear();
    const wxSize room = GetClientSize();
    if (!m_picture) {
        dc.SetFont(GetFont());
        dc.SetTextForeground(tone(Tone::muted));
        wxString words = wx(m_words);
        wxString line, text;
        for (const wxString& word : wxSplit(words, ' ', '\0')) {
            const wxString longer = line.empty() ? word : line + " " + word;
            if (!line.empty() && dc.GetTextExtent(longer).x > room.x - FromDIP(40)) {
                text += line + "\n";
                line = word;
            } else {
                line = longer;
            }
        }
        dc.DrawLabel(text + line, wxRect(room), wxALIGN_CENTRE);
        return;
    }
    const Place at = place();
    const double scale = at.scale;
    if (scale <= 0)
        return;
    const std::unique_ptr<wxGraphicsContext> gc(wxGraphicsContext::Create(dc));
    gc->SetInterpolationQuality(wxINTERPOLATION_BEST);
    gc->Translate(at.x, at.y);
    gc->SetPen(wxPen(tone(Tone::muted), 1));
    gc->SetBrush(*wxWHITE_BRUSH);
    const double width = m_picture->widthMm * scale;
    const double height = m_picture->heightMm * scale;
    gc->DrawRectangle(0, 0, width, height);
    if (m_blank.IsOk())
        gc->DrawBitmap(m_blank, 0, 0, width, height);
    else
        draw(*gc, m_picture->blank, scale);
    draw(*gc, m_picture->data, scale);
    gc->SetPen(wxPen(tone(Tone::muted), 1));
    gc->SetBrush(*wxTRANSPARENT_BRUSH);
    gc->DrawRectangle(0, 0, width, height);
    overlay(*gc, scale);
}

ScreenCanvas::Place ScreenCanvas::place() const {
    if (!m_picture)
        return {};
    const wxSize room = GetClientSize();
    const int margin = FromDIP(10);
    const double scale =
        std::min((room.x - 2 * margin) / m_picture->widthMm, (room.y - 2 * margin) / m_picture->heightMm);
    return {(room.x - m_picture->widthMm * scale) / 2, (room.y - m_picture->heightMm * scale) / 2, scale};
}

void ScreenCanvas::setBlank(const wxBitmap& blank) {
    m_blank = blank;
    Refresh();
}

void ScreenCanvas::draw(wxGraphicsContext& gc, const pdf::Drawing& drawing, double scale) {
    for (const pdf::Op& op : drawing) {
        if (const auto* r = std::get_if<pdf::RectOp>(&op)) {
            gc.SetPen(*wxTRANSPARENT_PEN);
            gc.SetBrush(wxBrush(colour(r->fill)));
            gc.DrawRectangle(r->xMm * scale, r->yMm * scale, r->widthMm * scale, r->heightMm * scale);
        } else if (const auto* l = std::get_if<pdf::LineOp>(&op)) {
            gc.SetPen(wxPen(colour(l->color), std::max(1, static_cast<int>(l->widthMm * scale + 0.5))));
            gc.StrokeLine(l->x1Mm * scale, l->y1Mm * scale, l->x2Mm * scale, l->y2Mm * scale);
        } else if (const auto* p = std::get_if<pdf::PhotoOp>(&op)) {
            if (m_photo.IsOk())
                gc.DrawBitmap(m_photo, p->xMm * scale, p->yMm * scale, p->widthMm * scale,
                              p->heightMm * scale);
        } else if (const auto* t = std::get_if<pdf::TextOp>(&op)) {
            // A fixed large font scaled down keeps widths true to the layout at any zoom.
            constexpr double kPixels = 64;
            gc.SetFont(font(t->style, kPixels), colour(t->color));
            const wxString text = wx(t->text);
            double width = 0, height = 0, descent = 0, leading = 0;
            gc.GetTextExtent(text, &width, &height, &descent, &leading);
            const double wanted = t->sizePt * kMmPerPoint * scale;
            gc.PushState();
            gc.Translate(t->xMm * scale, t->baselineMm * scale);
            if (t->angleDeg != 0)
                gc.Rotate(-t->angleDeg * 3.14159265358979 / 180);
            gc.Scale(wanted / kPixels, wanted / kPixels);
            gc.DrawText(text, 0, descent - height);
            gc.PopState();
        }
    }
}

} // namespace esek::ui
