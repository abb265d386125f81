#pragma once
#include "ui/UiContext.h"
#include "ui/model/PlacesModel.h"

#include <string>
#include <utility>
#include <vector>
#include <wx/dialog.h>
#include <wx/timer.h>

class wxButton;
class wxChoice;
class wxStaticText;

namespace esek::ui {

class NumberField;
class PlacesCanvas;
class WrappedText;

/// Where the data go on a blank: the places are moved and sized over a specimen, or over the picture of a
/// scanned blank, with the mouse, the arrow keys or numbers. Stays open beside the window; closing asks about
/// what is not saved. Interface thread only.
class PlacesDialog : public wxDialog {
  public:
    PlacesDialog(wxWindow* parent, UiContext&);

  private:
    wxSizer* buildChoices();
    wxSizer* buildNumbers();
    wxSizer* buildButtons();
    wxButton* button(wxSizer& row, int id, const std::string& label, void (PlacesDialog::*)());
    void read();
    void readPlan(const std::string& name);
    void filled(); ///< another plan stands in the model
    void fieldChosen();
    void fillNumbers();
    void numberTyped();
    void changed();
    void draw(); ///< the specimen at the places of now
    void say(const std::string& words);
    void blank();
    void import();
    void exportTo();
    void bundled();
    void undo();
    void save();
    void saveThen(std::function<void(bool saved)>);
    void templateChosen();
    void closing(wxCloseEvent&);

    UiContext& m_ctx;
    model::PlacesModel m_model;
    std::vector<std::pair<std::string, std::string>> m_names;
    int m_shown = 0; ///< place among m_names
    bool m_filling = false;
    WrappedText* m_words = nullptr;
    wxChoice* m_template = nullptr;
    wxChoice* m_field = nullptr;
    PlacesCanvas* m_card = nullptr;
    NumberField* m_x = nullptr;
    NumberField* m_y = nullptr;
    NumberField* m_width = nullptr;
    NumberField* m_height = nullptr;
    NumberField* m_baseline = nullptr;
    NumberField* m_size = nullptr;
    wxButton* m_undo = nullptr;
    wxButton* m_save = nullptr;
    wxTimer m_later;
    app::TaskRunner::Scope m_scope;
    app::TaskRunner::Scope m_drawScope;
};

} // namespace esek::ui
