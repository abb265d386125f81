#pragma once
#include "domain/Photo.h"
#include "ui/model/ReviewKeys.h"

#include <functional>
#include <optional>
#include <wx/panel.h>

class wxButton;
class wxCheckBox;

namespace esek::ui {

/// The buttons under a photo: what can be done with it, each with its key.
class ReviewActions : public wxPanel {
  public:
    explicit ReviewActions(wxWindow* parent);
    struct State {
        std::optional<domain::PhotoStatus> status; ///< nothing: no photo is shown
        std::size_t several = 0; ///< marked photos that a decision means; 0: the one that is shown
        bool printCurrent = false;
        bool headwearToConfirm = false; ///< the family says that the head is covered for a reason
        bool operator==(const State&) const = default;
    };
    void show(const State&);
    void popUp(wxWindow& over); ///< the same commands as a context menu
    void setCanUndo(bool);      ///< the button is grey while there is nothing to take back
    std::function<void(model::Command)> onCommand;
    std::function<void(bool)> onAllowPrinting;

  private:
    wxButton* button(int windowId, model::Command, const std::string& label);
    void openMenu();
    State m_state;
    bool m_first = true;
    struct Item {
        wxButton* button;
        model::Command command;
        std::string label;
    };
    std::vector<Item> m_items;
    wxCheckBox* m_allowPrinting;
    wxButton* m_more;
};

} // namespace esek::ui
