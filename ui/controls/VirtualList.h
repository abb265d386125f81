#pragma once
#include "ui/model/ColumnWidths.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>
#include <wx/imaglist.h>
#include <wx/listctrl.h>

namespace esek::ui {

class Preferences;

/// A report list that asks for the rows it shows: 10,000 rows cost nothing. Widths of columns and the sort
/// are remembered under `key`.
class VirtualList : public wxListCtrl {
  public:
    struct Column {
        std::string title;
        int width = 100; ///< device-independent pixels for text of normal size; grows with the font
        int align = wxLIST_FORMAT_LEFT;
        /// With fillWidth(), where there is too little room.
        model::ColumnNeed::Kind need = model::ColumnNeed::Kind::shares;
    };
    using TextOf = std::function<std::string(long row, long column)>;
    using IconOf = std::function<int(long row, long column)>; ///< index in setIcons, -1 for none

    VirtualList(wxWindow* parent, int id, const std::string& accessibleName, std::vector<Column>,
                long style = 0);

    void setSource(TextOf text, IconOf icons = {});
    /// On a selected row they are drawn in the colour of its text, since no colour of theirs would be seen.
    void setIcons(const std::vector<wxBitmapBundle>&);
    /// The columns share the width of the list as their first widths did, until a person drags one. Where it
    /// is too little for all, those that may be left out go.
    void fillWidth();
    /// New rows; drops what is selected beyond the end and repaints.
    void setCount(long rows);
    /// New rows that are known by these keys. What was chosen stays chosen wherever it stands now, and
    /// another row that came into its place is not: an action on the chosen rows means what the person chose.
    void setRows(std::vector<std::string> keys);
    void rememberIn(Preferences&, const std::string& key);

    long current() const; ///< focused and selected row, -1 when none
    std::vector<long> selected() const;
    void choose(long row, bool focus = false); ///< selects this row only and brings it into view
    void chooseAll();
    /// The current row or the selection is another one: one call after a burst of events, whatever the events
    /// were. A detail shown beside the list hangs on this, never on one kind of event: a virtual list sends
    /// none for the rows of a range, and none for a click on a row that is selected already.
    std::function<void()> onChosen;
    /// The context menu, by a right click or the menu key; a row under the pointer is chosen first.
    std::function<void()> onMenu;
    /// A click on a column's title; the sort itself is the model's.
    std::function<void(long column)> onSort;
    long rowAt(const wxPoint& screen) const; ///< -1: none is there
    void showSort(long column, bool ascending);

  private:
    void explain(const wxPoint& inside); ///< a cell that is cut is read in full under the pointer
    void announce(long row);             ///< to screen readers: every cell with the title of its column
    wxString OnGetItemText(long row, long column) const override;
    int OnGetItemColumnImage(long row, long column) const override;
    int OnGetItemImage(long row) const override { return OnGetItemColumnImage(row, 0); }
    void shareWidth();
    int contentWidth(int column) const;
    void look(); ///< calls onChosen soon when something changed
    void compare();
    TextOf m_text;
    IconOf m_icon;
    std::vector<std::string> m_titles;
    long m_lastCurrent = -1;
    std::vector<long> m_lastSelected;
    std::vector<std::string> m_keys; ///< of the rows, where setRows() gave them
    bool m_looking = false;
    std::pair<long, long> m_explained{-1, -1}; ///< row and column under the pointer
    int m_icons = 0;                           ///< the same again for selected rows
    std::vector<model::ColumnNeed> m_needs;    ///< by which the columns share the width
    bool m_filling = false;
};

} // namespace esek::ui
