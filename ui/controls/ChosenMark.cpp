#include "ui/controls/ChosenMark.h"

#include "ui/theme/Theme.h"

#include <wx/dcclient.h>

namespace esek::ui {

ChosenMark::ChosenMark(wxWindow* parent, Side side) : wxWindow(parent, wxID_ANY) {
    SetMinSize(side == Side::left ? FromDIP(wxSize(4, 8)) : FromDIP(wxSize(8, 4)));
    SetCanFocus(false);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) {
        wxPaintDC dc(this);
        if (!m_chosen)
            return;
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(tone(Tone::accent));
        dc.DrawRectangle(GetClientRect());
    });
}

void ChosenMark::mark(bool chosen) {
    if (m_chosen == chosen)
        return;
    m_chosen = chosen;
    Refresh();
}

} // namespace esek::ui
