#include "ui/controls/CompareFindings.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Paragraph.h"
#include "ui/theme/Theme.h"

#include <wx/dcbuffer.h>
#include <wx/settings.h>
#include <wx/sizer.h>

namespace esek::ui {

CompareFindings::CompareFindings(wxWindow* parent)
    : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxVSCROLL | wxFULL_REPAINT_ON_RESIZE) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    setAccessibleName(*this, T(tr("What the checks judge otherwise")));
    SetScrollRate(0, FromDIP(12));
    DisableFocusFromKeyboard();
    Hide();
    Bind(wxEVT_PAINT, &CompareFindings::paint, this);
}

void CompareFindings::show(std::vector<model::CheckDifference> rows, bool known) {
    m_rows = std::move(rows);
    m_known = known;
    wxString spoken;
    for (const auto& r : m_rows)
        spoken +=
            wx(tr("Present") + ": " + r.present.sentence + " " + tr("New") + ": " + r.fresh.sentence + "\n");
    setAccessibleDescription(*this, utf8(spoken));
    // A few lines; the photos come first. The rest is scrolled to.
    const int lines = m_rows.empty() ? 2 : 6;
    SetMinSize(wxSize(-1, lines * GetTextExtent("Ąg").y + 2 * FromDIP(8)));
    appear();
    Scroll(0, 0);
    Refresh(false);
}

void CompareFindings::giveRoom(bool room) {
    m_room = room;
    appear();
}

void CompareFindings::appear() {
    if (IsShown() == (m_known && m_room))
        return;
    Show(m_known && m_room);
    GetParent()->Layout();
}

int CompareFindings::layout(wxDC& dc, int width) const {
    const int pad = FromDIP(8);
    const int column = std::max(FromDIP(80), (width - 3 * pad) / 2);
    const int right = 2 * pad + column;
    int y = pad;
    wxFont heading = GetFont();
    heading.MakeBold();
    dc.SetFont(heading);
    dc.SetTextForeground(wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOWTEXT));
    if (m_rows.empty()) {
        dc.SetFont(GetFont());
        return drawParagraph(dc, T(tr("The photo checks judge both photos alike.")), pad, y,
                             width - 2 * pad) +
               pad;
    }
    const int below = drawParagraph(dc, T(tr("Checks: present")), pad, y, column);
    y = std::max(below, drawParagraph(dc, T(tr("Checks: new")), right, y, column)) + FromDIP(2);
    dc.SetFont(GetFont());
    for (const auto& r : m_rows) {
        const int left = drawParagraph(dc, wx(model::findingText(r.present)), pad, y, column);
        y = std::max(left, drawParagraph(dc, wx(model::findingText(r.fresh)), right, y, column)) + FromDIP(4);
    }
    return y + pad;
}

void CompareFindings::paint(wxPaintEvent&) {
    wxAutoBufferedPaintDC dc(this);
    DoPrepareDC(dc);
    dc.SetBackground(wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOW));
    dc.Clear();
    // The scrollbar's room is kept free also while it is hidden, as in PhotoFacts.
    const int bar = std::max(0, wxSystemSettings::GetMetric(wxSYS_VSCROLL_X, this));
    const int height = layout(dc, GetSize().x - bar);
    if (height != m_height) {
        m_height = height;
        CallAfter([this] { SetVirtualSize(wxSize(-1, m_height)); });
    }
}

} // namespace esek::ui
