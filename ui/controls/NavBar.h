#pragma once
#include <functional>
#include <string>
#include <vector>
#include <wx/panel.h>

class wxToggleButton;

namespace esek::ui {

class ChosenMark;

/// The list of views at the left edge: one is in front. Arrow keys move, as in a list.
class NavBar : public wxPanel {
  public:
    explicit NavBar(wxWindow* parent);
    void add(const std::string& view, int id, const std::string& label, const std::string& iconName);
    void choose(const std::string& view); ///< none is marked when it does not stand here
    /// A number beside the label, for what waits; 0 hides it.
    void setCount(const std::string& view, long count);
    std::function<void(const std::string& view)> onChoose;

  private:
    struct Item {
        std::string view;
        wxToggleButton* button;
        ChosenMark* mark;
        std::string label;
    };
    std::vector<Item> m_items;
};

} // namespace esek::ui
