#pragma once
#include <functional>
#include <string>
#include <vector>
#include <wx/panel.h>

class wxToggleButton;

namespace esek::ui {

/// The list of views at the left edge: one is in front. Arrow keys move, as in a list.
class NavBar : public wxPanel {
  public:
    explicit NavBar(wxWindow* parent);
    void add(int id, const std::string& label, const std::string& iconName);
    void choose(std::size_t index);
    /// A number beside the label, for what waits; 0 hides it.
    void setCount(std::size_t index, long count);
    std::function<void(std::size_t)> onChoose;

  private:
    struct Item {
        wxToggleButton* button;
        std::string label;
    };
    std::vector<Item> m_items;
};

} // namespace esek::ui
