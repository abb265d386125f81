#include "ui/controls/Pictures.h"

#include "ui/theme/Theme.h"

#include <cstring>
#include <wx/brush.h>
#include <wx/dcmemory.h>
#include <wx/image.h>

namespace esek::ui {

wxImage toWxImage(const imaging::Image& image) {
    wxImage out(image.width, image.height, false);
    std::memcpy(out.GetData(), image.rgb.data(), image.rgb.size());
    return out;
}

wxBitmap toBitmap(const imaging::Image& image) {
    return wxBitmap(toWxImage(image));
}

wxBitmap placeholder(const wxSize& size) {
    wxBitmap bitmap(size);
    wxMemoryDC dc(bitmap);
    dc.SetBackground(wxBrush(tone(Tone::canvas)));
    dc.Clear();
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(wxBrush(tone(Tone::muted).ChangeLightness(darkTheme() ? 60 : 150)));
    const int head = size.x * 38 / 100;
    dc.DrawEllipse((size.x - head) / 2, size.y * 22 / 100, head, head * 12 / 10);
    dc.SetClippingRegion(0, 0, size.x, size.y);
    dc.DrawEllipse(size.x * 12 / 100, size.y * 66 / 100, size.x * 76 / 100, size.y * 60 / 100);
    dc.SelectObject(wxNullBitmap);
    return bitmap;
}

} // namespace esek::ui
