#pragma once
#include "ui/controls/ThumbnailStore.h"

#include <wx/window.h>

namespace esek::ui {

/// The queue as a list of rows or a grid of cells: only what is visible is drawn, whatever the number of
/// photos. It shows a QueueModel that its owner changes; clicks and scrolling come back through the
/// callbacks.
class PhotoList : public wxWindow {
  public:
    PhotoList(wxWindow* parent, int windowId, UiContext&, model::QueueModel&);

    std::function<void(std::size_t)> onChosen;      ///< click
    std::function<void(std::size_t)> onMarkToggled; ///< Ctrl and click
    std::function<void(std::size_t)> onMarkedTo;    ///< Shift and click
    std::function<void(std::size_t)> onActivated;   ///< double click
    std::function<void()> onMenu;                   ///< right click on a photo, or the menu key
    std::function<void()> onScrolled;               ///< other rows came into view
    /// Short mark beside the name: what the photo checks found; 0 nothing, 1 advice, 2 error.
    std::function<int(const model::Row&)> badge;

    void setGrid(bool);
    bool grid() const { return m_grid; }
    void rowsChanged();             ///< the model has other rows
    void currentChanged();          ///< brings it into view
    void refreshRow(std::size_t i); ///< painted anew when it is in view
    /// Rows in view: the first and the one after the last.
    std::pair<std::size_t, std::size_t> visible() const;
    std::optional<std::size_t> rowAt(const wxPoint& screen) const;
    int columns() const;
    int rowsPerPage() const;

    bool AcceptsFocus() const override { return true; }

  private:
    wxSize cell() const;
    wxSize thumbnail() const; ///< logical pixels
    int contentHeight() const;
    int pageHeight() const { return GetClientSize().y; }
    wxRect cellRect(std::size_t i) const;
    std::optional<std::size_t> at(wxPoint) const;
    ThumbnailStore::Key keyOf(const model::Row&) const;
    void measure();
    void updateScrollbar();
    void scrollTo(int y);
    void askForThumbnails();
    void paint(wxPaintEvent&);
    void drawCell(wxDC&, std::size_t i, const wxRect&);
    void drawThumbnail(wxDC&, const model::Row&, const wxRect&);
    void drawWords(wxDC&, const model::Row&, const wxRect&, const wxColour& text, const wxColour& muted);
    void scrolled(wxScrollWinEvent&);
    void clicked(wxMouseEvent&);

    model::QueueModel& m_model;
    ThumbnailStore m_store;
    bool m_grid = false;
    int m_top = 0;                                 ///< pixels scrolled away
    std::optional<domain::StudentId> m_scrolledTo; ///< the current one, when it was brought into view
    int m_lineHeight = 16;
    int m_wheelRest = 0;
    bool m_asked = false;
};

} // namespace esek::ui
