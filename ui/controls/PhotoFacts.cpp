#include "ui/controls/PhotoFacts.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Paragraph.h"
#include "ui/controls/PhotoIcons.h"
#include "ui/theme/TextScale.h"
#include "ui/theme/Theme.h"

#include <wx/dcbuffer.h>
#include <wx/dcclient.h>
#include <wx/settings.h>

namespace esek::ui {

PhotoFacts::PhotoFacts(wxWindow* parent)
    : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxVSCROLL | wxFULL_REPAINT_ON_RESIZE) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    setAccessibleName(*this, T(tr("About the photo")));
    SetScrollRate(0, FromDIP(12));
    DisableFocusFromKeyboard();
    Bind(wxEVT_PAINT, &PhotoFacts::paint, this);
}

void PhotoFacts::show(Content content) {
    m_content = std::move(content);
    wxString spoken = wx(m_content.name + ", " + m_content.classUnit);
    if (m_content.status)
        spoken += ", " + wx(domain::officeLabel(*m_content.status));
    for (const Section& s : m_content.sections) {
        for (const auto& [label, value] : s.facts)
            spoken += "; " + wx(label.empty() ? value : label + ": " + value);
    }
    setAccessibleDescription(*this, utf8(spoken));
    Refresh(false);
}

int PhotoFacts::layout(wxDC* dc, int width) {
    const int pad = FromDIP(12);
    const int room = std::max(FromDIP(60), width - 2 * pad);
    const wxColour text = wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOWTEXT);
    const wxColour muted = tone(Tone::muted);
    wxFont heading = GetFont();
    heading.MakeBold();
    wxFont big = heading;
    big.SetFractionalPointSize(big.GetFractionalPointSize() * (largeText() ? 1.1 : 1.3));
    int y = pad;
    dc->SetTextForeground(text);
    if (!m_content.name.empty()) {
        dc->SetFont(big);
        y = drawParagraph(*dc, wx(m_content.name), pad, y, room);
        dc->SetFont(heading);
        y = drawParagraph(*dc, wx(m_content.classUnit), pad, y + FromDIP(2), room);
    }
    dc->SetFont(GetFont());
    if (m_content.status) {
        y += FromDIP(4);
        const wxBitmap b =
            paintedIcon(this, statusIconName(*m_content.status), 18, statusColour(*m_content.status));
        dc->DrawBitmap(b, pad, y, true);
        y = drawParagraph(*dc, wx(domain::officeLabel(*m_content.status)),
                          pad + b.GetLogicalSize().x + FromDIP(6), y,
                          room - b.GetLogicalSize().x - FromDIP(6));
    }
    for (const Section& s : m_content.sections) {
        y += FromDIP(12);
        if (!s.title.empty()) {
            dc->SetFont(heading);
            dc->SetTextForeground(text);
            y = drawParagraph(*dc, wx(s.title), pad, y, room) + FromDIP(2);
        }
        dc->SetFont(GetFont());
        int column = 0;
        for (const auto& [label, value] : s.facts)
            column = std::max(column, dc->GetTextExtent(wx(label)).x);
        const bool narrow = column > room * 2 / 5; // large text: the value goes below its label
        column += column > 0 ? FromDIP(10) : 0;
        for (const auto& [label, value] : s.facts) {
            dc->SetTextForeground(muted);
            const int top = y;
            if (!label.empty())
                y = drawParagraph(*dc, wx(label), pad, y, room);
            dc->SetTextForeground(text);
            if (narrow || label.empty())
                y = drawParagraph(*dc, wx(value), pad, y, room);
            else
                y = std::max(y, drawParagraph(*dc, wx(value), pad + column, top, room - column));
            y += FromDIP(3);
        }
    }
    return y + pad;
}

void PhotoFacts::paint(wxPaintEvent&) {
    wxAutoBufferedPaintDC dc(this);
    DoPrepareDC(dc);
    dc.SetBackground(wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOW));
    dc.Clear();
    // The room of the scrollbar is kept free also while it is hidden: else words that fit only without it
    // would show and hide it for ever.
    const int bar = std::max(0, wxSystemSettings::GetMetric(wxSYS_VSCROLL_X, this));
    const int height = layout(&dc, GetSize().x - bar);
    if (height != m_height) {
        m_height = height;
        CallAfter([this] { SetVirtualSize(wxSize(-1, m_height)); });
    }
}

} // namespace esek::ui
