#pragma once
#include "app/Office.h"

#include <functional>
#include <optional>
#include <vector>
#include <wx/panel.h>

class wxToggleButton;

namespace esek::ui {

class ChosenMark;

/// Which photos are in the queue, by status, each with its number.
class ReviewTabs : public wxPanel {
  public:
    using Status = std::optional<domain::PhotoStatus>; ///< nothing: all
    explicit ReviewTabs(wxWindow* parent);
    Status chosen() const;
    void choose(Status);
    void setCounts(const storage::PhotoCounts&);
    std::function<void(Status)> onChosen;

  private:
    void press(std::size_t i);
    void label(std::size_t i, int count);
    std::vector<wxToggleButton*> m_buttons;
    std::vector<ChosenMark*> m_marks; ///< one for each button
    std::size_t m_chosen = 0;
};

} // namespace esek::ui
