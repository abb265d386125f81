#pragma once
#include "ui/model/CheckDifferences.h"

#include <wx/scrolwin.h>

class wxDC;

namespace esek::ui {

/// Below the two photos: what the checks judge otherwise in them, the present one left, the new one right.
/// Hidden while there is nothing to say.
class CompareFindings : public wxScrolledWindow {
  public:
    explicit CompareFindings(wxWindow* parent);
    /// Empty with `known`: says that the checks judge both alike.
    void show(std::vector<model::CheckDifference>, bool known);
    void giveRoom(bool room); ///< without room they stay away: the photos come first
    const std::vector<model::CheckDifference>& rows() const { return m_rows; }

  private:
    void appear();
    void paint(wxPaintEvent&);
    int layout(wxDC&, int width) const;
    std::vector<model::CheckDifference> m_rows;
    bool m_known = false;
    bool m_room = true;
    int m_height = 0;
};

} // namespace esek::ui
