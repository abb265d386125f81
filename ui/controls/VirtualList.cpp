#include "ui/controls/VirtualList.h"

#include "ui/Preferences.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <wx/accel.h>
#include <wx/frame.h>
#include <wx/menu.h>
#include <wx/settings.h>

namespace esek::ui {

namespace {

/// The same picture in one colour, for one and for two pixels a point.
wxBitmapBundle inColour(const wxBitmapBundle& bundle, const wxColour& colour) {
    wxVector<wxBitmap> sizes;
    for (const int scale : {1, 2}) {
        wxImage image = bundle.GetBitmap(bundle.GetDefaultSize() * scale).ConvertToImage();
        if (!image.HasAlpha())
            image.InitAlpha();
        image.SetRGB(wxRect(image.GetSize()), colour.Red(), colour.Green(), colour.Blue());
        sizes.push_back(wxBitmap(image));
    }
    return wxBitmapBundle::FromBitmaps(sizes);
}

/// The generic list takes Ctrl+I for Tab and Ctrl+M for Enter before the menu hears of them.
bool runMenuCommand(wxWindow& list, const wxKeyEvent& e) {
    const auto* frame = dynamic_cast<const wxFrame*>(wxGetTopLevelParent(&list));
    wxMenuBar* bar = frame ? frame->GetMenuBar() : nullptr;
    if (!bar || e.GetModifiers() != wxMOD_CONTROL || (e.GetKeyCode() != 'I' && e.GetKeyCode() != 'M'))
        return false;
    for (std::size_t i = 0; i < bar->GetMenuCount(); ++i)
        for (wxMenuItem* item : bar->GetMenu(i)->GetMenuItems()) {
            const std::unique_ptr<wxAcceleratorEntry> key(item->GetAccel());
            if (!key || key->GetFlags() != wxACCEL_CTRL || key->GetKeyCode() != e.GetKeyCode())
                continue;
            if (item->IsEnabled())
                wxPostEvent(bar->GetFrame(), wxCommandEvent(wxEVT_MENU, item->GetId()));
            return true;
        }
    return false;
}

} // namespace

VirtualList::VirtualList(wxWindow* parent, int id, const std::string& accessibleName,
                         std::vector<Column> columns, long style)
    : wxListCtrl(parent, id, wxDefaultPosition, wxDefaultSize, wxLC_REPORT | wxLC_VIRTUAL | style) {
    setAccessibleName(*this, wx(accessibleName));
    // Else the sum of the columns would push neighbours out of the window.
    SetMinSize(FromDIP(wxSize(140, 80)));
    // Widths were thought out for a 16 pixel line.
    const double grow = GetCharHeight() / static_cast<double>(FromDIP(17));
    for (const Column& c : columns) {
        const int width = static_cast<int>(FromDIP(c.width) * (grow > 1 ? grow : 1));
        AppendColumn(wx(c.title), static_cast<wxListColumnFormat>(c.align), width);
        m_titles.push_back(c.title);
        m_needs.push_back({c.need, width, 0});
    }
    Bind(wxEVT_LIST_COL_CLICK, [this](wxListEvent& e) {
        if (onSort && e.GetColumn() >= 0)
            onSort(e.GetColumn());
    });
    for (const auto& type : {wxEVT_LIST_ITEM_FOCUSED, wxEVT_LIST_ITEM_SELECTED})
        Bind(type, [this](wxListEvent& e) {
            e.Skip();
            announce(e.GetIndex());
        });
    const auto changed = [this](auto& e) {
        e.Skip();
        look();
    };
    Bind(wxEVT_LIST_ITEM_SELECTED, changed);
    Bind(wxEVT_LIST_ITEM_DESELECTED, changed);
    Bind(wxEVT_LIST_ITEM_FOCUSED, changed);
    for (wxWindow* inner : GetChildren()) { // the generic list is a window with the rows in another one
        inner->Bind(wxEVT_KEY_UP, changed);
        inner->Bind(wxEVT_LEFT_UP, changed);
        inner->Bind(wxEVT_MOTION, [this, inner](wxMouseEvent& e) {
            e.Skip();
            explain(ScreenToClient(inner->ClientToScreen(e.GetPosition())));
        });
    }
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (runMenuCommand(*this, e))
            return;
        if (e.GetKeyCode() == 'A' && e.GetModifiers() == wxMOD_CONTROL && !HasFlag(wxLC_SINGLE_SEL))
            chooseAll();
        else
            e.Skip();
    });
    Bind(wxEVT_LIST_ITEM_RIGHT_CLICK, [this](wxListEvent& e) {
        if (onMenu && e.GetIndex() >= 0 && !GetItemState(e.GetIndex(), wxLIST_STATE_SELECTED))
            choose(e.GetIndex());
        e.Skip();
    });
    Bind(wxEVT_CONTEXT_MENU, [this](wxContextMenuEvent& e) {
        if (onMenu && current() >= 0)
            onMenu();
        else
            e.Skip();
    });
}

void VirtualList::explain(const wxPoint& inside) {
    const long row = rowAt(ClientToScreen(inside));
    long column = 0;
    wxRect line;
    int edge = row >= 0 && GetItemRect(row, line) ? line.x : 0; // also where the list is scrolled
    while (row >= 0 && column < GetColumnCount() &&
           inside.x >= edge + GetColumnWidth(static_cast<int>(column)))
        edge += GetColumnWidth(static_cast<int>(column++));
    const std::pair under{row, column < GetColumnCount() ? column : -1};
    if (under == m_explained)
        return;
    m_explained = under;
    const wxString cell =
        under.first >= 0 && under.second >= 0 ? OnGetItemText(under.first, under.second) : wxString();
    const bool cut =
        GetTextExtent(cell).x + FromDIP(12) > GetColumnWidth(static_cast<int>(std::max(0L, under.second)));
    for (wxWindow* inner : GetChildren())
        inner->SetToolTip(cut ? cell : wxString());
}

void VirtualList::announce(long row) {
    if (row < 0 || row >= GetItemCount())
        return;
    std::string words;
    for (long column = 0; column < GetColumnCount(); ++column)
        if (const std::string cell = utf8(OnGetItemText(row, column)); !cell.empty())
            words += (words.empty() ? "" : ", ") + m_titles[static_cast<std::size_t>(column)] + ": " + cell;
    announceRow(*this, words, row, GetItemCount());
}

void VirtualList::look() {
    if (m_looking || !onChosen)
        return;
    m_looking = true;
    CallAfter([this] { compare(); });
}

void VirtualList::compare() {
    m_looking = false;
    const long now = current();
    std::vector<long> rows = selected();
    if (now == m_lastCurrent && rows == m_lastSelected)
        return;
    m_lastCurrent = now;
    m_lastSelected = std::move(rows);
    onChosen();
}

void VirtualList::chooseAll() {
    if (GetItemCount() > 0)
        SetItemState(-1, wxLIST_STATE_SELECTED, wxLIST_STATE_SELECTED);
    look();
}

void VirtualList::setSource(TextOf text, IconOf icons) {
    m_text = std::move(text);
    m_icon = std::move(icons);
}

void VirtualList::setIcons(const std::vector<wxBitmapBundle>& bundles) {
    wxVector<wxBitmapBundle> images;
    for (const auto& b : bundles)
        images.push_back(b);
    for (const auto& b : bundles)
        images.push_back(inColour(b, wxSystemSettings::GetColour(wxSYS_COLOUR_LISTBOXHIGHLIGHTTEXT)));
    m_icons = static_cast<int>(bundles.size());
    SetSmallImages(images);
}

void VirtualList::fillWidth() {
    m_filling = true;
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        e.Skip();
        CallAfter([this] { shareWidth(); });
    });
    Bind(wxEVT_LIST_COL_END_DRAG, [this](wxListEvent& e) {
        e.Skip();
        m_filling = false;
    });
}

/// Of a column that shares, what nine of ten cells need: one name of fifty letters is no reason to cut
/// others.
int VirtualList::contentWidth(int column) const {
    constexpr long kAsked = 300; // rows; enough to know, and nothing to wait for
    const auto need = m_needs[static_cast<std::size_t>(column)].kind;
    std::vector<int> widths;
    for (long row = 0; row < std::min<long>(GetItemCount(), kAsked); ++row)
        widths.push_back(GetTextExtent(OnGetItemText(row, column)).x +
                         (OnGetItemColumnImage(row, column) >= 0 ? FromDIP(24) : 0));
    std::sort(widths.begin(), widths.end());
    int width = GetTextExtent(wx(m_titles[static_cast<std::size_t>(column)])).x;
    if (!widths.empty())
        width =
            std::max(width, need == model::ColumnNeed::Kind::whole ? widths.back()
                                                                   : widths[(widths.size() - 1) * 9 / 10]);
    return width + FromDIP(16);
}

void VirtualList::shareWidth() {
    const int room = GetClientSize().x;
    if (!m_filling || room < FromDIP(100))
        return;
    for (int i = 0; i < GetColumnCount(); ++i)
        if (auto& need = m_needs[static_cast<std::size_t>(i)]; need.kind != model::ColumnNeed::Kind::optional)
            need.content = contentWidth(i);
    const std::vector<int> widths = model::columnWidths(m_needs, room);
    for (int i = 0; i < GetColumnCount(); ++i)
        SetColumnWidth(i, widths[static_cast<std::size_t>(i)]);
}

void VirtualList::setCount(long rows) {
    if (rows < GetItemCount()) {
        for (const long row : selected())
            if (row >= rows)
                SetItemState(row, 0, wxLIST_STATE_SELECTED | wxLIST_STATE_FOCUSED);
    }
    SetItemCount(rows);
    shareWidth();
    Refresh();
    look();
}

void VirtualList::setRows(std::vector<std::string> keys) {
    const auto keyAt = [this](long row) {
        return row >= 0 && static_cast<std::size_t>(row) < m_keys.size()
                   ? m_keys[static_cast<std::size_t>(row)]
                   : std::string();
    };
    std::set<std::string> chosen;
    const std::string focused = keyAt(current());
    for (const long row : selected()) {
        chosen.insert(keyAt(row));
        SetItemState(row, 0, wxLIST_STATE_SELECTED);
    }
    m_keys = std::move(keys);
    setCount(static_cast<long>(m_keys.size()));
    long now = -1;
    for (long row = 0; row < GetItemCount(); ++row) {
        if (!chosen.contains(keyAt(row)))
            continue;
        SetItemState(row, wxLIST_STATE_SELECTED, wxLIST_STATE_SELECTED);
        if (now < 0 || keyAt(row) == focused)
            now = row;
    }
    if (now >= 0)
        SetItemState(now, wxLIST_STATE_FOCUSED, wxLIST_STATE_FOCUSED);
    look();
}

void VirtualList::rememberIn(Preferences& preferences, const std::string& key) {
    for (int i = 0; i < GetColumnCount(); ++i) {
        const int width = preferences.number(key + ".column" + std::to_string(i), 0);
        if (width > 10)
            SetColumnWidth(i, width);
    }
    Bind(wxEVT_LIST_COL_END_DRAG, [this, &preferences, key](wxListEvent& e) {
        preferences.set(key + ".column" + std::to_string(e.GetColumn()), GetColumnWidth(e.GetColumn()));
        e.Skip();
    });
}

long VirtualList::current() const {
    const long focused = GetNextItem(-1, wxLIST_NEXT_ALL, wxLIST_STATE_FOCUSED);
    if (focused >= 0 && GetItemState(focused, wxLIST_STATE_SELECTED))
        return focused;
    return GetNextItem(-1, wxLIST_NEXT_ALL, wxLIST_STATE_SELECTED);
}

std::vector<long> VirtualList::selected() const {
    std::vector<long> rows;
    for (long i = GetNextItem(-1, wxLIST_NEXT_ALL, wxLIST_STATE_SELECTED); i >= 0;
         i = GetNextItem(i, wxLIST_NEXT_ALL, wxLIST_STATE_SELECTED))
        rows.push_back(i);
    return rows;
}

void VirtualList::choose(long row, bool focus) {
    for (const long other : selected())
        if (other != row)
            SetItemState(other, 0, wxLIST_STATE_SELECTED);
    if (row < 0 || row >= GetItemCount())
        return;
    SetItemState(row, wxLIST_STATE_SELECTED | wxLIST_STATE_FOCUSED,
                 wxLIST_STATE_SELECTED | wxLIST_STATE_FOCUSED);
    EnsureVisible(row);
    if (focus)
        SetFocus();
    look();
}

long VirtualList::rowAt(const wxPoint& screen) const {
    const wxPoint here = ScreenToClient(screen);
    const long end = std::min(static_cast<long>(GetItemCount()), GetTopItem() + GetCountPerPage() + 1);
    wxRect rect;
    for (long row = GetTopItem(); row < end && GetClientRect().Contains(here); ++row)
        if (GetItemRect(row, rect) && rect.Contains(here))
            return row;
    return -1;
}

void VirtualList::showSort(long column, bool ascending) {
    for (long i = 0; i < GetColumnCount(); ++i) {
        wxListItem item;
        item.SetMask(wxLIST_MASK_TEXT);
        const auto& title = m_titles[static_cast<std::size_t>(i)];
        item.SetText(wx(i == column ? title + (ascending ? " ▲" : " ▼") : title));
        SetColumn(static_cast<int>(i), item);
    }
}

wxString VirtualList::OnGetItemText(long row, long column) const {
    return m_text ? wx(m_text(row, column)) : wxString();
}

int VirtualList::OnGetItemColumnImage(long row, long column) const {
    const int icon = m_icon ? m_icon(row, column) : -1;
    return icon >= 0 && GetItemState(row, wxLIST_STATE_SELECTED) ? icon + m_icons : icon;
}

} // namespace esek::ui
