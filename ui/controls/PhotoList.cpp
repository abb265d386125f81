#include "ui/controls/PhotoList.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/PhotoIcons.h"
#include "ui/model/CropModel.h"
#include "ui/model/ReviewTexts.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/control.h>
#include <wx/dcbuffer.h>
#include <wx/renderer.h>
#include <wx/settings.h>

namespace esek::ui {

PhotoList::PhotoList(wxWindow* parent, int windowId, UiContext& context, model::QueueModel& model)
    : m_model(model), m_store(context, [this](const ThumbnailStore::Key& key) {
          const auto [from, to] = visible();
          for (std::size_t i = from; i < to; ++i) {
              if (m_model.row(i).thumb && keyOf(m_model.row(i)) == key)
                  RefreshRect(cellRect(i), false);
          }
      }) {
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Create(parent, windowId, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxWANTS_CHARS | wxBORDER_THEME);
    setAccessibleName(*this, T(tr("Photos to check")));
    measure();
    Bind(wxEVT_PAINT, &PhotoList::paint, this);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        updateScrollbar();
        currentChanged();
        Refresh();
    });
    for (const auto& type : {wxEVT_SCROLLWIN_TOP, wxEVT_SCROLLWIN_BOTTOM, wxEVT_SCROLLWIN_LINEUP,
                             wxEVT_SCROLLWIN_LINEDOWN, wxEVT_SCROLLWIN_PAGEUP, wxEVT_SCROLLWIN_PAGEDOWN,
                             wxEVT_SCROLLWIN_THUMBTRACK, wxEVT_SCROLLWIN_THUMBRELEASE})
        Bind(type, &PhotoList::scrolled, this);
    Bind(wxEVT_LEFT_DOWN, &PhotoList::clicked, this);
    Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent& e) {
        if (const auto i = at(e.GetPosition()); i && onActivated)
            onActivated(*i);
    });
    Bind(wxEVT_RIGHT_DOWN, [this](wxMouseEvent& e) {
        clicked(e);
        e.Skip(); // the menu follows
    });
    Bind(wxEVT_CONTEXT_MENU, [this](wxContextMenuEvent& e) {
        const bool byKey = e.GetPosition() == wxDefaultPosition;
        if (onMenu && (byKey ? m_model.current() : at(ScreenToClient(e.GetPosition()))))
            onMenu();
    });
    Bind(wxEVT_MOUSEWHEEL, [this](wxMouseEvent& e) {
        m_wheelRest += e.GetWheelRotation();
        const int step = std::max(1, e.GetWheelDelta());
        const int turns = m_wheelRest / step;
        m_wheelRest -= turns * step;
        scrollTo(m_top - turns * std::max(cell().y / 2, m_lineHeight * 3));
    });
    for (const auto& type : {wxEVT_SET_FOCUS, wxEVT_KILL_FOCUS})
        Bind(type, [this](wxFocusEvent& e) {
            e.Skip();
            Refresh(false);
        });
}

void PhotoList::measure() {
    m_lineHeight = GetTextExtent("Ąg").y + FromDIP(2);
}

wxSize PhotoList::thumbnail() const {
    const int height = std::max(FromDIP(m_grid ? 128 : 84), m_lineHeight * 5);
    return {static_cast<int>(height * model::CropModel::kCardAspect), height};
}

wxSize PhotoList::cell() const {
    const int pad = FromDIP(6);
    const wxSize t = thumbnail();
    if (!m_grid)
        return {GetClientSize().x, t.y + 2 * pad};
    return {t.x + 4 * pad, t.y + 3 * m_lineHeight + 3 * pad};
}

int PhotoList::columns() const {
    return m_grid ? std::max(1, GetClientSize().x / std::max(1, cell().x)) : 1;
}

int PhotoList::rowsPerPage() const {
    return std::max(1, pageHeight() / std::max(1, cell().y));
}

int PhotoList::contentHeight() const {
    const auto n = static_cast<int>(m_model.size());
    return (n + columns() - 1) / columns() * cell().y;
}

wxRect PhotoList::cellRect(std::size_t i) const {
    const wxSize c = cell();
    const auto n = static_cast<int>(i);
    return {n % columns() * c.x, n / columns() * c.y - m_top, c.x, c.y};
}

std::optional<std::size_t> PhotoList::rowAt(const wxPoint& screen) const {
    const wxPoint here = ScreenToClient(screen);
    return GetClientRect().Contains(here) ? at(here) : std::nullopt;
}

std::optional<std::size_t> PhotoList::at(wxPoint p) const {
    const wxSize c = cell();
    const int column = p.x / std::max(1, c.x);
    if (p.x < 0 || column >= columns())
        return std::nullopt;
    const auto i = static_cast<std::size_t>((p.y + m_top) / std::max(1, c.y) * columns() + column);
    return i < m_model.size() ? std::optional(i) : std::nullopt;
}

std::pair<std::size_t, std::size_t> PhotoList::visible() const {
    const int h = std::max(1, cell().y);
    const auto from = static_cast<std::size_t>(m_top / h * columns());
    const auto to = static_cast<std::size_t>(((m_top + pageHeight()) / h + 1) * columns());
    return {std::min(from, m_model.size()), std::min(to, m_model.size())};
}

ThumbnailStore::Key PhotoList::keyOf(const model::Row& row) const {
    const wxSize t = thumbnail();
    const double scale = GetContentScaleFactor();
    return {row.thumb.value_or(domain::BlobId{}), static_cast<int>(t.x * scale),
            static_cast<int>(t.y * scale), row.crop};
}

void PhotoList::setGrid(bool on) {
    m_grid = on;
    m_top = 0;
    m_scrolledTo.reset();
    rowsChanged();
}

void PhotoList::rowsChanged() {
    m_store.retryMissing();
    measure();
    updateScrollbar();
    // Rows that came by themselves do not scroll away what somebody looks at: only a new current one does.
    const auto current = m_model.current();
    const auto pupil = current ? std::optional(m_model.row(*current).student) : std::nullopt;
    if (pupil != m_scrolledTo)
        currentChanged();
    Refresh(false);
}

void PhotoList::currentChanged() {
    const auto current = m_model.current();
    m_scrolledTo.reset();
    if (current) {
        m_scrolledTo = m_model.row(*current).student;
        const int h = cell().y;
        const int y = static_cast<int>(*current) / columns() * h;
        if (y < m_top)
            scrollTo(y);
        else if (y + h > m_top + pageHeight() && pageHeight() > 0)
            scrollTo(y + h - pageHeight());
        const model::Row& r = m_model.row(*current);
        announceRow(*this, model::nameAndClass(r) + ", " + domain::officeLabel(r.status),
                    static_cast<long>(*current), static_cast<long>(m_model.size()));
    }
    Refresh(false);
}

void PhotoList::refreshRow(std::size_t i) {
    const auto [from, to] = visible();
    if (i >= from && i < to)
        RefreshRect(cellRect(i), false);
}

void PhotoList::updateScrollbar() {
    m_top = std::clamp(m_top, 0, std::max(0, contentHeight() - pageHeight()));
    SetScrollbar(wxVERTICAL, m_top, std::max(1, pageHeight()), std::max(1, contentHeight()));
}

void PhotoList::scrollTo(int y) {
    y = std::clamp(y, 0, std::max(0, contentHeight() - pageHeight()));
    if (y == m_top)
        return;
    m_top = y;
    SetScrollPos(wxVERTICAL, m_top);
    Refresh(false);
    if (onScrolled)
        onScrolled();
}

void PhotoList::scrolled(wxScrollWinEvent& e) {
    const auto type = e.GetEventType();
    int y = m_top;
    if (type == wxEVT_SCROLLWIN_TOP)
        y = 0;
    else if (type == wxEVT_SCROLLWIN_BOTTOM)
        y = contentHeight();
    else if (type == wxEVT_SCROLLWIN_LINEUP)
        y -= cell().y / 2;
    else if (type == wxEVT_SCROLLWIN_LINEDOWN)
        y += cell().y / 2;
    else if (type == wxEVT_SCROLLWIN_PAGEUP)
        y -= pageHeight();
    else if (type == wxEVT_SCROLLWIN_PAGEDOWN)
        y += pageHeight();
    else
        y = e.GetPosition();
    scrollTo(y);
}

void PhotoList::clicked(wxMouseEvent& e) {
    SetFocus();
    const auto i = at(e.GetPosition());
    if (!i)
        return;
    if (e.ControlDown() && onMarkToggled)
        onMarkToggled(*i);
    else if (e.ShiftDown() && onMarkedTo)
        onMarkedTo(*i);
    else if (onChosen && (e.LeftDown() || !m_model.marked(*i)))
        onChosen(*i);
}

void PhotoList::askForThumbnails() {
    m_asked = false;
    const auto [from, to] = visible();
    std::vector<ThumbnailStore::Key> missing;
    const auto add = [&](std::size_t i) {
        const model::Row& r = m_model.row(i);
        if (!r.thumb)
            return;
        auto key = keyOf(r);
        if (!m_store.find(key))
            missing.push_back(std::move(key));
    };
    for (std::size_t i = from; i < to; ++i)
        add(i);
    const std::size_t page = to - from; // one page ahead, so that scrolling finds them there
    for (std::size_t i = to; i < std::min(to + page, m_model.size()); ++i)
        add(i);
    m_store.want(missing);
}

void PhotoList::paint(wxPaintEvent&) {
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(wxSystemSettings::GetColour(wxSYS_COLOUR_LISTBOX));
    dc.Clear();
    dc.SetFont(GetFont());
    const auto [from, to] = visible();
    const wxRect dirty = GetUpdateRegion().GetBox();
    for (std::size_t i = from; i < to; ++i) {
        const wxRect r = cellRect(i);
        if (r.Intersects(dirty))
            drawCell(dc, i, r);
    }
    if (!m_asked) {
        m_asked = true;
        CallAfter([this] { askForThumbnails(); });
    }
}

void PhotoList::drawCell(wxDC& dc, std::size_t i, const wxRect& cellArea) {
    const model::Row& row = m_model.row(i);
    const bool current = m_model.current() == i;
    const bool chosen = m_model.marked(i) || (current && m_model.markedCount() == 0);
    wxColour text = wxSystemSettings::GetColour(wxSYS_COLOUR_LISTBOXTEXT);
    wxColour muted = tone(Tone::muted);
    if (chosen) {
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(wxSystemSettings::GetColour(wxSYS_COLOUR_HIGHLIGHT));
        dc.DrawRectangle(cellArea);
        text = wxSystemSettings::GetColour(wxSYS_COLOUR_HIGHLIGHTTEXT);
        muted = text;
    }
    if (current) { // seen without colour, too, and when the mark is elsewhere
        dc.SetBrush(*wxTRANSPARENT_BRUSH);
        dc.SetPen(wxPen(HasFocus() ? text : muted, FromDIP(HasFocus() ? 2 : 1),
                        HasFocus() ? wxPENSTYLE_SOLID : wxPENSTYLE_SHORT_DASH));
        dc.DrawRectangle(wxRect(cellArea).Deflate(FromDIP(1)));
    }
    const int pad = FromDIP(6);
    const wxSize t = thumbnail();
    const wxRect thumb(m_grid ? cellArea.x + (cellArea.width - t.x) / 2 : cellArea.x + pad, cellArea.y + pad,
                       t.x, t.y);
    drawThumbnail(dc, row, thumb);
    if (m_model.marked(i)) {
        const int side = FromDIP(20);
        wxRendererNative::Get().DrawCheckBox(this, dc, wxRect(thumb.x, thumb.y, side, side),
                                             wxCONTROL_CHECKED);
    }
    const wxRect words =
        m_grid ? wxRect(cellArea.x + pad, thumb.GetBottom() + pad, cellArea.width - 2 * pad,
                        cellArea.GetBottom() - thumb.GetBottom() - pad)
               : wxRect(thumb.GetRight() + 2 * pad, cellArea.y + pad,
                        cellArea.GetRight() - thumb.GetRight() - 3 * pad, cellArea.height - 2 * pad);
    drawWords(dc, row, words, text, muted);
    if (const int found = badge ? badge(row) : 0; found > 0) {
        const wxBitmap b = paintedIcon(this, found > 1 ? "warning" : "info", 18,
                                       tone(found > 1 ? Tone::bad : Tone::warning));
        dc.SetPen(*wxTRANSPARENT_PEN);
        dc.SetBrush(wxSystemSettings::GetColour(wxSYS_COLOUR_LISTBOX));
        const wxSize side = b.GetLogicalSize();
        dc.DrawCircle(thumb.GetRight() - side.x / 2, thumb.GetBottom() - side.y / 2, side.x / 2 + FromDIP(2));
        dc.DrawBitmap(b, thumb.GetRight() - side.x, thumb.GetBottom() - side.y, true);
    }
}

void PhotoList::drawThumbnail(wxDC& dc, const model::Row& row, const wxRect& r) {
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(tone(Tone::canvas));
    const wxBitmap* bitmap = row.thumb ? m_store.find(keyOf(row)) : nullptr;
    if (bitmap && bitmap->IsOk()) {
        if (GetContentScaleFactor() == 1.0) {
            dc.DrawBitmap(*bitmap, r.x, r.y);
        } else {
            wxBitmap scaled(*bitmap);
            scaled.SetScaleFactor(GetContentScaleFactor());
            dc.DrawBitmap(scaled, r.x, r.y);
        }
        return;
    }
    dc.DrawRectangle(r);
    const wxBitmap b = paintedIcon(this, bitmap ? "warning" : "students", 28, tone(Tone::muted));
    const wxSize side = b.GetLogicalSize();
    dc.DrawBitmap(b, r.x + (r.width - side.x) / 2, r.y + (r.height - side.y) / 2, true);
}

void PhotoList::drawWords(wxDC& dc, const model::Row& row, const wxRect& r, const wxColour& text,
                          const wxColour& muted) {
    const auto line = [&](const wxString& s, int y, int indent = 0) {
        dc.DrawText(wxControl::Ellipsize(s, dc, wxELLIPSIZE_END, std::max(1, r.width - indent)), r.x + indent,
                    y);
    };
    int y = r.y;
    dc.SetTextForeground(text);
    wxFont bold = GetFont();
    bold.MakeBold();
    dc.SetFont(bold);
    // A double surname that does not fit beside the given names gets a line of its own.
    const wxString whole = wx(model::listName(row));
    if (dc.GetTextExtent(whole).x <= r.width) {
        line(whole, y);
    } else {
        line(wx(row.surname), y);
        y += m_lineHeight;
        line(wx(row.givenNames), y);
    }
    y += m_lineHeight;
    dc.SetFont(GetFont());
    const int side = std::min(16, ToDIP(m_lineHeight));
    const wxColour ink = text == muted ? text : statusColour(row.status);
    const wxBitmap b = paintedIcon(this, statusIconName(row.status), side, ink);
    if (m_grid) {
        dc.DrawBitmap(b, r.x, y + FromDIP(1), true);
        dc.SetTextForeground(muted);
        line(wx(row.classUnit.empty() ? domain::officeLabel(row.status) : row.classUnit), y,
             b.GetLogicalSize().x + FromDIP(4));
        return;
    }
    dc.SetTextForeground(text);
    line(wx(row.classUnit), y);
    y += m_lineHeight;
    dc.DrawBitmap(b, r.x, y + FromDIP(1), true);
    line(wx(domain::officeLabel(row.status)), y, b.GetLogicalSize().x + FromDIP(5));
    y += m_lineHeight;
    dc.SetTextForeground(muted);
    if (row.status != domain::PhotoStatus::none && y + m_lineHeight <= r.GetBottom() + FromDIP(6))
        line(wx(toPolishLocal(row.since)), y);
}

} // namespace esek::ui
